package dev.bellwether.api;

import dev.bellwether.model.Layer;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import java.time.Instant;
import java.util.List;

/// A schedule as it was saved last.
///
/// @param layers the lowest first
/// @param effective when it takes effect, or took it
record ScheduleView(
        ScheduleId id,
        OrganizationId organization,
        String name,
        String description,
        String zone,
        List<Layer> layers,
        Instant effective) {
    static ScheduleView of(Schedule schedule, Instant effective) {
        return new ScheduleView(
                schedule.id(),
                schedule.organization(),
                schedule.name(),
                schedule.description(),
                schedule.zone(),
                schedule.layers(),
                effective);
    }
}
