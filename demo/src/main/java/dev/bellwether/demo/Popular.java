package dev.bellwether.demo;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.people.People;
import dev.bellwether.watch.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The providers of the catalogue that the shop follows in a large world: a service each.
final class Popular {
    private static final Actor BY = Actor.automation("demo", "large world");

    private Popular() {}

    static void follow(DemoDoors doors, LargeWorld world) {
        world.popular().forEach(provider -> follow(doors, provider));
    }

    private static void follow(DemoDoors doors, ProviderId provider) {
        String name = doors.providers().find(People.DEFAULT, provider).orElseThrow().name();
        var services = doors.incidents().services();
        Service service =
                services.save(
                        new Service(
                                services.newId(),
                                People.DEFAULT,
                                name,
                                "A provider of the catalogue, simulated",
                                IncidentPolicy.DEFAULT,
                                Optional.empty()),
                        BY);
        doors.checks()
                .save(
                        new Check(
                                Checks.newId(),
                                People.DEFAULT,
                                service.id(),
                                name + " says",
                                new CheckSpec.ProviderPage(provider, Optional.empty()),
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(3),
                                Optional.empty(),
                                Status.PARTIAL_OUTAGE,
                                Check.Recovery.DEFAULT,
                                List.of(),
                                false),
                        BY);
    }
}
