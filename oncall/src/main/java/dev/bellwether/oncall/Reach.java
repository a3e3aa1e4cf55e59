package dev.bellwether.oncall;

import dev.bellwether.model.Directory;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Urgency;
import dev.bellwether.oncall.Gap.Unreachable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who can be reached, asked once for each person. For one thread and one proof.
final class Reach {
    private final OrganizationId organization;
    private final Directory directory;
    private final Map<PersonId, Optional<Unreachable>> known = new HashMap<>();

    Reach(OrganizationId organization, Directory directory) {
        this.organization = organization;
        this.directory = directory;
    }

    /// Empty when a page would reach the person.
    Optional<Unreachable> whyNot(PersonId person) {
        return known.computeIfAbsent(person, this::look);
    }

    private Optional<Unreachable> look(PersonId id) {
        Optional<Person> person = directory.person(organization, id);
        String name = person.map(Person::name).orElse(id.value());
        if (person.isEmpty()) {
            return Optional.of(new Unreachable(id, name, "is not in the organization any more"));
        }
        if (!person.get().active()) {
            return Optional.of(new Unreachable(id, name, "is not active"));
        }
        // What pages is asked, for either urgency: rules of one's own tell nobody by a method that
        // is not verified, and who is left without a telling is told by the first that is.
        boolean isTold =
                Arrays.stream(Urgency.values())
                        .allMatch(urgency ->
                                person.get().tellings(urgency).stream()
                                        .anyMatch(telling -> !telling.methods().isEmpty()));
        return isTold
                ? Optional.empty()
                : Optional.of(new Unreachable(id, name, "has no verified contact method"));
    }
}
