package dev.bellwether.model;

import java.time.Duration;
import java.util.Set;

/// What a service needs in order to work.
///
/// @param on the services it depends on directly
/// @param window how far apart, at the most, the trouble of the service and of one it depends on
///   may begin for the one to be taken for the cause of the other; zero to 24 hours
public record Dependencies(
        ServiceId service, OrganizationId organization, Set<ServiceId> on, Duration window) {
    public static final Duration WINDOW = Duration.ofMinutes(10);

    public Dependencies {
        on = Set.copyOf(on);
    }
}
