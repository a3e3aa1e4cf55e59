package dev.bellwether.incident;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Services that depend on each other, one check each, on a [World].
final class Net {
    static final IncidentPolicy SILENT =
            new IncidentPolicy(
                    IncidentPolicy.Publish.NEVER, true, Duration.ZERO, Duration.ZERO, false);

    final World world;

    Net(TestStore test) {
        this.world = new World(test);
    }

    Net service(String name, boolean pages, String... needs) {
        return service(name, pages, IncidentPolicy.DEFAULT, needs);
    }

    Net service(String name, boolean pages, IncidentPolicy policy, String... needs) {
        world.room
                .services()
                .save(
                        new Service(
                                new ServiceId(name),
                                World.ACME,
                                name,
                                "",
                                policy,
                                pages ? Optional.of(new PolicyId("team")) : Optional.empty()),
                        World.ANN);
        return needs.length == 0 ? this : needs(name, needs);
    }

    Net needs(String name, String... needs) {
        world.room
                .dependencies()
                .save(
                        new Dependencies(
                                new ServiceId(name),
                                World.ACME,
                                Set.of(needs).stream()
                                        .map(ServiceId::new)
                                        .collect(Collectors.toSet()),
                                Dependencies.WINDOW),
                        World.ANN);
        return this;
    }

    Net says(String name, Status status) {
        world.verdict(new ServiceId(name), new CheckId(name), status, "[STATUS] 503");
        return this;
    }

    Net down(String name) {
        return says(name, Status.MAJOR_OUTAGE);
    }

    Net up(String name) {
        return says(name, Status.OPERATIONAL);
    }

    Net pass(Duration time) {
        world.pass(time);
        return this;
    }

    List<Incident> open() {
        return world.room.incidents().open(World.ACME);
    }

    Incident only() {
        List<Incident> open = open();
        if (open.size() != 1) {
            throw new AssertionError(open.size() + " are open: " + open);
        }
        return open.getFirst();
    }

    String timeline(Incident incident) {
        return world.room.incidents().timeline(World.ACME, incident.id()).stream()
                .map(TimelineEntry::text)
                .collect(Collectors.joining("\n"));
    }
}
