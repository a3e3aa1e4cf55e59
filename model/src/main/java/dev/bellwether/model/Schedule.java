package dev.bellwether.model;

import java.util.List;

/// Who is on call when.
///
/// @param zone an IANA time zone such as `Europe/Berlin`, by whose wall clock everything turns
/// @param layers the lowest first: where a higher one has somebody, it covers those below
public record Schedule(
        ScheduleId id,
        OrganizationId organization,
        String name,
        String description,
        String zone,
        List<Layer> layers) {
    public Schedule {
        layers = List.copyOf(layers);
    }
}
