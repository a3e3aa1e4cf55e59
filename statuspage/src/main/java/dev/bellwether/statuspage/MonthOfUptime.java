package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long a component stood at each status in a month of the page's zone. Time before it began
/// and time to come are in none of them.
record MonthOfUptime(YearMonth month, Map<Status, Duration> time) {
    /// This month and the twelve before it.
    static final int MONTHS = 13;

    MonthOfUptime {
        time = Map.copyOf(time);
    }

    Duration at(Status status) {
        return time.getOrDefault(status, Duration.ZERO);
    }

    /// Whether nothing but operational time is recorded.
    boolean isQuiet() {
        return time.size() == 1 && time.containsKey(Status.OPERATIONAL);
    }

    /// Partial and major outage together.
    Duration down() {
        return at(Status.PARTIAL_OUTAGE).plus(at(Status.MAJOR_OUTAGE));
    }

    Optional<Uptime> uptime() {
        return Uptime.of(time);
    }

    /// The months of which anything is recorded, newest first.
    static List<MonthOfUptime> of(Uptime.Past past, Instant now, ZoneId zone) {
        YearMonth first = YearMonth.from(now.atZone(zone)).minusMonths(MONTHS - 1L);
        var borders = new ArrayList<Instant>(MONTHS + 1);
        for (int i = 0; i <= MONTHS; i++) {
            borders.add(first.plusMonths(i).atDay(1).atStartOfDay(zone).toInstant());
        }
        List<Map<Status, Duration>> spans = past.between(borders, now);
        var months = new ArrayList<MonthOfUptime>();
        for (int i = MONTHS - 1; i >= 0; i--) {
            if (!spans.get(i).isEmpty()) {
                months.add(new MonthOfUptime(first.plusMonths(i), spans.get(i)));
            }
        }
        return List.copyOf(months);
    }
}
