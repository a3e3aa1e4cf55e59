package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.model.StatusPage;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A shop with a page, for tests: its facts as other rooms would write them.
final class Shop {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final Actor ME = new Actor(Actor.Kind.PERSON, "p1", "Secret Person");

    private Shop() {}

    static void write(Store store, Fact... facts) {
        store.run(tx -> List.of(facts).forEach(fact -> tx.journal(ACME, fact)));
    }

    static ServiceChanged service(String id, String name) {
        return new ServiceChanged(
                new Service(
                        new ServiceId(id),
                        ACME,
                        name,
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.empty()),
                ME);
    }

    static ServiceStatusChanged turn(String id, Status from, Status to, Instant at) {
        return new ServiceStatusChanged(new ServiceId(id), from, to, at, "secret reason");
    }

    static PageSpec.Item item(String service, String name, Optional<String> group) {
        return new PageSpec.Item(
                Optional.empty(),
                new ServiceId(service),
                name,
                "",
                group,
                true,
                false,
                Optional.empty());
    }

    static Update update(String id, String status, String body, Instant at, Update.Affected... a) {
        return new Update(new UpdateId(id), status, body, at, at, Optional.empty(), List.of(a), ME);
    }

    static Incident incident(
            String id,
            String name,
            Instant at,
            Map<ServiceId, Status> affected,
            Update... updates) {
        var last = updates[updates.length - 1];
        boolean done = last.status().equals("resolved");
        return new Incident(
                new IncidentId(id),
                ACME,
                name,
                IncidentStatus.valueOf(last.status().toUpperCase(java.util.Locale.ROOT)),
                Impact.MAJOR,
                at,
                at,
                last.at(),
                Optional.empty(),
                done ? Optional.of(last.at()) : Optional.empty(),
                affected,
                List.of(updates),
                Optional.empty(),
                true,
                Incident.Wheel.PERSON,
                false);
    }

    static Incident draft(Incident i) {
        return new Incident(
                i.id(),
                i.organization(),
                i.name(),
                i.status(),
                i.impact(),
                i.createdAt(),
                i.startedAt(),
                i.updatedAt(),
                i.monitoringAt(),
                i.resolvedAt(),
                i.affected(),
                i.updates(),
                i.postmortem(),
                false,
                i.wheel(),
                i.backfilled());
    }

    static IncidentChanged changed(Incident incident) {
        return new IncidentChanged(incident, IncidentChanged.What.UPDATED, ME);
    }

    static MaintenanceChanged maintenance(
            String id, String name, MaintenanceStatus status, Instant from, String service) {
        return new MaintenanceChanged(
                new Maintenance(
                        new MaintenanceId(id),
                        ACME,
                        name,
                        status,
                        from.minus(Duration.ofDays(2)),
                        from.minus(Duration.ofDays(2)),
                        from,
                        from.plus(Duration.ofHours(2)),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(new ServiceId(service)),
                        List.of(
                                update(
                                        id + "u",
                                        "scheduled",
                                        "We replace the **database servers**.",
                                        from.minus(Duration.ofDays(2)))),
                        true),
                MaintenanceChanged.What.SCHEDULED,
                ME);
    }

    /// A page with three groups, an open incident, a past one, maintenance, and unknown time.
    static StatusPage open(Store store, StatusPages pages, Instant now, String slug) {
        write(
                store,
                service("web", "Web shop"),
                service("api", "API"),
                service("pay", "Payments"),
                service("search", "Search"),
                service("hidden", "Hidden ledger"));
        var day = Duration.ofDays(1);
        Instant start = now.minus(day.multipliedBy(120));
        for (String id : List.of("web", "api", "pay", "search", "hidden")) {
            write(store, turn(id, Status.UNKNOWN, Status.OPERATIONAL, start));
        }
        Instant bad = now.minus(day.multipliedBy(9));
        write(
                store,
                turn("pay", Status.OPERATIONAL, Status.MAJOR_OUTAGE, bad),
                turn(
                        "pay",
                        Status.MAJOR_OUTAGE,
                        Status.OPERATIONAL,
                        bad.plus(Duration.ofMinutes(42))),
                turn("search", Status.OPERATIONAL, Status.UNKNOWN, now.minus(day.multipliedBy(30))),
                turn("search", Status.UNKNOWN, Status.OPERATIONAL, now.minus(day.multipliedBy(28))),
                turn("web", Status.OPERATIONAL, Status.DEGRADED, now.minus(day.multipliedBy(50))),
                turn(
                        "web",
                        Status.DEGRADED,
                        Status.OPERATIONAL,
                        now.minus(day.multipliedBy(50)).plus(Duration.ofHours(3))),
                turn(
                        "api",
                        Status.OPERATIONAL,
                        Status.MAINTENANCE,
                        now.minus(day.multipliedBy(70))),
                turn(
                        "api",
                        Status.MAINTENANCE,
                        Status.OPERATIONAL,
                        now.minus(day.multipliedBy(70)).plus(Duration.ofHours(2))),
                turn("api", Status.OPERATIONAL, Status.PARTIAL_OUTAGE, now.minusSeconds(2400)));
        Instant t = now.minusSeconds(2400);
        write(
                store,
                changed(
                        incident(
                                "openone",
                                "Some API calls fail",
                                t,
                                Map.of(
                                        new ServiceId("api"),
                                        Status.PARTIAL_OUTAGE,
                                        new ServiceId("hidden"),
                                        Status.MAJOR_OUTAGE),
                                update(
                                        "u1",
                                        "investigating",
                                        "About one in ten calls to `POST /orders` answers 503. We are looking into it.",
                                        t,
                                        new Update.Affected(
                                                new ServiceId("api"),
                                                "API",
                                                Status.OPERATIONAL,
                                                Status.PARTIAL_OUTAGE),
                                        new Update.Affected(
                                                new ServiceId("hidden"),
                                                "Hidden ledger",
                                                Status.OPERATIONAL,
                                                Status.MAJOR_OUTAGE)),
                                update(
                                        "u2",
                                        "identified",
                                        "A connection pool is exhausted after this morning's release. We are **rolling back**.",
                                        t.plusSeconds(1200)))),
                changed(
                        incident(
                                "pastone",
                                "Payments were declined",
                                bad,
                                Map.of(new ServiceId("pay"), Status.MAJOR_OUTAGE),
                                update("u3", "investigating", "Card payments are declined.", bad),
                                update(
                                        "u4",
                                        "resolved",
                                        "Our payment provider restored service.",
                                        bad.plus(Duration.ofMinutes(42))))),
                changed(
                        draft(
                                incident(
                                        "draftone",
                                        "Draft nobody may see",
                                        t,
                                        Map.of(new ServiceId("web"), Status.DEGRADED),
                                        update("u5", "investigating", "private words", t)))),
                maintenance(
                        "worksoon",
                        "Database move",
                        MaintenanceStatus.SCHEDULED,
                        now.plus(day.multipliedBy(3)),
                        "pay"));
        var items =
                new ArrayList<>(
                        List.of(
                                item("web", "Web shop", Optional.empty()),
                                item("api", "API", Optional.of("Platform")),
                                item("pay", "Payments", Optional.of("Platform")),
                                item("search", "Search", Optional.of("Find"))));
        PageSpec spec =
                PageSpec.named(slug, "Acme Shop")
                        .withComponents(
                                List.of(
                                        new PageSpec.Group(
                                                Optional.empty(),
                                                "Platform",
                                                "What all else stands on"),
                                        new PageSpec.Group(Optional.empty(), "Find", "")),
                                items)
                        .withMain(true);
        return pages.create(ACME, early(spec, now), ME);
    }

    /// Components count from long ago.
    private static PageSpec early(PageSpec spec, Instant now) {
        var day = java.time.LocalDate.ofInstant(now, java.time.ZoneOffset.UTC).minusDays(80);
        return spec.withComponents(
                spec.groups(),
                spec.components().stream()
                        .map(c ->
                                new PageSpec.Item(
                                        c.id(),
                                        c.service(),
                                        c.name(),
                                        c.description(),
                                        c.group(),
                                        c.showUptime(),
                                        c.onlyShowIfDegraded(),
                                        Optional.of(day)))
                        .toList());
    }
}
