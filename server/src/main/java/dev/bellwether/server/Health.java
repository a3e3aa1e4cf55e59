package dev.bellwether.server;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How each part does, told without asking the database.
final class Health {
    private static final double STUCK_SECONDS = 120;

    private Health() {}

    /// Before the database is open.
    ///
    /// @param away why it could not be opened so far
    static Readiness without(@Nullable StoreUnavailable away) {
        return new Readiness(
                List.of(
                        part(
                                "database",
                                Optional.of(
                                        away == null
                                                ? "it is being opened"
                                                : Objects.requireNonNullElse(
                                                        away.getMessage(),
                                                        "it does not answer")))));
    }

    static Readiness of(Rooms rooms, Loops loops) {
        var parts = new ArrayList<Readiness.Part>();
        parts.add(
                part(
                        "database",
                        rooms.store()
                                .health()
                                .trouble()
                                .map(t -> "since " + t.since() + ": " + t.why())));
        parts.add(
                part(
                        "check-history",
                        rooms.history().trouble().map(t -> "since " + t.since() + ": " + t.why())));
        parts.add(part("events", trouble(rooms.events())));
        rooms.events()
                .regions()
                .forEach((name, region) -> parts.add(part("events-" + name, trouble(region))));
        List<String> stuck =
                loops.pulses().stream()
                        .filter(pulse -> pulse.running() > STUCK_SECONDS)
                        .map(Loop.Pulse::name)
                        .toList();
        parts.add(
                part(
                        "jobs",
                        stuck.isEmpty()
                                ? Optional.empty()
                                : Optional.of("run for over two minutes: " + stuck)));
        return new Readiness(parts);
    }

    private static Optional<String> trouble(EventStore events) {
        return events.health().trouble().map(t -> "since " + t.since() + ": " + t.why());
    }

    private static Readiness.Part part(String name, Optional<String> trouble) {
        return new Readiness.Part(name, trouble.isEmpty(), trouble.orElse(""));
    }
}
