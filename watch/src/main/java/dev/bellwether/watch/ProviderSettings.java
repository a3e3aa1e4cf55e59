package dev.bellwether.watch;

import java.time.Duration;
import java.util.Locale;

/// How the pages of providers are polled.
///
/// @param poll whose pages are read
/// @param interval time between two requests to one page, at least 10 s
/// @param whileOpen the same while an incident is open there, at least 5 s and at most `interval`
/// @param inFlight requests at the same time, 1 to 512
/// @param deadline the most one page may take, redirects and all, 1 s to 5 min
/// @param maxBytes the most a page may weigh, before and after decompression, at least 64 KB
/// @param userAgent says who asks and where to complain
public record ProviderSettings(
        Poll poll,
        Duration interval,
        Duration whileOpen,
        int inFlight,
        Duration deadline,
        int maxBytes,
        String userAgent) {
    /// Whose pages are read.
    public enum Poll {
        /// The whole catalogue.
        ALL,
        /// Providers that some check refers to.
        FOLLOWED,
        /// Nobody's.
        NONE;

        /// @throws IllegalArgumentException naming the value and what is allowed
        public static Poll of(String word) {
            for (Poll poll : values()) {
                if (poll.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return poll;
                }
            }
            throw new IllegalArgumentException(
                    "'" + word + "' is not allowed; allowed: all, followed, none");
        }
    }

    public ProviderSettings {
        require(interval.toSeconds() >= 10, "interval", interval, "at least PT10S");
        require(
                whileOpen.toSeconds() >= 5 && whileOpen.compareTo(interval) <= 0,
                "interval while an incident is open",
                whileOpen,
                "PT5S to " + interval);
        require(inFlight >= 1 && inFlight <= 512, "requests in flight", inFlight, "1-512");
        require(
                deadline.toMillis() >= 100 && deadline.toMinutes() <= 5,
                "deadline",
                deadline,
                "PT0.1S to PT5M");
        require(maxBytes >= 64 << 10, "size of a page", maxBytes, "at least 65536 bytes");
        require(
                userAgent.matches("[\\x20-\\x7e]{1,200}"),
                "user agent",
                userAgent,
                "1 to 200 printable ASCII characters");
    }

    /// The whole catalogue every 60 s, every 15 s while an incident is open; 128 requests at a
    /// time, 20 s and 5 MB at most.
    ///
    /// @param version of this program
    /// @param operator address of who runs it, such as `https://status.example.com`
    public static ProviderSettings standard(String version, String operator) {
        return new ProviderSettings(
                Poll.ALL,
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                128,
                Duration.ofSeconds(20),
                5 << 20,
                "Bellwether/" + version + " (+" + operator + ")");
    }

    public ProviderSettings withPoll(Poll whose) {
        return new ProviderSettings(
                whose, interval, whileOpen, inFlight, deadline, maxBytes, userAgent);
    }

    /// Time between two tries to find out how a page is read: the interval, unless somebody waits.
    Duration searchStep(boolean isAwaited) {
        return isAwaited ? Duration.ofSeconds(2) : interval;
    }

    private static void require(boolean holds, String what, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "providers: " + what + " '" + value + "' is not allowed; allowed: " + allowed);
        }
    }
}
