package dev.bellwether.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Somebody of the organization, with the ways to reach them in order of preference.
///
/// @param rules when and how they want to be told; none: at once, by their first method
/// @param quiet hours in which they are told nothing of low urgency
public record Person(
        PersonId id,
        OrganizationId organization,
        String name,
        String email,
        Role role,
        boolean active,
        List<ContactMethod> contacts,
        List<NotificationRule> rules,
        Optional<QuietHours> quiet) {
    public Person {
        contacts = List.copyOf(contacts);
        rules = List.copyOf(rules);
    }

    public Person(
            PersonId id,
            OrganizationId organization,
            String name,
            String email,
            Role role,
            boolean active,
            List<ContactMethod> contacts) {
        this(id, organization, name, email, role, active, contacts, List.of(), Optional.empty());
    }

    /// Whether a page can reach them at all.
    public boolean isReachable() {
        return active && contacts.stream().anyMatch(ContactMethod::verified);
    }

    /// How they are told of something of this urgency, by the time it takes. A rule whose method is
    /// not verified tells nobody; without a rule left they are told at once by their first method,
    /// so that who can be reached always is. Each telling falls back on the other methods.
    public List<Telling> tellings(Urgency urgency) {
        if (!isReachable()) {
            return List.of();
        }
        List<ContactMethod> verified = contacts.stream().filter(ContactMethod::verified).toList();
        List<Telling> tellings =
                rules.stream()
                        .filter(rule -> rule.urgency() == urgency)
                        .sorted(
                                Comparator.comparing(NotificationRule::after)
                                        .thenComparing(NotificationRule::id))
                        .flatMap(rule -> telling(rule, verified))
                        .toList();
        return tellings.isEmpty()
                ? List.of(new Telling(Telling.NO_RULE, java.time.Duration.ZERO, verified))
                : tellings;
    }

    private static Stream<Telling> telling(NotificationRule rule, List<ContactMethod> verified) {
        return verified.stream()
                .filter(method -> method.id().equals(rule.contact()))
                .map(first ->
                        new Telling(
                                rule.id(),
                                rule.after(),
                                Stream.concat(
                                                Stream.of(first),
                                                verified.stream()
                                                        .filter(other -> !other.equals(first)))
                                        .toList()));
    }

    /// Until when quiet hours hold back what is of this urgency; empty when it may come now.
    public Optional<Instant> quietUntil(Urgency urgency, Instant now) {
        return urgency == Urgency.LOW ? quiet.flatMap(hours -> hours.until(now)) : Optional.empty();
    }
}
