package dev.bellwether.oncall;

import dev.bellwether.model.Rotation;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/// The periods of a rotation on the wall clock, numbered from 0. Pure.
record RotationTurns(Rotation rotation, LocalDateTime first) {
    static RotationTurns of(Rotation rotation) {
        return new RotationTurns(rotation, rotation.start().atTime(rotation.handoff()));
    }

    /// The period in which a time is; -1 before the first.
    long at(LocalDateTime wall) {
        if (wall.isBefore(first)) {
            return -1;
        }
        return switch (rotation.unit()) {
            case HOURLY -> ChronoUnit.HOURS.between(first, wall) / rotation.every();
            case DAILY -> ChronoUnit.DAYS.between(first, wall) / rotation.every();
            case WEEKLY -> ChronoUnit.WEEKS.between(first, wall) / rotation.every();
            case MONTHLY -> months(wall);
        };
    }

    /// From the 31st of January to the 28th of February is no whole month, and yet a turn.
    private long months(LocalDateTime wall) {
        long period = ChronoUnit.MONTHS.between(first, wall) / rotation.every();
        return begins(period + 1).isAfter(wall) ? period : period + 1;
    }

    LocalDateTime begins(long period) {
        long units = period * rotation.every();
        return switch (rotation.unit()) {
            case HOURLY -> first.plusHours(units);
            case DAILY -> first.plusDays(units);
            case WEEKLY -> first.plusWeeks(units);
            case MONTHLY -> first.plusMonths(units);
        };
    }
}
