package dev.bellwether.experiment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// Days of a time zone, by microseconds since 1970: the offsets between two instants as a short
/// table, so that a store needs to know nothing of time zones.
///
/// @param from from when each offset is in force; the first is in force before too
/// @param offsets in microseconds
record LocalDays(List<Long> from, List<Long> offsets) {
    static final long MICROS = 1_000_000;
    static final long DAY = 86_400 * MICROS;

    static LocalDays of(ZoneId zone, Instant first, Instant last) {
        ZoneRules rules = zone.getRules();
        List<Long> from = new ArrayList<>(List.of(Long.MIN_VALUE));
        List<Long> offsets =
                new ArrayList<>(List.of(rules.getOffset(first).getTotalSeconds() * MICROS));
        var next = rules.nextTransition(first);
        while (next != null && next.getInstant().isBefore(last)) {
            from.add(next.getInstant().getEpochSecond() * MICROS);
            offsets.add(next.getOffsetAfter().getTotalSeconds() * MICROS);
            next = rules.nextTransition(next.getInstant());
        }
        return new LocalDays(List.copyOf(from), List.copyOf(offsets));
    }

    /// Days since 1970-01-01, in the zone.
    long of(long micros) {
        int at = from.size() - 1;
        while (at > 0 && micros < from.get(at)) {
            at--;
        }
        return Math.floorDiv(micros + offsets.get(at), DAY);
    }

    /// The same in DuckDB's SQL, of a column of microseconds after 1970.
    String sql(String column) {
        return "(" + local(column) + " // " + DAY + ")";
    }

    /// A column of microseconds as clocks of the zone show them, in SQL.
    String local(String column) {
        var text = new StringBuilder("(").append(column).append(" + ");
        if (from.size() == 1) {
            text.append('(').append(offsets.getFirst()).append(')');
        } else {
            text.append("CASE");
            for (int i = 1; i < from.size(); i++) {
                text.append(" WHEN ").append(column).append(" < ").append(from.get(i));
                text.append(" THEN ").append(offsets.get(i - 1));
            }
            text.append(" ELSE ").append(offsets.getLast()).append(" END");
        }
        return text.append(')').toString();
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static LocalDate date(long day) {
        return LocalDate.ofEpochDay(day);
    }
}
