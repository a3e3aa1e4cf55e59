package dev.bellwether.statuspage;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows guessing at the passwords of private pages: in memory, since it must hold without a
/// database. Five attempts are free; then each doubles the wait of its address, up to a quarter of
/// an hour. Addresses of IPv6 count by their /64, which one host has whole.
final class Knocks {
    private static final int FREE = 5;
    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private record Count(int attempts, Instant lastAt, Instant blockedUntil) {}

    private final Map<String, Count> counts = new LinkedHashMap<>(64, 0.75f, true);

    /// @return whether the attempt may be looked at; when not, it does not count
    synchronized boolean attempt(String page, InetAddress from, Instant now) {
        String key = page + "/" + place(from);
        Count count = counts.get(key);
        if (count != null && count.blockedUntil().isAfter(now)) {
            return false;
        }
        boolean old = count == null || count.lastAt().plus(LONGEST.multipliedBy(4)).isBefore(now);
        int attempts = old || count == null ? 1 : count.attempts() + 1;
        int over = Math.min(attempts - FREE, 20);
        Duration wait = over < 0 ? Duration.ZERO : Duration.ofSeconds(1L << over);
        counts.put(
                key,
                new Count(attempts, now, now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST)));
        var eldest = counts.entrySet().iterator();
        while (counts.size() > MOST) {
            eldest.next();
            eldest.remove();
        }
        return true;
    }

    synchronized void forget(String page, InetAddress from) {
        counts.remove(page + "/" + place(from));
    }

    private static String place(InetAddress from) {
        byte[] bytes = from.getAddress();
        return Arrays.toString(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
