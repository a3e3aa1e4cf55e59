package dev.bellwether.oncall;

import dev.bellwether.model.LayerId;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A time in which one person is on call without a break, by one turn or one override.
///
/// @param start belongs to it
/// @param end does not
/// @param layer see [Duty#layer]
/// @param override see [Duty#override]
public record Shift(
        ScheduleId schedule,
        PersonId person,
        Instant start,
        Instant end,
        Optional<LayerId> layer,
        Optional<OverrideId> override) {

    /// In the order of their starts; of one start, in the order of the stretch.
    ///
    /// @param stretches one after the other, without gaps in between
    static List<Shift> of(ScheduleId schedule, List<Stretch> stretches) {
        var shifts = new ArrayList<Shift>();
        Map<Duty, Instant> open = new LinkedHashMap<>();
        Instant end = Instant.MIN;
        for (Stretch stretch : stretches) {
            Instant start = stretch.start();
            close(schedule, open, stretch.duties(), start, shifts);
            stretch.duties().forEach(duty -> open.putIfAbsent(duty, start));
            end = stretch.end();
        }
        close(schedule, open, List.of(), end, shifts);
        shifts.sort(Comparator.comparing(Shift::start));
        return List.copyOf(shifts);
    }

    private static void close(
            ScheduleId schedule,
            Map<Duty, Instant> open,
            List<Duty> kept,
            Instant end,
            List<Shift> shifts) {
        open.entrySet()
                .removeIf(entry -> {
                    Duty duty = entry.getKey();
                    if (kept.contains(duty)) {
                        return false;
                    }
                    shifts.add(
                            new Shift(
                                    schedule,
                                    duty.person(),
                                    entry.getValue(),
                                    end,
                                    duty.layer(),
                                    duty.override()));
                    return true;
                });
    }
}
