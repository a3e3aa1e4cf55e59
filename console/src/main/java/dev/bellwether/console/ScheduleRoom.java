package dev.bellwether.console;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.Slice;
import dev.bellwether.oncall.OnDuty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the pages of schedules have in common: people by name, and who is on call now.
record ScheduleRoom(Rooms rooms) {
    private static final int PAGE = 200;
    private static final int MOST = 2_000;

    /// Who is on call by a schedule now, and who comes next, in words.
    ///
    /// @param who empty when nobody is on call
    record Now(Schedule schedule, OnDuty duty, Map<PersonId, String> names) {
        ZoneTimes times() {
            return ZoneTimes.of(schedule.zone());
        }

        boolean isEmpty() {
            return duty.duties().isEmpty();
        }

        String who() {
            return words(duty.people());
        }

        /// `until Mon 4 May 09:00, then Grace`; empty when nothing changes within a year.
        String next() {
            return duty.until()
                    .map(until ->
                            "until "
                                    + times().at(until)
                                    + ", then "
                                    + (duty.next().isEmpty() ? "nobody" : words(duty.next())))
                    .orElse("");
        }

        private String words(List<PersonId> people) {
            return people.stream()
                    .map(id -> ScheduleWords.name(id, names))
                    .collect(Collectors.joining(" and "));
        }
    }

    List<Person> people(OrganizationId organization) {
        var people = new ArrayList<Person>();
        Optional<String> next = Optional.empty();
        do {
            Slice<Person> slice = rooms.people().persons(organization, next, PAGE);
            people.addAll(slice.items());
            next = slice.next();
        } while (next.isPresent() && people.size() < MOST);
        return people;
    }

    Map<PersonId, String> names(OrganizationId organization) {
        Map<PersonId, String> names = new HashMap<>();
        people(organization).forEach(person -> names.put(person.id(), person.name()));
        return names;
    }

    Now now(Schedule schedule, Map<PersonId, String> names, Instant now) {
        return new Now(
                schedule, rooms.rota().at(schedule.organization(), schedule.id(), now), names);
    }

    /// All schedules, at most `most`.
    List<Now> all(OrganizationId organization, Instant now, int most) {
        List<Schedule> schedules = rooms.schedules().list(organization);
        if (schedules.isEmpty()) {
            return List.of();
        }
        Map<PersonId, String> names = names(organization);
        return schedules.stream().limit(most).map(s -> now(s, names, now)).toList();
    }

    /// People to choose from; those deactivated only when they are chosen already.
    List<Option> options(List<Person> people, Set<PersonId> chosen) {
        var reach = new ReachWords(rooms.messages());
        return people.stream()
                .filter(p -> p.active() || chosen.contains(p.id()))
                .map(p -> new Option(p.id().value(), reach.option(p)))
                .toList();
    }
}
