package dev.bellwether.experiment;

import java.time.Instant;

/// A [Rule], made ready to be asked often.
record CompiledRule(String name, Window window, Criterion when, Takes takes) {
    /// What is said to a visitor who is within the window and meets the condition.
    @FunctionalInterface
    interface Takes {
        Turn turn(Visitor visitor, Instant now);
    }

    Turn turn(Visitor visitor, Instant now) {
        if (!window.contains(now)) {
            return Turn.NOT_NOW;
        }
        return when.holds(visitor) ? takes.turn(visitor, now) : Turn.NO_MATCH;
    }
}
