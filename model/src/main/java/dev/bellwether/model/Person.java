package dev.bellwether.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
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

    /// Whether a page can reach them at all: by a verified method whose channel is set up.
    public boolean isReachable(ChannelsSetUp channels) {
        return unreachable(channels).isEmpty();
    }

    /// Why no page can reach them, said after their name: such as `has no verified contact method`;
    /// empty when one can.
    public Optional<String> unreachable(ChannelsSetUp channels) {
        if (!active) {
            return Optional.of("is not active");
        }
        List<ContactMethod> verified = verified();
        if (verified.isEmpty()) {
            return Optional.of("has no verified contact method");
        }
        var missing = new LinkedHashSet<String>();
        for (ContactMethod method : verified) {
            Optional<String> what = channels.missing(method);
            if (what.isEmpty()) {
                return what;
            }
            missing.add(what.get());
        }
        return Optional.of("has no contact method that works: " + String.join("; ", missing));
    }

    private List<ContactMethod> verified() {
        return contacts.stream().filter(ContactMethod::verified).toList();
    }

    /// How they are told of something of this urgency, by the time it takes. A method whose channel
    /// is not set up is tried all the same: it says so at once and the next one follows. A rule
    /// whose method is not verified tells nobody; without a rule left they are told at once by
    /// their first method, so that who can be reached always is. Each telling falls back on the
    /// other methods.
    public List<Telling> tellings(Urgency urgency) {
        List<ContactMethod> verified = verified();
        if (!active || verified.isEmpty()) {
            return List.of();
        }
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
