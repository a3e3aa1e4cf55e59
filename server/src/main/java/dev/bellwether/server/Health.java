package dev.bellwether.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How each part does, told without asking the database.
final class Health {
    private static final double STUCK_SECONDS = 120;

    private Health() {}

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

    private static Readiness.Part part(String name, Optional<String> trouble) {
        return new Readiness.Part(name, trouble.isEmpty(), trouble.orElse(""));
    }
}
