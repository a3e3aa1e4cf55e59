package dev.bellwether.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// One sentence about what was just done, shown on the next page. It travels in a cookie that is
/// taken away when it was read.
record Flash(boolean good, String text) {
    private static final int LONGEST = 600;

    static Flash done(String text) {
        return new Flash(true, text);
    }

    static Flash refused(String text) {
        return new Flash(false, text);
    }

    String cookie() {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(((good ? "+" : "-") + cut).getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Flash> read(String cookie) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8);
            if (text.length() < 2 || text.length() > LONGEST + 1) {
                return Optional.empty();
            }
            return Optional.of(new Flash(text.charAt(0) == '+', text.substring(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
