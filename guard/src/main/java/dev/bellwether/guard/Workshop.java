package dev.bellwether.guard;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/// Makes what each query passes through.
final class Workshop {
    private Workshop() {}

    static Works works(
            GuardSettings settings,
            Forecasts forecasts,
            Uses uses,
            Portions portions,
            InstantSource clock) {
        List<Node> all =
                settings.nodes().stream()
                        .map(node -> new Node(Addresses.name(node), new Upstream(node)))
                        .toList();
        var flights = new Flights();
        var kills = new Kills();
        var controls = new Switch(settings.folder(), settings.mode());
        List<NodeRoom> rooms =
                all.stream()
                        .map(node ->
                                NodeRoom.open(node.name(), settings.limit(), settings.reserve()))
                        .toList();
        var admission =
                new Admission(AdmissionPolicy.standard().with(settings.quarantine().bounds()));
        var gate =
                new Gate(
                        admission,
                        rooms,
                        clock,
                        kill ->
                                flights.of(kill.id())
                                        .ifPresent(flight ->
                                                kills.order(
                                                        kill.id(),
                                                        node(all, kill.node()),
                                                        flight.credentials())),
                        portions);
        List<NodeKeeper> keepers =
                all.stream()
                        .map(node ->
                                new NodeKeeper(
                                        node, settings, gate, flights, kills, controls, portions,
                                        clock))
                        .toList();
        return new Works(
                settings,
                keepers,
                gate,
                new Gate(admission, rooms, clock, _ -> {}),
                new Planner(
                        settings,
                        forecasts,
                        form -> keepers.stream().anyMatch(one -> one.suspects(form)),
                        clock),
                new Rows(
                        keepers,
                        settings.login(),
                        forecasts,
                        new Estimates(clock, Rows.WAIT),
                        clock),
                flights,
                kills,
                controls,
                new Sessions(),
                new Tally(),
                uses,
                new Answers(settings.answers(), clock),
                portions,
                new WorkloadCapture(forecasts::last, clock),
                clock);
    }

    private static Node node(List<Node> all, String name) {
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    /// The least that a node may have, as this machine tells it.
    static long found(GuardSettings settings) {
        return settings.nodes().stream().mapToLong(Workshop::found).min().orElseThrow();
    }

    private static long found(URI node) {
        OptionalLong limit =
                LocalMemory.of(node).map(LocalMemory::limit).orElse(OptionalLong.empty());
        return limit.orElseThrow(() ->
                new IllegalArgumentException(
                        "how much memory %s may have is not known: it listens nowhere on this machine that can be seen"
                                .formatted(Addresses.name(node))));
    }
}
