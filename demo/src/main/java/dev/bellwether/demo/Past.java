package dev.bellwether.demo;

import dev.bellwether.incident.Incidents;
import dev.bellwether.incident.NewIncident;
import dev.bellwether.model.Actor;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.people.People;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A plausible past for the page, told after the fact and said to be made up.
final class Past {
    static final int DAYS = 90;
    private static final int INCIDENTS = 9;
    private static final List<String> STORIES =
            List.of(
                    "Errors for some customers",
                    "Slow answers",
                    "Not reachable",
                    "Delays after a deployment",
                    "A full queue");

    private Past() {}

    static void tell(
            Store store,
            Incidents incidents,
            Map<Part, ServiceId> services,
            Instant now,
            long seed) {
        store.run(tx -> services.values().forEach(service -> well(tx, service, now)));
        var random = new Random(seed);
        for (int i = 0; i < INCIDENTS; i++) {
            Part part = Part.values()[random.nextInt(Part.values().length)];
            Instant start =
                    now.minus(
                            Duration.ofDays(2 + (long) i * (DAYS - 4) / INCIDENTS)
                                    .plusMinutes(random.nextInt(1_200)));
            boolean hard = random.nextInt(3) == 0;
            String story = STORIES.get(random.nextInt(STORIES.size()));
            incidents.open(
                    People.DEFAULT,
                    new NewIncident(
                            part.title + ": " + story.toLowerCase(java.util.Locale.ROOT),
                            IncidentStatus.RESOLVED,
                            Optional.empty(),
                            Map.of(
                                    services.get(part),
                                    hard ? Status.MAJOR_OUTAGE : Status.DEGRADED),
                            story + ". This incident belongs to the simulated history of the demo.",
                            true,
                            true,
                            Optional.of(start),
                            Optional.of(start.plus(Duration.ofMinutes(6 + random.nextInt(80))))),
                    Actor.automation("demo", "simulated history"));
        }
    }

    /// Says that the service was well since the past began; the incidents told above outweigh it.
    private static void well(Tx tx, ServiceId service, Instant now) {
        tx.journal(
                People.DEFAULT,
                new ServiceStatusChanged(
                        service,
                        Status.UNKNOWN,
                        Status.OPERATIONAL,
                        now.minus(Duration.ofDays(DAYS)),
                        "simulated history"));
    }
}
