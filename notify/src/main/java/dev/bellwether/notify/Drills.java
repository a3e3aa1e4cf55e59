package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Directory;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Telling;
import dev.bellwether.model.Urgency;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Test pages: who would be reached tonight, and by what. A drill is a page like any other, along
/// the person's own rules, to their own devices, and it counts only when they take it on.
public final class Drills {
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final String TITLE = "Drill: can you be reached?";
    private static final String TEXT =
            "This is a test page. Take it on within ten minutes to show that it arrived.";

    private final Store store;
    private final InstantSource clock;
    private final Directory directory;
    private final ChannelsSetUp channels;
    private final OutboxReaction reaction;

    Drills(
            Store store,
            InstantSource clock,
            Directory directory,
            ChannelsSetUp channels,
            OutboxReaction reaction) {
        this.store = store;
        this.clock = clock;
        this.directory = directory;
        this.channels = channels;
        this.reaction = reaction;
    }

    /// Pages one person for a test.
    ///
    /// @throws Conflict when they cannot be reached at all, or a drill of theirs is under way
    public Drill begin(OrganizationId organization, Person person) {
        person.unreachable(channels)
                .ifPresent(why -> {
                    throw new Conflict("'" + person.name() + "' " + why);
                });
        return store.write(tx -> {
            boolean underWay =
                    DrillRows.since(tx.sql(), organization, tx.now().minus(Drill.IN_TIME)).stream()
                            .filter(drill -> drill.person().equals(person.id()))
                            .anyMatch(drill -> drill.isUnderWay(tx.now()));
            if (underWay) {
                throw new Conflict("A drill of '" + person.name() + "' is under way");
            }
            return begin(tx, organization, person);
        });
    }

    private static Drill begin(Tx tx, OrganizationId organization, Person person) {
        String id = Drill.PREFIX + tx.newId();
        var drill = new Drill(new AlertId(id), person.id(), tx.now(), Optional.empty());
        DrillRows.add(tx, organization, drill);
        List<Telling> tellings = person.tellings(Urgency.HIGH);
        for (int i = 0; i < tellings.size(); i++) {
            Telling telling = tellings.get(i);
            tx.journal(
                    organization,
                    new PageDue(
                            new DeliveryId(id + "-" + i),
                            drill.id(),
                            new IncidentId(id),
                            Optional.of(person.id()),
                            telling.methods(),
                            0,
                            0,
                            TITLE,
                            TEXT,
                            telling.after().isZero()
                                    ? Optional.empty()
                                    : Optional.of(tx.now().plus(telling.after())),
                            Urgency.HIGH));
        }
        return drill;
    }

    /// Those of the last 90 days, the newest first; at most 5,000.
    public List<Drill> list(OrganizationId organization) {
        Instant since = clock.instant().minus(REMEMBERED);
        return store.read(sql -> DrillRows.since(sql, organization, since));
    }

    public Optional<Drill> find(OrganizationId organization, AlertId id) {
        return Drill.isDrill(id)
                ? store.read(sql -> DrillRows.find(sql, organization, id))
                : Optional.empty();
    }

    /// It arrived: counts, and nobody is told of it any more. Empty when there is no such drill of
    /// this person.
    public Optional<Drill> acknowledge(OrganizationId organization, AlertId id, PersonId by) {
        if (find(organization, id).filter(drill -> drill.person().equals(by)).isEmpty()) {
            return Optional.empty();
        }
        return store.write(tx -> {
            DrillRows.acknowledge(tx, organization, id);
            reaction.withdraw(tx, organization, id, "taken on");
            return DrillRows.find(tx.sql(), organization, id);
        });
    }

    /// Of everybody who may be paged, by name.
    public List<Readiness> readiness(OrganizationId organization) {
        Instant now = clock.instant();
        Map<PersonId, List<Drill>> drills =
                store
                        .read(sql -> DrillRows.since(sql, organization, now.minus(REMEMBERED)))
                        .stream()
                        .collect(Collectors.groupingBy(Drill::person));
        return directory.everybody(organization).stream()
                .map(person ->
                        Readiness.of(
                                person, channels, drills.getOrDefault(person.id(), List.of()), now))
                .toList();
    }

    public Optional<DrillPlan> plan(OrganizationId organization) {
        return store.read(sql -> DrillRows.plan(sql, organization));
    }

    /// @param plan empty ends the drills that begin by themselves
    public void plan(OrganizationId organization, Optional<DrillPlan> plan) {
        store.run(tx ->
                plan.ifPresentOrElse(
                        wanted -> DrillRows.save(tx, organization, wanted),
                        () -> DrillRows.forget(tx, organization)));
    }

    Job job() {
        return new Job() {
            @Override
            public String name() {
                return "drills";
            }

            @Override
            public Instant run(Instant now) {
                try {
                    if (store.read(DrillRows::next).filter(at -> !at.isAfter(now)).isPresent()) {
                        store.run(Drills.this::beginDue);
                    }
                } catch (StoreUnavailable e) {
                    // Looked at again below.
                }
                return now.plus(LOOK_AGAIN);
            }
        };
    }

    private void beginDue(Tx tx) {
        for (OrganizationId organization : DrillRows.due(tx)) {
            DrillPlan plan = DrillRows.plan(tx.sql(), organization).orElseThrow();
            DrillRows.save(tx, organization, plan.next(tx.now()));
            directory.everybody(organization).stream()
                    .filter(person -> person.isReachable(channels))
                    .forEach(person -> begin(tx, organization, person));
        }
    }
}
