package dev.bellwether.oncall;

import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleOverride;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The overrides of a schedule, found by time. Pure, and safe for many threads.
final class OverrideBook {
    /// Those in force from an instant on.
    private final NavigableMap<Instant, List<ScheduleOverride>> from = new TreeMap<>();

    OverrideBook(List<ScheduleOverride> overrides) {
        for (ScheduleOverride override : overrides) {
            from.put(override.start(), List.of());
            from.put(override.end(), List.of());
        }
        for (ScheduleOverride override : overrides) {
            from.subMap(override.start(), override.end())
                    .replaceAll((at, before) -> plus(before, override));
        }
    }

    private static List<ScheduleOverride> plus(
            List<ScheduleOverride> before, ScheduleOverride override) {
        var all = new ArrayList<>(before);
        all.add(override);
        return List.copyOf(all);
    }

    Instant nextEdge(Instant at) {
        Instant next = from.higherKey(at);
        return next == null ? Instant.MAX : next;
    }

    /// Those who are on call where the layers say `duties`. Overrides that meet have no person in
    /// common (see `OverrideInput`), so their order does not matter.
    List<Duty> applied(List<Duty> duties, Instant at) {
        var entry = from.floorEntry(at);
        if (entry == null || entry.getValue().isEmpty()) {
            return duties;
        }
        List<Duty> now = duties;
        for (ScheduleOverride override : entry.getValue()) {
            now = applied(now, override);
        }
        Map<PersonId, Duty> once = new LinkedHashMap<>();
        now.forEach(duty -> once.putIfAbsent(duty.person(), duty));
        return List.copyOf(once.values());
    }

    private static List<Duty> applied(List<Duty> duties, ScheduleOverride override) {
        if (override.isForAll()) {
            return List.of(comes(override));
        }
        return switch (override.kind()) {
            case ADD -> {
                var all = new ArrayList<>(duties);
                all.add(comes(override));
                yield all;
            }
            case REMOVE -> duties.stream().filter(duty -> !goes(override, duty)).toList();
            case REPLACE ->
                    duties.stream()
                            .map(duty -> goes(override, duty) ? replaced(override, duty) : duty)
                            .toList();
        };
    }

    private static boolean goes(ScheduleOverride override, Duty duty) {
        return override.replaces().filter(duty.person()::equals).isPresent();
    }

    private static Duty comes(ScheduleOverride override) {
        return new Duty(
                override.person().orElseThrow(),
                Optional.empty(),
                Optional.of(override.id()),
                override.start());
    }

    private static Duty replaced(ScheduleOverride override, Duty duty) {
        Instant since = duty.since().isAfter(override.start()) ? duty.since() : override.start();
        return new Duty(
                override.person().orElseThrow(), duty.layer(), Optional.of(override.id()), since);
    }
}
