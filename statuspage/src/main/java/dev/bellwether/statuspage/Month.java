package dev.bellwether.statuspage;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A month of the history.
///
/// @param days newest first; only those with incidents
record Month(
        YearMonth month, Optional<YearMonth> older, Optional<YearMonth> newer, List<OneDay> days) {
    static final int MOST = 60;

    /// A day's incidents, newest first.
    record OneDay(LocalDate date, List<IncidentView> incidents) {}

    /// From this month back to that of the first incident, newest first; one at least.
    static List<Month> of(PageView view, Times times) {
        YearMonth newest = YearMonth.from(times.day(view.now()));
        var byDay = new LinkedHashMap<LocalDate, List<IncidentView>>();
        YearMonth oldest = newest;
        for (IncidentView incident : view.incidents()) {
            LocalDate day = times.day(incident.day());
            byDay.computeIfAbsent(day, d -> new ArrayList<>()).add(incident);
            YearMonth month = YearMonth.from(day);
            oldest = month.isBefore(oldest) ? month : oldest;
        }
        var months = new ArrayList<Month>();
        for (YearMonth at = newest; !at.isBefore(oldest) && months.size() < MOST; ) {
            YearMonth month = at;
            List<OneDay> days =
                    byDay.entrySet().stream()
                            .filter(e -> YearMonth.from(e.getKey()).equals(month))
                            .map(e -> new OneDay(e.getKey(), e.getValue()))
                            .toList();
            boolean last = !month.isAfter(oldest) || months.size() == MOST - 1;
            months.add(
                    new Month(
                            month,
                            last ? Optional.empty() : Optional.of(month.minusMonths(1)),
                            month.equals(newest)
                                    ? Optional.empty()
                                    : Optional.of(month.plusMonths(1)),
                            days));
            at = at.minusMonths(1);
        }
        return months;
    }
}
