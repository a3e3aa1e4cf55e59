package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.Line;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The room on a store, with a clock that tests move. [#restart] makes new objects on the same
/// store, as a new process would.
final class World {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");
    static final ServiceId API = new ServiceId("api");
    static final CheckId HTTP = new CheckId("http");

    private final TestStore test;
    private final Map<CheckId, Status> said = new HashMap<>();
    private int verdicts;
    IncidentRoom room;

    World(TestStore test) {
        this.test = test;
        this.room = new IncidentRoom(test.store());
    }

    World restart() {
        room = new IncidentRoom(test.store());
        return this;
    }

    World service(ServiceId id, String name, IncidentPolicy policy) {
        room.services().save(new Service(id, ACME, name, "", policy, Optional.empty()), ANN);
        return this;
    }

    World api() {
        return service(API, "Checkout API", IncidentPolicy.DEFAULT);
    }

    World down(CheckId check) {
        return verdict(API, check, Status.MAJOR_OUTAGE, "[STATUS] 503 from 10.0.0.7 secret=x");
    }

    World up(CheckId check) {
        return verdict(API, check, Status.OPERATIONAL, "");
    }

    World verdict(ServiceId service, CheckId check, Status status, String summary) {
        Status before = said.getOrDefault(check, Status.UNKNOWN);
        said.put(check, status);
        CheckState to =
                status == Status.UNKNOWN
                        ? CheckState.UNKNOWN
                        : status.isOutage() ? CheckState.DOWN : CheckState.UP;
        var verdict =
                new VerdictChanged(
                        new VerdictId("v" + ++verdicts),
                        check,
                        service,
                        "GET https://10.0.0.7/internal",
                        CheckState.UP,
                        to,
                        before,
                        status,
                        summary,
                        now().minusSeconds(4),
                        now());
        test.store().run(tx -> tx.journal(ACME, verdict));
        return run();
    }

    World write(Fact fact) {
        test.store().run(tx -> tx.journal(ACME, fact));
        return run();
    }

    /// Everything that is due now, until nothing is.
    World run() {
        for (int i = 0; i < 3; i++) {
            room.jobs().forEach(job -> job.run(now()));
        }
        return this;
    }

    World pass(Duration time) {
        test.clock().move(time);
        return run();
    }

    Instant now() {
        return test.clock().instant();
    }

    List<Incident> all() {
        return room.incidents().list(ACME, Optional.empty(), 100).items();
    }

    Incident only() {
        List<Incident> all = all();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " incidents: " + all);
        }
        return all.getFirst();
    }

    Watched watched(ServiceId service) {
        return test.store().read(sql -> WatchRows.load(sql, ACME, service));
    }

    Status status() {
        return room.statuses().of(ACME, API).status();
    }

    <T extends Fact> List<T> facts(Class<T> type) {
        return test.store().journal().read(0, 10_000).stream()
                .map(Line::fact)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
