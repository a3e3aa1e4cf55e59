package dev.bellwether.model;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A time in each week.
///
/// @param days on which it begins; every day when there is none
/// @param from whole minutes
/// @param until whole minutes; on the next day when it is not after `from`, so that 00:00 to 00:00
///   is the whole day
public record Restriction(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
    public Restriction {
        var sorted = EnumSet.noneOf(DayOfWeek.class);
        sorted.addAll(days);
        days = Collections.unmodifiableSet(sorted);
    }
}
