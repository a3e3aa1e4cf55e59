package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A month's page of uptime.
///
/// @param rows in the order of the page
record UptimeTable(
        YearMonth month, Optional<YearMonth> older, Optional<YearMonth> newer, List<Row> rows) {
    /// A component in the month.
    ///
    /// @param uptime its bounds as words
    /// @param target as words
    /// @param result the class of how it stands to the target; empty when it cannot be said
    record Row(
            String name,
            Optional<String> group,
            MonthOfUptime of,
            Optional<String> uptime,
            Optional<String> target,
            String result) {
        boolean hasResult() {
            return !result.isEmpty();
        }

        String time(String status) {
            return span(of.at(Status.valueOf(status)));
        }

        String down() {
            return span(of.down());
        }

        private static String span(Duration time) {
            return time.isZero() ? "–" : Bars.span(time);
        }
    }

    boolean hasTargets() {
        return rows.stream().anyMatch(r -> r.target().isPresent());
    }

    /// Newest first; one at least.
    static List<UptimeTable> of(List<ComponentMonths> all, YearMonth newest) {
        YearMonth oldest =
                all.stream()
                        .flatMap(c -> c.months().stream())
                        .map(MonthOfUptime::month)
                        .min(YearMonth::compareTo)
                        .orElse(newest);
        var tables = new ArrayList<UptimeTable>();
        for (YearMonth at = newest; !at.isBefore(oldest); at = at.minusMonths(1)) {
            YearMonth month = at;
            tables.add(
                    new UptimeTable(
                            month,
                            Optional.of(month.minusMonths(1)).filter(m -> !m.isBefore(oldest)),
                            Optional.of(month.plusMonths(1)).filter(m -> !m.isAfter(newest)),
                            all.stream()
                                    .filter(ComponentMonths::visible)
                                    .flatMap(c -> c.in(month).map(m -> row(c, m)).stream())
                                    .toList()));
        }
        return tables;
    }

    private static Row row(ComponentMonths c, MonthOfUptime month) {
        return new Row(
                c.component().name(),
                c.group(),
                month,
                month.uptime().map(Bars::percent),
                c.component().target().map(t -> Bars.exact(t) + "%"),
                c.target(month).map(t -> t.name().toLowerCase(Locale.ROOT)).orElse(""));
    }
}
