package dev.bellwether.oncall;

import java.time.Duration;

/// Times as a timeline says them.
final class Spoken {
    private Spoken() {}

    /// `45 seconds`, `5 minutes`, `1 hour 30 minutes`.
    static String of(Duration time) {
        long seconds = Math.max(time.toSeconds(), 0);
        if (seconds < 60) {
            return count(seconds, "second");
        }
        long minutes = (seconds + 30) / 60;
        if (minutes < 60) {
            return count(minutes, "minute");
        }
        long hours = minutes / 60;
        String rest = minutes % 60 == 0 ? "" : " " + count(minutes % 60, "minute");
        return count(hours, "hour") + rest;
    }

    private static String count(long many, String what) {
        return many + " " + what + (many == 1 ? "" : "s");
    }
}
