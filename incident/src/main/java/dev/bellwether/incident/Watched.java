package dev.bellwether.incident;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What automation knows of one service.
///
/// @param checks by id, what each last said
/// @param troubleSince since when something is wrong that the policy counts
/// @param wellSince since when all that was wrong is well again
/// @param incident the open incident that this service's signals go to
/// @param ended the incident before it
/// @param dismissed how bad it was when a person closed the incident although the checks did not
///   agree: nothing opens again until it is worse or has been well
/// @param told whether the timeline says that automation would have resolved
/// @param due when to look again without a signal
/// @param under the cause under which this service is listed in `incident`, while that incident is
///   not its own
record Watched(
        Map<CheckId, Seen> checks,
        Optional<Instant> troubleSince,
        Optional<Instant> wellSince,
        Optional<IncidentId> incident,
        Optional<Ended> ended,
        Optional<Status> dismissed,
        boolean told,
        Optional<Instant> due,
        Optional<ServiceId> under) {
    static final Watched NOTHING =
            new Watched(
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty());

    Watched {
        checks = Map.copyOf(checks);
    }

    /// An incident that is over, and whether automation ended it.
    record Ended(IncidentId incident, Instant at, boolean byAutomation) {}

    Collection<Seen> seen() {
        return checks.values();
    }

    boolean isTroubled() {
        return seen().stream().anyMatch(Seen::isTrouble);
    }

    /// Nothing is wrong, and at least one check can tell.
    boolean isWell() {
        return !isTroubled() && seen().stream().anyMatch(Seen::isWell);
    }

    /// No check is left that could tell: all are paused, or there is none.
    boolean isBlind() {
        return seen().stream().allMatch(Seen::paused);
    }

    Optional<Status> worst(Predicate<Seen> which) {
        return seen().stream()
                .filter(which)
                .map(seen -> seen.status() == Status.UNKNOWN ? seen.known() : seen.status())
                .max(Comparator.naturalOrder());
    }

    Watched with(CheckId check, Seen seen) {
        var more = new TreeMap<CheckId, Seen>(Comparator.comparing(CheckId::value));
        more.putAll(checks);
        more.put(check, seen);
        return withChecks(more);
    }

    Watched without(CheckId check) {
        var fewer = new TreeMap<CheckId, Seen>(Comparator.comparing(CheckId::value));
        fewer.putAll(checks);
        fewer.remove(check);
        return withChecks(fewer);
    }

    private Watched withChecks(Map<CheckId, Seen> other) {
        return new Watched(
                other, troubleSince, wellSince, incident, ended, dismissed, told, due, under);
    }

    Watched since(Optional<Instant> trouble, Optional<Instant> well) {
        return new Watched(checks, trouble, well, incident, ended, dismissed, told, due, under);
    }

    Watched joined(IncidentId to) {
        return new Watched(
                checks,
                troubleSince,
                wellSince,
                Optional.of(to),
                ended,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    /// Listed under a cause.
    Watched under(ServiceId cause) {
        return new Watched(
                checks,
                troubleSince,
                wellSince,
                incident,
                ended,
                dismissed,
                told,
                due,
                Optional.of(cause));
    }

    Watched left(Ended incidentBefore) {
        return new Watched(
                checks,
                troubleSince,
                wellSince,
                Optional.empty(),
                Optional.of(incidentBefore),
                dismissed,
                false,
                Optional.empty(),
                Optional.empty());
    }

    Watched dismissing(Optional<Status> status) {
        return new Watched(
                checks, troubleSince, wellSince, incident, ended, status, told, due, under);
    }

    Watched telling(boolean isTold) {
        return new Watched(
                checks, troubleSince, wellSince, incident, ended, dismissed, isTold, due, under);
    }

    Watched dueAt(Optional<Instant> at) {
        return new Watched(
                checks, troubleSince, wellSince, incident, ended, dismissed, told, at, under);
    }
}
