package dev.bellwether.oncall;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.oncall.Gap.Unreachable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who can be reached by what is set up, asked once for each person. For one thread and one proof.
final class Reach {
    private final OrganizationId organization;
    private final Staff staff;
    private final Map<PersonId, Optional<Unreachable>> known = new HashMap<>();

    Reach(OrganizationId organization, Staff staff) {
        this.organization = organization;
        this.staff = staff;
    }

    /// Empty when a page would reach the person.
    Optional<Unreachable> whyNot(PersonId person) {
        return known.computeIfAbsent(person, this::look);
    }

    /// The same, as if the person were deactivated.
    Reach without(PersonId person) {
        known.put(person, Optional.of(new Unreachable(person, name(person), "is not active")));
        return this;
    }

    private String name(PersonId person) {
        return staff.person(organization, person).map(Person::name).orElse(person.value());
    }

    private Optional<Unreachable> look(PersonId id) {
        Optional<Person> person = staff.person(organization, id);
        String name = person.map(Person::name).orElse(id.value());
        if (person.isEmpty()) {
            return Optional.of(new Unreachable(id, name, "is not in the organization any more"));
        }
        // Rules of one's own cannot take this away: each telling falls back on all other methods,
        // and who is left without a telling is told by the first that is verified.
        return person.get()
                .unreachable(staff.channels())
                .map(why -> new Unreachable(id, name, why));
    }
}
