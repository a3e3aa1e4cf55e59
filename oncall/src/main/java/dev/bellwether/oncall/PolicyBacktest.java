package dev.bellwether.oncall;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Directory;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PastOutages;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a policy would have done with the alerts of a time: each is lived again by it
/// ([Rehearsal]), and both outcomes are held against each other.
///
/// - *Pages saved* and *added*: fewer or more that left for an alert than did.
/// - *Outages missed*: an alert that was real, of which somebody was told while it was open, and of
///   which this policy would have told nobody. It was real when a person acknowledged it or worked
///   on its incident, or when a service of it was in an outage by its checks meanwhile.
///
/// Schedules say who was on call then; people, their methods and rules are taken as they are now.
/// What failed to arrive then, and maintenance that began after the alert, are not played again.
/// Nothing is written. Pure but for reading.
public final class PolicyBacktest {
    private static final List<Class<? extends Fact>> KINDS =
            List.of(
                    AlertChanged.class,
                    PageDue.class,
                    IncidentChanged.class,
                    ServiceStatusChanged.class);

    /// The most lines that are read; beyond it the answer says from when it counts.
    static final int MOST_LINES = 200_000;

    private static final int MOST_SHOWN = 100;
    private static final Duration SAME = Duration.ofSeconds(1);

    private final Store store;
    private final Directory directory;
    private final Policies policies;

    PolicyBacktest(Store store, Directory directory, Policies policies) {
        this.store = store;
        this.directory = directory;
        this.policies = policies;
    }

    /// @param from since when lines were read
    /// @param alerts how many there were that the policy would have paged for
    /// @param pagesSent for them
    /// @param pagesWould the policy would have sent
    /// @param pagesSaved summed over the alerts with fewer
    /// @param pagesAdded summed over those with more
    /// @param toldLater alerts of which the first person would have heard later, or not at all
    /// @param toldSooner earlier
    /// @param changes those for which the outcome is another, the newest first, at most 100
    public record Outcome(
            Instant from,
            int alerts,
            int pagesSent,
            int pagesWould,
            int pagesSaved,
            int pagesAdded,
            int outagesMissed,
            int toldLater,
            int toldSooner,
            List<Changed> changes) {
        public Outcome {
            changes = List.copyOf(changes);
        }
    }

    /// @param toldAfter how long after it triggered the first person was paged; empty when nobody
    ///   was
    /// @param wouldTellAfter the same by the policy
    /// @param real why it was real; empty when nothing says so
    public record Changed(
            AlertId alert,
            Instant at,
            String title,
            int pagesSent,
            int pagesWould,
            Optional<Duration> toldAfter,
            Optional<Duration> wouldTellAfter,
            Optional<String> real,
            boolean missed) {}

    /// @param policy not saved; tried on the alerts of the policy of its id when there is one, else
    ///   on all of the organization
    /// @param since no further back than that
    /// @throws InvalidInput when the policy could not be saved
    public Outcome run(EscalationPolicy policy, Instant since, Instant now) {
        List<Problem> problems = policies.problems(policy);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        boolean isKnown = policies.find(policy.organization(), policy.id()).isPresent();
        List<Line> lines = store.journal().since(policy.organization(), KINDS, since, MOST_LINES);
        var past = new Past(policy, isKnown);
        lines.forEach(past::take);
        Instant from = lines.size() < MOST_LINES ? since : lines.getFirst().at();
        Function<Instant, Roster> rosters = rosters(policy, from, now);
        var tally = new Tally();
        past.alerts
                .values()
                .forEach(alert ->
                        tally.add(
                                alert,
                                alert.sent(now),
                                Rehearsal.of(alert, policy, rosters, now),
                                past.real(alert, now)));
        return tally.outcome(from);
    }

    /// What the lines say, in their order.
    private static final class Past {
        final Map<AlertId, PastAlert> alerts = new java.util.LinkedHashMap<>();
        private final EscalationPolicy policy;
        private final boolean onlyItsOwn;
        private final Map<IncidentId, IncidentChanged> incidents = new HashMap<>();
        private final Map<IncidentId, String> handled = new HashMap<>();
        private final PastOutages outages = new PastOutages();

        Past(EscalationPolicy policy, boolean onlyItsOwn) {
            this.policy = policy;
            this.onlyItsOwn = onlyItsOwn;
        }

        void take(Line line) {
            switch (line.fact()) {
                case AlertChanged changed -> alert(changed, line.at());
                case PageDue page -> find(page.alert()).ifPresent(a -> a.page(page, line.at()));
                case IncidentChanged changed -> {
                    incidents.put(changed.incident().id(), changed);
                    if (changed.actor().isPerson()) {
                        handled.put(changed.incident().id(), changed.actor().name());
                    }
                }
                case ServiceStatusChanged changed -> outages.take(changed, line.at());
                default -> {
                    // Not of those asked for.
                }
            }
        }

        private Optional<PastAlert> find(AlertId id) {
            return Optional.ofNullable(alerts.get(id));
        }

        private void alert(AlertChanged changed, Instant at) {
            AlertId id = changed.alert().id();
            switch (changed.what()) {
                case TRIGGERED -> {
                    boolean isItsOwn = changed.alert().policy().equals(policy.id());
                    boolean pages = changed.alert().nextStepAt().isPresent();
                    if (pages && (isItsOwn || !onlyItsOwn)) {
                        alerts.putIfAbsent(id, new PastAlert(changed.alert(), at));
                    }
                }
                case ACKNOWLEDGED, SNOOZED ->
                        find(id).ifPresent(a -> a.answered(changed.actor(), at));
                case RESOLVED, MERGED -> find(id).ifPresent(a -> a.ended(at));
                case STEP_TAKEN, STEP_SKIPPED, EXHAUSTED, ESCALATED, ASSIGNED, RANKED -> {
                    // What it asked for stands in its pages.
                }
            }
        }

        Optional<String> real(PastAlert past, Instant now) {
            Optional<String> taken =
                    past.answer()
                            .filter(answer -> answer.actor().isPerson())
                            .map(answer -> "acknowledged by " + answer.actor().name());
            IncidentId incident = past.alert.incident();
            Optional<String> worked =
                    Optional.ofNullable(handled.get(incident)).map(name -> "handled by " + name);
            Instant end = past.over().orElse(now);
            boolean wasDown =
                    Optional.ofNullable(incidents.get(incident)).stream()
                            .flatMap(last -> last.incident().affected().keySet().stream())
                            .anyMatch(service -> outages.met(service, past.at, end));
            return taken.or(() -> worked)
                    .or(() -> wasDown ? Optional.of("a service was in an outage") : taken);
        }
    }

    /// Both outcomes of each alert, summed up.
    private static final class Tally {
        private int alerts;
        private int sent;
        private int would;
        private int saved;
        private int added;
        private int missed;
        private int later;
        private int sooner;
        private final List<Changed> changes = new ArrayList<>();

        void add(
                PastAlert past,
                List<PastAlert.Page> then,
                List<PastAlert.Page> now,
                Optional<String> real) {
            Optional<Duration> told = firstTold(past, then);
            Optional<Duration> tells = firstTold(past, now);
            // Of one that is open still, somebody may yet be told.
            boolean misses =
                    past.over().isPresent()
                            && real.isPresent()
                            && told.isPresent()
                            && tells.isEmpty();
            boolean isLater =
                    told.isPresent()
                            && tells.filter(at -> at.minus(SAME).compareTo(told.get()) <= 0)
                                    .isEmpty();
            boolean isSooner =
                    tells.isPresent()
                            && told.filter(at -> at.minus(SAME).compareTo(tells.get()) <= 0)
                                    .isEmpty();
            alerts++;
            sent += then.size();
            would += now.size();
            saved += Math.max(0, then.size() - now.size());
            added += Math.max(0, now.size() - then.size());
            missed += misses ? 1 : 0;
            later += isLater ? 1 : 0;
            sooner += isSooner ? 1 : 0;
            if (then.size() != now.size() || isLater || isSooner) {
                changes.add(
                        new Changed(
                                past.alert.id(),
                                past.at,
                                past.alert.title(),
                                then.size(),
                                now.size(),
                                told,
                                tells,
                                real,
                                misses));
            }
        }

        private static Optional<Duration> firstTold(PastAlert past, List<PastAlert.Page> pages) {
            return pages.stream()
                    .filter(page -> page.person().isPresent())
                    .map(page -> Duration.between(past.at, page.at()))
                    .min(Duration::compareTo);
        }

        Outcome outcome(Instant from) {
            List<Changed> newest = changes.reversed();
            return new Outcome(
                    from,
                    alerts,
                    sent,
                    would,
                    saved,
                    added,
                    missed,
                    later,
                    sooner,
                    newest.subList(0, Math.min(MOST_SHOWN, newest.size())));
        }
    }

    /// Schedules are read once, with all versions and overrides of the time.
    private Function<Instant, Roster> rosters(EscalationPolicy policy, Instant from, Instant now) {
        var names = new HashMap<ScheduleId, String>();
        Map<ScheduleId, Timetable> timetables =
                store.read(sql -> {
                    var read = new HashMap<ScheduleId, Timetable>();
                    for (ScheduleId id : policy.schedules()) {
                        ScheduleRows.find(sql, policy.organization(), id)
                                .map(Schedule::name)
                                .ifPresent(name -> names.put(id, name));
                        read.put(id, Rota.timetable(sql, policy.organization(), id, from, now));
                    }
                    return read;
                });
        List<Person> owners = directory.owners(policy.organization());
        var people = new HashMap<PersonId, Optional<Person>>();
        return at -> {
            Map<ScheduleId, Roster.Watch> watches =
                    timetables.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            entry ->
                                                    new Roster.Watch(
                                                            names.getOrDefault(
                                                                    entry.getKey(), "a schedule"),
                                                            entry.getValue().onCall(at))));
            Map<PersonId, Person> reached =
                    Stream.concat(
                                    named(policy),
                                    watches.values().stream()
                                            .flatMap(watch -> watch.onCall().stream()))
                            .distinct()
                            .flatMap(id ->
                                    people
                                            .computeIfAbsent(
                                                    id,
                                                    p -> directory.person(policy.organization(), p))
                                            .stream())
                            .collect(Collectors.toMap(Person::id, person -> person));
            return new Roster(
                    policy.steps(),
                    policy.repeat(),
                    reached,
                    watches,
                    owners,
                    policy.lastResort(),
                    false);
        };
    }

    private static Stream<PersonId> named(EscalationPolicy policy) {
        return policy.steps().stream()
                .flatMap(step -> step.targets().stream())
                .flatMap(target ->
                        target instanceof Target.ToPerson(var person)
                                ? Stream.of(person)
                                : Stream.empty());
    }
}
