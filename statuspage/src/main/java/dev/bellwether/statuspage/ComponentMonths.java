package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// The months of a component.
///
/// @param group its name
/// @param asOf up to when the running month is reckoned
/// @param months newest first
record ComponentMonths(
        Component component,
        Optional<String> group,
        boolean visible,
        Instant asOf,
        List<MonthOfUptime> months) {
    Optional<MonthOfUptime> in(YearMonth month) {
        return months.stream().filter(m -> m.month().equals(month)).findFirst();
    }

    Optional<Target> target(MonthOfUptime month) {
        return component
                .target()
                .flatMap(percent -> month.uptime().map(u -> Target.of(u, percent)));
    }
}
