package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/// How long a component stood at each status on a day of the page's zone. Time outside of what is
/// recorded (before the component began, after now) is in none of them.
record Day(LocalDate date, Map<Status, Duration> time) {
    Day {
        time = Map.copyOf(time);
    }

    Duration at(Status status) {
        return time.getOrDefault(status, Duration.ZERO);
    }

    boolean isRecorded() {
        return !time.isEmpty();
    }

    /// What the day's bar shows: the worst known trouble; without any, UNKNOWN if that is the
    /// larger part of what is recorded; else maintenance or operational.
    Status shown() {
        Status worst = Status.OPERATIONAL;
        for (Status status : time.keySet()) {
            if (status != Status.UNKNOWN && status.compareTo(worst) > 0) {
                worst = status;
            }
        }
        return !worst.isTrouble() && isMostlyUnknown() ? Status.UNKNOWN : worst;
    }

    /// Whether nothing but operational time is recorded.
    boolean isQuiet() {
        return time.size() == 1 && time.containsKey(Status.OPERATIONAL);
    }

    private boolean isMostlyUnknown() {
        Duration unknown = at(Status.UNKNOWN);
        Duration all = time.values().stream().reduce(Duration.ZERO, Duration::plus);
        return unknown.multipliedBy(2).compareTo(all) > 0;
    }

    static Map<Status, Duration> sum(Iterable<Day> days) {
        var sum = new EnumMap<Status, Duration>(Status.class);
        days.forEach(
                day -> day.time().forEach((status, d) -> sum.merge(status, d, Duration::plus)));
        return sum;
    }
}
