package dev.bellwether.console;

import java.time.Duration;

/// How far a chart looks back, and in how many steps.
enum Range {
    HOUR("1h", "1 hour", Duration.ofHours(1), 120),
    DAY("24h", "24 hours", Duration.ofDays(1), 144),
    WEEK("7d", "7 days", Duration.ofDays(7), 168),
    MONTH("30d", "30 days", Duration.ofDays(30), 180);

    private final String name;
    private final String word;
    private final Duration span;
    private final int buckets;

    Range(String name, String word, Duration span, int buckets) {
        this.name = name;
        this.word = word;
        this.span = span;
        this.buckets = buckets;
    }

    static Range named(String name) {
        for (Range range : values()) {
            if (range.name.equals(name)) {
                return range;
            }
        }
        return HOUR;
    }

    String query() {
        return name;
    }

    String word() {
        return word;
    }

    Duration span() {
        return span;
    }

    int buckets() {
        return buckets;
    }
}
