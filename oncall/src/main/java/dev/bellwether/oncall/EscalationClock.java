package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Directory;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Job;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.store.NextDue;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the steps that are due. Each claim, decision and page is one transaction, so that a kill
/// at any instant either took the step or did not.
final class EscalationClock implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(EscalationClock.class);
    private static final int BATCH = 50;
    private static final int BATCH_AT_ONCE = 10;

    /// Commits wake it. A wake-up that was missed (the connection that hears of other nodes'
    /// commits broke just then) must not cost a page its minute.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration POSTPONED = Duration.ofMinutes(1);
    private static final int FOLLOWERS = 200;
    private static final Duration ASSIGNED = Duration.ofMinutes(5);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Store store;
    private final NextDue nextDue;
    private final Directory directory;
    private final Places places;
    private final LongAdder unheard = new LongAdder();

    EscalationClock(Store store, Directory directory, Places places) {
        this.store = store;
        this.nextDue = NextDue.of(store, AlertRows::nextDue, "alert");
        this.directory = directory;
        this.places = places;
    }

    @Override
    public String name() {
        return "escalation-clock";
    }

    @Override
    public Instant run(Instant now) {
        try {
            Instant latest = now.plus(LOOK_AGAIN);
            Optional<Instant> next = nextDue.get();
            while (next.filter(at -> !at.isAfter(now)).isPresent()) {
                if (takeSteps(BATCH) == 0) {
                    return now.plus(TRY_AGAIN);
                }
                next = nextDue.get();
            }
            return next.filter(latest::isAfter).orElse(latest);
        } catch (StoreUnavailable e) {
            return now.plus(TRY_AGAIN);
        }
    }

    /// Takes steps in the transaction in which alerts were triggered or let go, where that can be:
    /// so the first page is due as soon as its alert is there.
    void takeAtOnce() {
        store.journal()
                .afterReactions(
                        EscalationClock::makesDue,
                        tx -> {
                            int unused = takeSteps(tx, BATCH_AT_ONCE);
                        });
    }

    private static boolean makesDue(Fact fact) {
        return fact instanceof AlertChanged changed
                && changed.what() == AlertChanged.What.TRIGGERED;
    }

    private int takeSteps(Tx tx, int most) {
        List<Escalating> due = AlertRows.claimDue(tx, most);
        due.forEach(alert -> take(tx, alert));
        return due.size();
    }

    private int takeSteps(int most) {
        try {
            return store.write(tx -> takeSteps(tx, most));
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            if (most > 1) {
                return takeSteps(1);
            }
            LOG.error("An alert's step could not be taken; it is tried again in a minute", e);
            return store.write(EscalationClock::postponeFirst);
        }
    }

    private void take(Tx tx, Escalating alert) {
        if (alert.follows()) {
            Groups.looked(tx, alert);
            return;
        }
        Escalating after =
                AlertDesk.happened(
                        tx, alert, new AlertEvent.StepDue(), roster(tx, alert), places::kept);
        if (isUnheard(after)) {
            tx.afterCommit(() -> {
                unheard.increment();
                LOG.error(
                        "Nobody can be reached for alert {} of {}, not even an owner; trying again"
                                + " in minutes",
                        after.alert().id(),
                        after.alert().organization());
            });
        }
    }

    /// Tells those who were paged for a held alert that others have joined it. False while
    /// maintenance holds its pages back.
    boolean tellAgain(Tx tx, Escalating leader) {
        Roster roster = roster(tx, leader);
        if (!roster.held()) {
            AlertDesk.happened(tx, leader, new AlertEvent.Grown(), roster, places::kept);
        }
        return !roster.held();
    }

    /// Pages somebody more for a held alert, at once.
    void join(Tx tx, Escalating held, AlertEvent.Joined event) {
        // As if they had been given it, so that the roster knows them.
        Escalating given =
                held.handled(held.alert().handling().assigned(Optional.of(event.target())));
        AlertDesk.happened(tx, held, event, roster(tx, given), places::kept);
    }

    /// The last resort was taken just now, and no person was paged by it.
    private static boolean isUnheard(Escalating after) {
        Alert alert = after.alert();
        return alert.state() == Alert.State.TRIGGERED
                && after.lastResort()
                && after.pending().stream()
                        .noneMatch(page ->
                                page.person().isPresent()
                                        && page.step() == alert.step()
                                        && page.loop() == alert.loop());
    }

    /// How often the last resort reached no person, since the start.
    long unheard() {
        return unheard.sum();
    }

    /// One alert that cannot be handled must not keep the others from paging.
    private static int postponeFirst(Tx tx) {
        List<Escalating> due = AlertRows.claimDue(tx, 1);
        due.forEach(alert -> AlertRows.save(tx.sql(), alert.next(tx.now().plus(POSTPONED))));
        return due.size();
    }

    private Roster roster(Tx tx, Escalating escalating) {
        Alert alert = escalating.alert();
        Optional<EscalationPolicy> policy =
                PolicyRows.find(tx.sql(), alert.organization(), alert.policy()).map(places::opened);
        List<EscalationPolicy.Step> steps =
                steps(alert, policy.map(EscalationPolicy::steps).orElse(List.of()));
        Map<ScheduleId, Roster.Watch> schedules =
                schedules(
                        tx,
                        alert,
                        steps.stream()
                                .flatMap(step -> step.targets().stream())
                                .flatMap(target ->
                                        target instanceof Target.ToSchedule(var schedule)
                                                ? Stream.of(schedule)
                                                : Stream.empty())
                                .collect(Collectors.toSet()));
        Map<PersonId, Person> people = new HashMap<>();
        Stream<PersonId> named =
                steps.stream()
                        .flatMap(step -> step.targets().stream())
                        .flatMap(target ->
                                target instanceof Target.ToPerson(var person)
                                        ? Stream.of(person)
                                        : Stream.empty());
        Stream<PersonId> onCall =
                schedules.values().stream().flatMap(watch -> watch.onCall().stream());
        Stream.concat(named, onCall)
                .distinct()
                .forEach(id ->
                        directory
                                .person(alert.organization(), id)
                                .ifPresent(found -> people.put(id, found)));
        return new Roster(
                steps,
                policy.map(EscalationPolicy::repeat).orElse(0),
                people,
                schedules,
                directory.owners(alert.organization()),
                policy.map(EscalationPolicy::lastResort).orElse(List.of()),
                isHeld(tx, escalating));
    }

    /// Whoever it was given to comes first, and the policy after them.
    private static List<EscalationPolicy.Step> steps(
            Alert alert, List<EscalationPolicy.Step> ofPolicy) {
        if (alert.handling().assigned().isEmpty()) {
            return ofPolicy;
        }
        var steps = new ArrayList<EscalationPolicy.Step>();
        steps.add(
                new EscalationPolicy.Step(
                        List.of(alert.handling().assigned().get()),
                        ofPolicy.stream()
                                .findFirst()
                                .map(EscalationPolicy.Step::delay)
                                .orElse(ASSIGNED)));
        steps.addAll(ofPolicy);
        return steps;
    }

    private static Map<ScheduleId, Roster.Watch> schedules(
            Tx tx, Alert alert, Set<ScheduleId> ids) {
        Map<ScheduleId, Roster.Watch> schedules = new HashMap<>();
        for (ScheduleId id : ids) {
            ScheduleRows.find(tx.sql(), alert.organization(), id)
                    .ifPresent(schedule ->
                            schedules.put(
                                    id,
                                    new Roster.Watch(
                                            schedule.name(),
                                            Rota.onCall(
                                                    tx.sql(),
                                                    alert.organization(),
                                                    id,
                                                    tx.now()))));
        }
        return schedules;
    }

    /// Whether all it is about is in maintenance; of one that leads, also all that follows.
    private static boolean isHeld(Tx tx, Escalating escalating) {
        return isInMaintenance(tx, escalating)
                && Groups.group(tx.sql(), escalating).stream()
                        .flatMap(group ->
                                GroupRows.followers(tx.sql(), group, FOLLOWERS).stream()
                                        .flatMap(id ->
                                                AlertRows.find(tx.sql(), group.organization(), id)
                                                        .stream()))
                        .allMatch(follower -> isInMaintenance(tx, follower));
    }

    private static boolean isInMaintenance(Tx tx, Escalating escalating) {
        return !escalating.services().isEmpty()
                && escalating.services().stream()
                        .allMatch(service ->
                                KnownRows.isInMaintenance(
                                        tx.sql(), escalating.alert().organization(), service));
    }
}
