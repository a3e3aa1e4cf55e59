package dev.bellwether.model;

import java.util.List;

/// Somebody of the organization, with the ways to reach them in order of preference.
public record Person(
        PersonId id,
        OrganizationId organization,
        String name,
        String email,
        Role role,
        boolean active,
        List<ContactMethod> contacts) {
    public Person {
        contacts = List.copyOf(contacts);
    }
}
