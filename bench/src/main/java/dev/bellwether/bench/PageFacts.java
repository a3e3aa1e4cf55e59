package dev.bellwether.bench;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// A made-up history for pages: services with troubles in the last 90 days, and incidents.
final class PageFacts {
    static final OrganizationId ORGANIZATION = new OrganizationId("bench");
    static final Actor ACTOR = Actor.automation("bench", "measures");
    private static final int BATCH = 500;

    private PageFacts() {}

    static void services(Store store, int count, Instant now, long seed) {
        var random = new Random(seed);
        var facts = new ArrayList<Fact>();
        for (int i = 0; i < count; i++) {
            facts.add(
                    new ServiceChanged(
                            new Service(
                                    service(i),
                                    ORGANIZATION,
                                    "Service " + i,
                                    "",
                                    IncidentPolicy.DEFAULT,
                                    Optional.empty()),
                            ACTOR));
            facts.add(turn(i, Status.UNKNOWN, Status.OPERATIONAL, now.minus(Duration.ofDays(100))));
            for (int n = random.nextInt(4); n > 0; n--) {
                Instant at = now.minus(Duration.ofMinutes(60 + random.nextInt(120_000)));
                Status bad = Status.values()[2 + random.nextInt(4)];
                facts.add(turn(i, Status.OPERATIONAL, bad, at));
                facts.add(
                        turn(
                                i,
                                bad,
                                Status.OPERATIONAL,
                                at.plusSeconds(60 + random.nextInt(1_800))));
            }
        }
        for (int from = 0; from < facts.size(); from += BATCH) {
            List<Fact> some = facts.subList(from, Math.min(facts.size(), from + BATCH));
            store.run(tx -> some.forEach(fact -> tx.journal(ORGANIZATION, fact)));
        }
    }

    static void pastIncidents(Store store, int count, Instant now) {
        for (int i = 0; i < count; i++) {
            Instant at = now.minus(Duration.ofDays(2L + i * 3L));
            var update =
                    update(
                            "pastupdate" + i,
                            "resolved",
                            "Requests failed for some customers. A bad release was **rolled back**, and we watched"
                                    + " for an hour before closing this.",
                            at.plusSeconds(2_400));
            var incident =
                    incident(
                            "past" + i,
                            "Elevated errors in region " + i,
                            at,
                            List.of(update),
                            true);
            store.run(tx -> tx.journal(ORGANIZATION, opened(incident)));
        }
    }

    static IncidentChanged opened(Incident incident) {
        return new IncidentChanged(incident, IncidentChanged.What.UPDATED, ACTOR);
    }

    static Incident incident(
            String id, String name, Instant at, List<Update> updates, boolean resolved) {
        return incident(id, name, at, updates, resolved, List.of(0));
    }

    /// @param services numbers of those it is about
    static Incident incident(
            String id,
            String name,
            Instant at,
            List<Update> updates,
            boolean resolved,
            List<Integer> services) {
        Instant last = updates.getLast().at();
        return new Incident(
                new IncidentId(id),
                ORGANIZATION,
                name,
                resolved ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING,
                Impact.MAJOR,
                at,
                at,
                last,
                Optional.empty(),
                resolved ? Optional.of(last) : Optional.empty(),
                services.stream()
                        .collect(Collectors.toMap(PageFacts::service, s -> Status.PARTIAL_OUTAGE)),
                updates,
                Optional.empty(),
                true,
                Incident.Wheel.AUTOMATION,
                false);
    }

    static Update update(String id, String status, String body, Instant at) {
        return new Update(
                new UpdateId(id), status, body, at, at, Optional.empty(), List.of(), ACTOR);
    }

    /// A page with `count` services from number `from` on in groups of 20.
    static PageSpec page(String slug, int from, int count, boolean main, Instant now) {
        var groups = new ArrayList<PageSpec.Group>();
        var items = new ArrayList<PageSpec.Item>();
        LocalDate begun = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(95);
        for (int i = from; i < from + count; i++) {
            String group = "Group " + i / 20;
            if (i % 20 == 0) {
                groups.add(new PageSpec.Group(Optional.empty(), group, ""));
            }
            items.add(
                    new PageSpec.Item(
                            Optional.empty(),
                            service(i),
                            "Service " + i,
                            "",
                            Optional.of(group),
                            true,
                            false,
                            Optional.of(begun)));
        }
        return PageSpec.named(slug, "Bench " + slug).withComponents(groups, items).withMain(main);
    }

    private static ServiceId service(int number) {
        return new ServiceId("service-" + number);
    }

    private static ServiceStatusChanged turn(int number, Status from, Status to, Instant at) {
        return new ServiceStatusChanged(service(number), from, to, at, "");
    }
}
