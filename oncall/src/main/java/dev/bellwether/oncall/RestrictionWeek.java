package dev.bellwether.oncall;

import dev.bellwether.model.Restriction;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// The minutes of the week in which a layer is on, Monday 00:00 first. Pure.
final class RestrictionWeek {
    static final int DAY = 24 * 60;
    static final int WEEK = 7 * DAY;

    private final BitSet on = new BitSet(WEEK);
    private final boolean always;

    RestrictionWeek(List<Restriction> restrictions) {
        restrictions.forEach(this::add);
        always = restrictions.isEmpty() || on.cardinality() == WEEK;
    }

    private void add(Restriction restriction) {
        int from = minute(restriction.from());
        int until = minute(restriction.until());
        int length = until > from ? until - from : until + DAY - from;
        Set<DayOfWeek> days =
                restriction.days().isEmpty() ? Set.of(DayOfWeek.values()) : restriction.days();
        for (DayOfWeek day : days) {
            int begins = day.ordinal() * DAY + from;
            on.set(begins, Math.min(begins + length, WEEK));
            on.set(0, Math.max(begins + length - WEEK, 0));
        }
    }

    boolean isAlways() {
        return always;
    }

    boolean isOn(LocalDateTime wall) {
        return always || on.get(minute(wall));
    }

    /// The next time after `wall` at which the layer goes on or off. To be asked only when it is
    /// not always on.
    LocalDateTime nextEdge(LocalDateTime wall) {
        int now = minute(wall);
        int edge = on.get(now) ? on.nextClearBit(now) : on.nextSetBit(now);
        if (edge < 0 || edge >= WEEK) {
            edge = WEEK + (on.get(now) ? on.nextClearBit(0) : on.nextSetBit(0));
        }
        return wall.truncatedTo(ChronoUnit.MINUTES).plusMinutes(edge - now);
    }

    /// True when the layer is on at some time of the next `minutes`.
    boolean isOnWithin(LocalDateTime wall, long minutes) {
        int from = minute(wall);
        int next = on.nextSetBit(from);
        if (next < 0) {
            next = WEEK + on.nextSetBit(0);
        }
        return next < from + minutes;
    }

    private static int minute(LocalDateTime wall) {
        return wall.getDayOfWeek().ordinal() * DAY + minute(wall.toLocalTime());
    }

    private static int minute(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }
}
