package dev.bellwether.incident;

import dev.bellwether.incident.ServiceEffect.Leave;
import dev.bellwether.incident.ServiceEffect.LeaveToPerson;
import dev.bellwether.incident.ServiceEffect.NameCause;
import dev.bellwether.incident.ServiceEffect.Note;
import dev.bellwether.incident.ServiceEffect.NoteMaintenance;
import dev.bellwether.incident.ServiceEffect.Open;
import dev.bellwether.incident.ServiceEffect.Reopen;
import dev.bellwether.incident.ServiceEffect.Resolve;
import dev.bellwether.incident.ServiceEffect.Say;
import dev.bellwether.incident.ServiceEffect.Saying;
import dev.bellwether.incident.ServiceEffect.Under;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// From signals to incidents. Pure: the same state, event, surroundings and time give the same
/// decision.
///
/// An event is first taken into what is known; then what is said is compared with what is known,
/// and the difference is the decision. So it does not matter in which order signals, timers, a
/// person's edits and maintenance come: whichever comes last brings words and facts together.
///
/// - One open incident a service: trouble joins the open incident that affects it, if there is one.
/// - While a person has the wheel, only the private timeline grows.
/// - UNKNOWN opens nothing and resolves nothing.
/// - When no check is left that could tell (all paused or removed), the incident is left to a
///   person: automation holds no wheel that it cannot turn.
/// - In maintenance nothing is opened or made worse; what is still wrong at its end is said then.
/// - Trouble that another service is to blame for ([Causes]) is told in the incident of that cause,
///   whichever of the two was seen first. A service that is still down [Causes#OUTLIVED] after its
///   cause recovered stands on its own. Where a person has the wheel of either incident, only the
///   private timeline says who is to blame, unless the cause's incident pages somebody.
/// - Trouble within [#RELAPSE] of an automatic resolution reopens that incident: whoever read
///   "resolved" a minute ago reads on in the same place.
final class Automation {
    static final Duration RELAPSE = Duration.ofMinutes(10);

    /// Least time between two updates that say MONITORING, so that a service which comes and goes
    /// does not fill the page.
    static final Duration MONITORING_AGAIN = Duration.ofMinutes(10);

    private final Surroundings around;
    private final Instant now;
    private final List<ServiceEffect> effects = new ArrayList<>();

    private Automation(Surroundings around, Instant now) {
        this.around = around;
        this.now = now;
    }

    static Decision on(Watched before, ServiceEvent event, Surroundings around, Instant now) {
        var automation = new Automation(around, now);
        Watched taken = automation.take(before, event);
        automation.note(taken, event);
        Watched timed = automation.time(taken, event);
        Watched after =
                automation.isJoined(timed) ? automation.drive(timed) : automation.open(timed);
        return new Decision(after, automation.effects);
    }

    /// What will be known once the event is taken in, before anything is decided.
    static Watched foreseen(Watched before, ServiceEvent event, Surroundings around, Instant now) {
        var automation = new Automation(around, now);
        return automation.time(automation.take(before, event), event);
    }

    private Watched take(Watched watched, ServiceEvent event) {
        return switch (event) {
            case ServiceEvent.Verdict(var said) ->
                    watched.with(
                            said.check(),
                            Seen.said(
                                    said, Optional.ofNullable(watched.checks().get(said.check()))));
            case ServiceEvent.CheckKept kept -> {
                Seen seen = watched.checks().get(kept.check());
                yield watched.with(
                        kept.check(),
                        seen == null
                                ? Seen.nothingYet(kept.name(), now, kept.paused())
                                : seen.called(kept.name(), kept.paused()));
            }
            case ServiceEvent.CheckGone(var check) -> watched.without(check);
            case ServiceEvent.Closed closed
                    when watched.incident().isEmpty()
                            || watched.incident().get().equals(closed.incident()) ->
                    watched.left(new Watched.Ended(closed.incident(), now, !closed.byPerson()))
                            .dismissing(
                                    closed.byPerson()
                                            ? watched.worst(Seen::isTrouble)
                                            : watched.dismissed());
            case ServiceEvent.Closed _ -> watched;
            case ServiceEvent.Look _ -> watched;
        };
    }

    /// Whatever a check says while an incident or a maintenance is under way stands on its
    /// timeline.
    private void note(Watched watched, ServiceEvent event) {
        String text =
                switch (event) {
                    case ServiceEvent.Verdict(var said) -> Words.evidence(said);
                    case ServiceEvent.CheckGone(var check) ->
                            "Check " + check + " was removed: it no longer counts.";
                    case ServiceEvent.CheckKept kept when kept.paused() ->
                            "Check '" + kept.name() + "' is paused: it does not count.";
                    case ServiceEvent.CheckKept _, ServiceEvent.Closed _, ServiceEvent.Look _ -> "";
                };
        if (text.isEmpty()) {
            return;
        }
        if (isJoined(watched)) {
            effects.add(new Note(watched.incident().orElseThrow(), text));
        }
        if (around.inMaintenance()) {
            effects.add(new NoteMaintenance(text));
        }
    }

    /// Since when it is bad, since when it is well.
    private Watched time(Watched watched, ServiceEvent event) {
        Optional<Instant> trouble = Optional.empty();
        if (counted(watched).isPresent()) {
            trouble = watched.troubleSince().or(() -> firstSeen(watched));
        } else if (watched.seen().stream().anyMatch(Seen::isHeld)) {
            trouble = watched.troubleSince();
        }
        if (!watched.isWell()) {
            boolean told = watched.told() && !watched.isTroubled();
            return watched.since(trouble, Optional.empty()).telling(told);
        }
        Instant well =
                watched.wellSince()
                        .orElse(event instanceof ServiceEvent.Verdict ? lastSeen(watched) : now);
        return watched.since(trouble, Optional.of(well)).dismissing(Optional.empty());
    }

    private Optional<Instant> firstSeen(Watched watched) {
        return watched.seen().stream()
                .filter(this::counts)
                .map(Seen::since)
                .min(Comparator.naturalOrder())
                .map(this::notLater);
    }

    private Instant lastSeen(Watched watched) {
        return watched.seen().stream()
                .filter(Seen::isWell)
                .map(Seen::since)
                .max(Comparator.naturalOrder())
                .map(this::notLater)
                .orElse(now);
    }

    private Instant notLater(Instant at) {
        return at.isAfter(now) ? now : at;
    }

    private boolean counts(Seen seen) {
        return !seen.paused()
                && (seen.status().isOutage()
                        || seen.status() == Status.DEGRADED
                                && around.service().policy().openOnDegraded());
    }

    private Optional<Status> counted(Watched watched) {
        return watched.worst(this::counts);
    }

    private boolean isJoined(Watched watched) {
        return watched.incident().isPresent()
                && around.open().isPresent()
                && around.open().get().id().equals(watched.incident().get());
    }

    // No incident yet

    private Watched open(Watched timed) {
        Watched watched = timed.dueAt(Optional.empty());
        if (around.open().filter(Automation::isOurs).isPresent()) {
            // The wheel was returned: whatever this service's checks say goes there from now on.
            return drive(watched.joined(around.open().get().id()));
        }
        Optional<Status> worst = watched.worst(seen -> counts(seen) && seen.isActive());
        if (worst.isEmpty() || around.inMaintenance() || isDismissed(watched, worst.get())) {
            return watched;
        }
        IncidentPolicy policy = around.service().policy();
        Instant since = watched.troubleSince().orElse(now);
        Instant opens = since.plus(policy.openAfter());
        if (now.isBefore(opens)) {
            return watched.dueAt(Optional.of(opens));
        }
        if (around.open().isPresent()) {
            Watched joined = watched.joined(around.open().get().id());
            evidence(joined);
            return drive(joined);
        }
        if (policy.publish() == IncidentPolicy.Publish.NEVER) {
            return watched;
        }
        Optional<Blame> blame = around.kin().blame();
        if (blame.flatMap(Blame::target).isPresent()) {
            return under(watched, blame.get(), worst.get(), since, Optional.empty());
        }
        if (around.kin().consequence().isPresent() && pagesNobody(worst.get())) {
            return causeOf(watched, around.kin().consequence().get(), since);
        }
        Optional<Incident> relapsed =
                around.ended().filter(ended -> isRelapse(watched, ended, since));
        Watched joined = watched.joined(relapsed.map(Incident::id).orElse(around.fresh()));
        effects.add(
                relapsed.isPresent()
                        ? new Reopen(relapsed.get().id(), worst.get())
                        : new Open(
                                around.fresh(), worst.get(), since, cause(watched, worst.get())));
        blame.ifPresent(one -> effects.add(new NameCause(joined.incident().orElseThrow(), one)));
        evidence(joined);
        return joined;
    }

    // Causes and consequences

    private boolean pagesNobody(Status worst) {
        return around.service().escalation().isEmpty()
                || !worst.isOutage() && !around.service().policy().pageOnDegraded();
    }

    private Watched under(
            Watched watched, Blame blame, Status worst, Instant since, Optional<IncidentId> from) {
        IncidentId target = blame.target().orElseThrow().id();
        Watched listed = watched.joined(target).under(blame.cause());
        effects.add(new Under(target, blame, worst, since, from));
        evidence(listed);
        return listed;
    }

    /// What depends on this service was seen first and has paged already; this service pages
    /// nobody: so its trouble is told there.
    private Watched causeOf(Watched watched, Incident consequence, Instant since) {
        Watched joined = watched.joined(consequence.id());
        effects.add(
                new NameCause(
                        consequence.id(),
                        new Blame(
                                around.service().id(),
                                around.service().name(),
                                since,
                                false,
                                Optional.empty(),
                                List.of())));
        evidence(joined);
        say(joined, consequence);
        return joined;
    }

    /// Its own incident is open, and now a cause is found.
    private Optional<Watched> explained(Watched watched, Incident incident) {
        Optional<Status> worst = watched.worst(seen -> counts(seen) && seen.isActive());
        Optional<Blame> blame = around.kin().blame();
        if (worst.isEmpty() || blame.isEmpty()) {
            return Optional.empty();
        }
        boolean elsewhere =
                blame.get().target().filter(one -> !one.id().equals(incident.id())).isPresent();
        if (elsewhere && isOurs(incident)) {
            Instant since = watched.troubleSince().orElse(now);
            return Optional.of(
                    under(watched, blame.get(), worst.get(), since, Optional.of(incident.id())));
        }
        boolean isNews = around.kin().named().isEmpty() && blame.get().target().isEmpty();
        if (isNews || elsewhere && around.kin().named().isEmpty()) {
            effects.add(new NameCause(incident.id(), blame.get()));
        }
        return Optional.empty();
    }

    /// Listed under a cause that is none any more.
    private Optional<Watched> outlived(Watched watched, Incident incident) {
        Optional<Instant> at = around.kin().causeOver().map(over -> over.plus(Causes.OUTLIVED));
        Optional<Status> worst = watched.worst(seen -> counts(seen) && seen.isActive());
        if (watched.isBlind()) {
            effects.add(new Leave(incident.id(), Optional.empty()));
            return Optional.of(watched.left(new Watched.Ended(incident.id(), now, false)));
        }
        if (at.isEmpty() || worst.isEmpty() || around.inMaintenance()) {
            return Optional.empty();
        }
        if (now.isBefore(at.get())) {
            return Optional.empty();
        }
        Instant since = watched.troubleSince().orElse(now);
        Optional<Blame> blame = around.kin().blame();
        Optional<Incident> target = blame.flatMap(Blame::target);
        if (target.isPresent() && target.get().id().equals(incident.id())) {
            return Optional.of(watched.under(blame.get().cause()));
        }
        if (target.isPresent()) {
            return Optional.of(
                    under(watched, blame.get(), worst.get(), since, Optional.of(incident.id())));
        }
        effects.add(
                new Leave(
                        incident.id(),
                        Optional.of(
                                new Open(
                                        around.fresh(),
                                        worst.get(),
                                        since,
                                        cause(watched, worst.get())))));
        Watched alone = watched.joined(around.fresh());
        evidence(alone);
        return Optional.of(alone);
    }

    private static boolean isDismissed(Watched watched, Status worst) {
        return watched.dismissed().isPresent() && worst.compareTo(watched.dismissed().get()) <= 0;
    }

    private static boolean isRelapse(Watched watched, Incident ended, Instant since) {
        return ended.status() == IncidentStatus.RESOLVED
                && ended.wheel() == Incident.Wheel.AUTOMATION
                && watched.ended()
                        .filter(Watched.Ended::byAutomation)
                        .filter(last -> last.incident().equals(ended.id()))
                        .filter(last -> !since.isAfter(last.at().plus(RELAPSE)))
                        .isPresent();
    }

    private static String cause(Watched watched, Status worst) {
        return watched.seen().stream()
                .filter(seen -> seen.isActive() && seen.status() == worst)
                .map(Seen::summary)
                .sorted()
                .findFirst()
                .orElse("");
    }

    private void evidence(Watched watched) {
        watched.checks().entrySet().stream()
                .filter(entry -> entry.getValue().isTrouble())
                .sorted(Comparator.comparing(entry -> entry.getKey().value()))
                .forEach(entry ->
                        effects.add(
                                new Note(
                                        watched.incident().orElseThrow(),
                                        Words.evidence(entry.getValue()))));
    }

    // An incident is open

    private Watched drive(Watched timed) {
        Watched watched = timed.dueAt(Optional.empty());
        Incident incident = around.open().orElseThrow();
        if (watched.isWell()) {
            return recovered(watched, incident);
        }
        Optional<Watched> moved =
                watched.under().isPresent()
                        ? outlived(watched, incident)
                        : explained(watched, incident);
        if (moved.isPresent()) {
            return moved.get();
        }
        if (watched.under().isPresent()) {
            watched =
                    watched.dueAt(
                            around.kin()
                                    .causeOver()
                                    .map(over -> over.plus(Causes.OUTLIVED))
                                    .filter(now::isBefore));
        }
        if (isOurs(incident) && watched.isBlind()) {
            effects.add(new LeaveToPerson(incident.id()));
        } else if (isOurs(incident) && !around.inMaintenance()) {
            say(watched, incident);
        }
        return watched;
    }

    private static boolean isOurs(Incident incident) {
        return incident.wheel() == Incident.Wheel.AUTOMATION;
    }

    private Watched recovered(Watched watched, Incident incident) {
        Instant well = watched.wellSince().orElse(now);
        Instant resolves = well.plus(around.service().policy().resolveAfter());
        boolean isTime = !now.isBefore(resolves);
        if (!isOurs(incident)) {
            if (!isTime) {
                return watched.dueAt(Optional.of(resolves));
            }
            if (watched.told()) {
                return watched;
            }
            effects.add(new Note(incident.id(), Words.wouldHaveResolved(around.service(), well)));
            return watched.telling(true);
        }
        if (isTime && !around.othersTroubled()) {
            effects.add(new Resolve(incident.id(), well));
            return watched.left(new Watched.Ended(incident.id(), now, true));
        }
        if (!around.othersTroubled()) {
            monitor(incident, Status.OPERATIONAL);
        } else if (isTime && isShared(watched) && said(incident).isTrouble()) {
            effects.add(new Say(incident.id(), Saying.WELL, Status.OPERATIONAL));
        }
        return isTime ? watched : watched.dueAt(Optional.of(resolves));
    }

    private void say(Watched watched, Incident incident) {
        Optional<Status> active = watched.worst(Seen::isActive);
        Status worst = watched.worst(Seen::isTrouble).orElse(Status.OPERATIONAL);
        if (!worst.isTrouble()) {
            return;
        }
        if (active.isEmpty()) {
            boolean blind = watched.seen().stream().anyMatch(Seen::isHeld);
            if (!blind) {
                monitor(incident, worst);
            }
            return;
        }
        Status said = said(incident);
        if (incident.status() == IncidentStatus.MONITORING) {
            effects.add(new Say(incident.id(), Saying.AGAIN, worst));
        } else if (!said.isTrouble() || worst.compareTo(said) > 0) {
            effects.add(new Say(incident.id(), Saying.WORSE, worst));
        } else if (worst.compareTo(said) < 0) {
            effects.add(new Say(incident.id(), Saying.BETTER, worst));
        }
    }

    private boolean isShared(Watched watched) {
        return watched.under().isPresent() || around.kin().named().isPresent();
    }

    private Status said(Incident incident) {
        return incident.affected().getOrDefault(around.service().id(), Status.OPERATIONAL);
    }

    private void monitor(Incident incident, Status status) {
        boolean saidLately =
                incident.monitoringAt()
                        .filter(at -> now.isBefore(at.plus(MONITORING_AGAIN)))
                        .isPresent();
        if (incident.status() != IncidentStatus.MONITORING
                && !saidLately
                && !around.inMaintenance()) {
            effects.add(new Say(incident.id(), Saying.MONITORING, status));
        }
    }
}
