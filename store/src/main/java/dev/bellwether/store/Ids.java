package dev.bellwether.store;

import java.util.concurrent.ThreadLocalRandom;

/// Fresh ids: twelve characters of base 36, as long and as spelled as Statuspage's. 62 bits: they
/// name, they are no secrets.
final class Ids {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12;

    private Ids() {}

    static String next() {
        var random = ThreadLocalRandom.current();
        var id = new StringBuilder(LENGTH);
        id.append(DIGITS.charAt(10 + random.nextInt(26)));
        while (id.length() < LENGTH) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
