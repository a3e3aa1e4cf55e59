package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Uptime between two bounds, in percent: `lower` takes all unknown time as down, `upper` as up.
///
/// Down is time in partial or major outage; degraded counts as up; maintenance is left out. A
/// component with nothing but maintenance has no uptime.
record Uptime(double lower, double upper) {
    /// A stretch of time in which something was said of a service after the fact.
    record Stretch(Instant from, Instant to, Status status) {}

    boolean isExact() {
        return lower == upper;
    }

    static Optional<Uptime> of(Map<Status, Duration> time) {
        long up = nanos(time, Status.OPERATIONAL) + nanos(time, Status.DEGRADED);
        long down = nanos(time, Status.PARTIAL_OUTAGE) + nanos(time, Status.MAJOR_OUTAGE);
        long unknown = nanos(time, Status.UNKNOWN);
        long all = up + down + unknown;
        return all == 0
                ? Optional.empty()
                : Optional.of(new Uptime(100.0 * up / all, 100.0 * (up + unknown) / all));
    }

    /// What is known of a service's past.
    ///
    /// @param turns oldest first
    /// @param before the status before the first turn
    /// @param since nothing is recorded before
    /// @param told said after the fact: outweighs what is not worse
    record Past(List<Turn> turns, Status before, Instant since, List<Stretch> told) {
        /// As it stands now.
        Status status() {
            return turns.isEmpty() ? before : turns.getLast().became();
        }

        /// The time at each status in each of the spans between `borders`, up to `now`.
        ///
        /// @param borders ascending
        List<Map<Status, Duration>> between(List<Instant> borders, Instant now) {
            var spans = new ArrayList<Map<Status, Duration>>(borders.size());
            int next = 0;
            Status status = before;
            for (int i = 0; i + 1 < borders.size(); i++) {
                Instant at = later(borders.get(i), since);
                Instant end = earlier(borders.get(i + 1), now);
                var time = new EnumMap<Status, Duration>(Status.class);
                while (next < turns.size() && turns.get(next).at().isBefore(end)) {
                    Turn turn = turns.get(next++);
                    at = add(time, at, turn.at(), status, told);
                    status = turn.became();
                }
                add(time, at, end, status, told);
                spans.add(time);
            }
            return spans;
        }
    }

    /// The last `count` days up to and with that of `now`.
    static List<Day> days(Past past, int count, Instant now, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(now, zone).minusDays(count - 1L);
        var borders = new ArrayList<Instant>(count + 1);
        for (int i = 0; i <= count; i++) {
            borders.add(first.plusDays(i).atStartOfDay(zone).toInstant());
        }
        List<Map<Status, Duration>> spans = past.between(borders, now);
        var days = new ArrayList<Day>(count);
        for (int i = 0; i < count; i++) {
            days.add(new Day(first.plusDays(i), spans.get(i)));
        }
        return List.copyOf(days);
    }

    private static Instant add(
            Map<Status, Duration> time,
            Instant from,
            Instant to,
            Status status,
            List<Stretch> told) {
        if (!from.isBefore(to)) {
            return from;
        }
        for (Stretch stretch : told) {
            Instant start = later(from, stretch.from());
            Instant end = earlier(to, stretch.to());
            if (start.isBefore(end) && status.worse(stretch.status()) != status) {
                add(time, from, start, status, told);
                time.merge(stretch.status(), Duration.between(start, end), Duration::plus);
                add(time, end, to, status, told);
                return to;
            }
        }
        time.merge(status, Duration.between(from, to), Duration::plus);
        return to;
    }

    private static long nanos(Map<Status, Duration> time, Status status) {
        return time.getOrDefault(status, Duration.ZERO).toNanos();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
