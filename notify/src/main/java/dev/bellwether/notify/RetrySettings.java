package dev.bellwether.notify;

import java.time.Duration;

/// How long to go on when a transport says "later".
///
/// @param first the first pause; each one after it is twice as long
/// @param most the longest pause
/// @param perMethod time with one contact method before the next is tried, when there is a next
/// @param total time after which a page has failed
/// @param totalForMail the same for mails that page nobody
/// @param lease time after which an attempt that was not recorded is made again; longer than
///   `attempt`
/// @param attempt time after which an attempt is broken off
public record RetrySettings(
        Duration first,
        Duration most,
        Duration perMethod,
        Duration total,
        Duration totalForMail,
        Duration lease,
        Duration attempt) {
    public static final RetrySettings DEFAULT =
            new RetrySettings(
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(30),
                    Duration.ofHours(24),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(45));
}
