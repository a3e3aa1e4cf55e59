package dev.bellwether.oncall;

import dev.bellwether.model.ScheduleOverride;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Which overrides may not stand together.
final class OverrideInput {
    private OverrideInput() {}

    /// Those that meet an override in time and are about one of its people, so that who is on call
    /// would depend on which came first. One that stands for everybody is about everybody.
    static List<ScheduleOverride> conflicts(
            ScheduleOverride override, Collection<ScheduleOverride> others) {
        return others.stream()
                .filter(other -> !other.id().equals(override.id()))
                .filter(other ->
                        other.start().isBefore(override.end())
                                && override.start().isBefore(other.end()))
                .filter(other ->
                        other.isForAll()
                                || override.isForAll()
                                || about(other)
                                        .anyMatch(id -> about(override).anyMatch(id::equals)))
                .toList();
    }

    private static Stream<?> about(ScheduleOverride override) {
        return Stream.concat(override.person().stream(), override.replaces().stream());
    }
}
