package dev.bellwether.statuspage;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.model.StatusPage;
import dev.bellwether.model.StatusPageChanged;
import dev.bellwether.model.StatusPageRemoved;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.store.Json;
import dev.bellwether.store.Line;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The [World] in tables: written line by line by a durable reaction, read once at start.
final class WorldRows {
    /// Turns of statuses are kept this long: more than the thirteen months shown.
    static final Duration KEPT = Duration.ofDays(430);

    /// What it takes; all else is passed over.
    static final Set<Class<? extends Fact>> CONCERNS =
            Set.of(
                    IncidentChanged.class,
                    MaintenanceChanged.class,
                    ServiceChanged.class,
                    ServiceRemoved.class,
                    CheckChanged.class,
                    CheckRemoved.class,
                    VerdictChanged.class,
                    ServiceStatusChanged.class,
                    StatusPageChanged.class,
                    StatusPageRemoved.class);

    private WorldRows() {}

    /// The tables' reaction to a line.
    static void write(Tx tx, Line line) {
        OrganizationId organization = line.organization();
        switch (line.fact()) {
            case IncidentChanged f -> {
                Incident incident = f.incident();
                if (World.isShown(f)) {
                    Instant at = incident.startedAt();
                    put(tx, organization, "incident", incident.id().value(), at, incident);
                } else {
                    drop(tx, organization, "incident", incident.id().value());
                }
            }
            case MaintenanceChanged f -> {
                Maintenance work = f.maintenance();
                if (World.isShown(f)) {
                    Instant at = work.scheduledFor();
                    put(tx, organization, "maintenance", work.id().value(), at, work);
                } else {
                    drop(tx, organization, "maintenance", work.id().value());
                }
            }
            case ServiceChanged f ->
                    put(
                            tx,
                            organization,
                            "service",
                            f.service().id().value(),
                            line.at(),
                            f.service());
            case ServiceRemoved f -> {
                drop(tx, organization, "service", f.service().value());
                tx.sql()
                        .createUpdate(
                                "DELETE FROM page_turn WHERE organization = :o AND service = :s")
                        .bind("o", organization)
                        .bind("s", f.service())
                        .execute();
            }
            case CheckChanged f ->
                    put(tx, organization, "check", f.check().id().value(), line.at(), f.check());
            case CheckRemoved f -> {
                drop(tx, organization, "check", f.check().value());
                drop(tx, organization, "verdict", f.check().value());
            }
            case VerdictChanged f ->
                    put(tx, organization, "verdict", f.check().value(), f.decidedAt(), f);
            case ServiceStatusChanged f -> turn(tx, organization, f);
            case StatusPageChanged f ->
                    put(tx, organization, "page", f.page().id().value(), line.at(), f.page());
            case StatusPageRemoved f -> drop(tx, organization, "page", f.page().value());
            default -> {}
        }
        tx.sql()
                .createUpdate("UPDATE page_seq SET seq = :seq WHERE one = 1")
                .bind("seq", line.seq())
                .execute();
    }

    /// @param seq the line after which the journal is to be followed from here on
    record Read(World world, long seq) {}

    static Read read(Store store) {
        return store.read(WorldRows::read);
    }

    /// The line's number is read first: what the tables learn meanwhile is then followed again, and
    /// a line taken twice changes nothing.
    private static Read read(Handle sql) {
        long seq = sql.createQuery("SELECT seq FROM page_seq").mapTo(Long.class).one();
        var world = new World();
        sql.createQuery(
                        "SELECT organization, kind, body FROM page_thing ORDER BY at DESC LIMIT 200000")
                .map((rs, context) -> {
                    Known known = world.known(new OrganizationId(rs.getString("organization")));
                    place(known, rs.getString("kind"), rs.getString("body"));
                    return seq;
                })
                .list();
        var turns = new HashMap<OrganizationId, Map<ServiceId, List<Turn>>>();
        sql.createQuery("SELECT * FROM page_turn ORDER BY at DESC LIMIT 2000000")
                .map((rs, context) -> {
                    List<Turn> its =
                            turns.computeIfAbsent(
                                            new OrganizationId(rs.getString("organization")),
                                            id -> new HashMap<>())
                                    .computeIfAbsent(
                                            new ServiceId(rs.getString("service")),
                                            id -> new ArrayList<>());
                    return its.size() < Known.MOST_TURNS
                            && its.add(
                                    new Turn(
                                            Micros.toInstant(rs.getLong("at")),
                                            Status.valueOf(rs.getString("was")),
                                            Status.valueOf(rs.getString("became"))));
                })
                .list();
        turns.forEach((organization, services) -> {
            Known known = world.known(organization);
            services.forEach((service, newestFirst) -> known.add(service, newestFirst.reversed()));
        });
        return new Read(world, seq);
    }

    /// Deletes turns that are drawn no more. The newest of each service stays: it is its status.
    static int prune(Tx tx) {
        return tx.sql()
                .createUpdate(
                        """
                        DELETE FROM page_turn WHERE at < :old AND EXISTS (
                            SELECT 1 FROM page_turn later
                            WHERE later.organization = page_turn.organization
                              AND later.service = page_turn.service AND later.at > page_turn.at
                              AND later.at < :old)
                        """)
                .bind("old", tx.now().minus(KEPT))
                .execute();
    }

    private static void place(Known known, String kind, String body) {
        switch (kind) {
            case "incident" -> {
                if (known.incidents.size() < Known.MOST_INCIDENTS) {
                    var incident = Json.read(body, Incident.class);
                    known.incidents.put(incident.id(), incident);
                }
            }
            case "maintenance" -> {
                var work = Json.read(body, Maintenance.class);
                known.maintenances.put(work.id(), work);
            }
            case "service" -> {
                var service = Json.read(body, Service.class);
                known.services.put(service.id(), service);
            }
            case "check" -> {
                var check = Json.read(body, Check.class);
                known.watched(check.id(), check.service());
            }
            case "verdict" -> {
                var said = Json.read(body, VerdictChanged.class);
                known.add(said.service(), said.check(), Evidence.of(said));
            }
            case "page" -> {
                var page = Json.read(body, StatusPage.class);
                known.pages.put(page.id(), page);
            }
            default -> {}
        }
    }

    private static void turn(Tx tx, OrganizationId organization, ServiceStatusChanged f) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO page_turn (organization, service, at, was, became)
                        VALUES (:o, :s, :at, :was, :became)
                        ON CONFLICT (organization, service, at)
                        DO UPDATE SET was = excluded.was, became = excluded.became
                        """)
                .bind("o", organization)
                .bind("s", f.service())
                .bind("at", f.at())
                .bind("was", f.from().name())
                .bind("became", f.to().name())
                .execute();
    }

    private static void put(
            Tx tx, OrganizationId organization, String kind, String id, Instant at, Object body) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO page_thing (organization, kind, id, at, body)
                        VALUES (:o, :kind, :id, :at, :body)
                        ON CONFLICT (organization, kind, id)
                        DO UPDATE SET at = excluded.at, body = excluded.body
                        """)
                .bind("o", organization)
                .bind("kind", kind)
                .bind("id", id)
                .bind("at", at)
                .bind("body", Json.write(body))
                .execute();
    }

    private static void drop(Tx tx, OrganizationId organization, String kind, String id) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM page_thing WHERE organization = :o AND kind = :kind AND id = :id")
                .bind("o", organization)
                .bind("kind", kind)
                .bind("id", id)
                .execute();
    }
}
