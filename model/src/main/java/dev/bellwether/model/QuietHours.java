package dev.bellwether.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/// The hours of each day in which a person is told nothing that is not urgent, `[from, to)` on the
/// clock of `zone`; over midnight when `from` is later than `to`.
///
/// A time that a change of clocks leaves out counts as the end of the gap, and one that comes twice
/// as its first.
public record QuietHours(ZoneId zone, LocalTime from, LocalTime to) {
    /// When the quiet hours that `now` lies in are over; empty outside of them.
    public Optional<Instant> until(Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        return isIn(local.toLocalTime()) ? Optional.of(end(local, now)) : Optional.empty();
    }

    private boolean isIn(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    private Instant end(LocalDateTime local, Instant now) {
        LocalDateTime today = local.toLocalDate().atTime(to);
        LocalDateTime end = today.isAfter(local) ? today : today.plusDays(1);
        ZoneOffsetTransition gap = zone.getRules().getTransition(end);
        if (gap != null && gap.isGap()) {
            return gap.getInstant();
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(end);
        Instant first = end.toInstant(offsets.getFirst());
        // In the second of two equal hours the first end is over already.
        return first.isAfter(now) ? first : end.toInstant(offsets.getLast());
    }
}
