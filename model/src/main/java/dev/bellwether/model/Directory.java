package dev.bellwether.model;

import java.util.List;
import java.util.Optional;

/// Who the people of an organization are. Kept by the room `people`, asked by `oncall` and
/// `notify`.
public interface Directory {
    Optional<Person> person(OrganizationId organization, PersonId id);

    /// The active owners: the last resort of every escalation.
    List<Person> owners(OrganizationId organization);

    /// The active persons, by name; at most 1,000.
    default List<Person> everybody(OrganizationId organization) {
        return owners(organization);
    }
}
