package dev.bellwether.oncall;

import dev.bellwether.model.Directory;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ScheduleOverride.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Refuses an override that could not be, and finds those that may not stand together.
final class OverrideInput {
    static final int LONGEST_NOTE = 500;
    static final Duration LONGEST = Duration.ofDays(366);

    private final List<Problem> problems = new ArrayList<>();
    private final OrganizationId organization;
    private final Directory directory;

    private OverrideInput(OrganizationId organization, Directory directory) {
        this.organization = organization;
        this.directory = directory;
    }

    static void check(
            OrganizationId organization, OverrideDraft draft, Instant now, Directory directory) {
        var input = new OverrideInput(organization, directory);
        input.people(draft);
        input.times(draft, now);
        if (!input.problems.isEmpty()) {
            throw new InvalidInput(input.problems);
        }
    }

    private void people(OverrideDraft draft) {
        given("person", draft.person(), draft.kind() != Kind.REMOVE, draft.kind());
        if (draft.kind() != Kind.REPLACE) {
            given("replaces", draft.replaces(), draft.kind() == Kind.REMOVE, draft.kind());
        }
        draft.person()
                .ifPresent(id ->
                        require(
                                directory
                                        .person(organization, id)
                                        .filter(Person::active)
                                        .isPresent(),
                                "person",
                                "'" + id + "' is not an active person of this organization"));
        draft.replaces()
                .ifPresent(id ->
                        require(
                                directory.person(organization, id).isPresent(),
                                "replaces",
                                "'" + id + "' is not a person of this organization"));
        require(
                draft.person().isEmpty() || !draft.person().equals(draft.replaces()),
                "replaces",
                "is the same person as the one who comes");
        require(
                draft.note().length() <= LONGEST_NOTE,
                "note",
                "has " + draft.note().length() + " characters; allowed: " + LONGEST_NOTE);
    }

    private void given(String field, Optional<PersonId> person, boolean isNeeded, Kind kind) {
        if (isNeeded != person.isPresent()) {
            problems.add(
                    new Problem(field, isNeeded ? "is missing" : "must be left out for " + kind));
        }
    }

    private void times(OverrideDraft draft, Instant now) {
        require(
                draft.start().isBefore(draft.end()),
                "end",
                "'" + draft.end() + "' is not after the start");
        require(
                draft.end().isAfter(now),
                "end",
                "'" + draft.end() + "' is past; who was on call then stays as it was");
        boolean isNear = draft.end().isBefore(now.plus(LONGEST.multipliedBy(2)));
        require(isNear, "end", "'" + draft.end() + "' is more than two years ahead");
        if (isNear && draft.start().isBefore(draft.end())) {
            // A start that is past becomes now.
            Instant start = draft.start().isBefore(now) ? now : draft.start();
            require(
                    !start.isBefore(draft.end().minus(LONGEST)),
                    "end",
                    "'" + draft.end() + "' is more than 366 days after the start");
        }
    }

    private void require(boolean holds, String field, String message) {
        if (!holds) {
            problems.add(new Problem(field, message));
        }
    }

    /// Those that meet an override in time and are about one of its people, so that who is on call
    /// would depend on which came first. One that stands for everybody is about everybody.
    static List<ScheduleOverride> conflicts(
            ScheduleOverride override, Collection<ScheduleOverride> others) {
        return others.stream()
                .filter(other -> !other.id().equals(override.id()))
                .filter(other ->
                        other.start().isBefore(override.end())
                                && override.start().isBefore(other.end()))
                .filter(other ->
                        other.isForAll()
                                || override.isForAll()
                                || about(other)
                                        .anyMatch(id -> about(override).anyMatch(id::equals)))
                .toList();
    }

    private static Stream<PersonId> about(ScheduleOverride override) {
        return Stream.concat(override.person().stream(), override.replaces().stream());
    }
}
