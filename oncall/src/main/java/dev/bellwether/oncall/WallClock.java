package dev.bellwether.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/// A zone's wall clock, read so that it never goes back. All arithmetic of schedules is done in the
/// times it shows, and only the results are turned into instants; so there is one rule for the days
/// on which the clocks change, and it is here.
///
/// The rule: a handoff happens at the first instant at which the wall clock shows its time or
/// later. A time that is left out is the end of the gap, and a time that comes twice is its first
/// occurrence. (`ZonedDateTime` moves a time that is left out by the length of the gap instead.)
///
/// That is the same as a clock that shows the latest time it has ever shown: while a real clock
/// runs through an hour again, this one stands still just before the hour's end. Then "the handoff
/// of `wall` has happened at `t`" is `!wall.isAfter(shown(t))`, always.
record WallClock(ZoneRules rules) {
    static WallClock of(String zone) {
        return new WallClock(ZoneId.of(zone).getRules());
    }

    /// The latest time that the wall clock has shown until an instant.
    LocalDateTime shown(Instant at) {
        ZoneOffset offset = rules.getOffset(at);
        var local = LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), offset);
        if (rules.isFixedOffset()) {
            return local;
        }
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        boolean isSecondTime = offsets.size() == 2 && offset.equals(offsets.get(1));
        return isSecondTime ? rules.getTransition(local).getDateTimeBefore().minusNanos(1) : local;
    }

    /// The first instant at which the wall clock shows a time or later.
    Instant first(LocalDateTime wall) {
        List<ZoneOffset> offsets = rules.getValidOffsets(wall);
        return offsets.isEmpty()
                ? rules.getTransition(wall).getInstant()
                : wall.toInstant(offsets.getFirst());
    }
}
