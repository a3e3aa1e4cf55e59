package dev.bellwether.api;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Slice;
import dev.bellwether.model.Urgency;
import dev.bellwether.people.ApiToken;
import dev.bellwether.people.AuditEntry;
import dev.bellwether.people.CodeCarrier;
import dev.bellwether.people.Contacts;
import dev.bellwether.people.IssuedToken;
import dev.bellwether.people.People;
import dev.bellwether.people.PersonEdit;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// People, the ways to reach them, tokens, the audit log, and who is asking.
final class PeopleRoutes {
    private static final String ONE = "/people/{person}";

    private final People people;
    private final Contacts contacts;

    PeopleRoutes(People people, CodeCarrier codes) {
        this.people = people;
        this.contacts = people.contacts(codes);
    }

    /// Whoever is asking.
    record Me(OrganizationId organization, Actor actor, Role role, Set<Scope> scopes) {}

    record InvitationInput(String name, String email, Role role) {}

    /// @param path of the one-time link, below the server's address; told once
    record Invited(String path, Instant expiresAt) {}

    record ContactInput(Channel channel, String address, Optional<String> label) {}

    /// @param after since the page was decided, 0 to 60 minutes
    record RuleInput(Urgency urgency, Duration after, String contact) {}

    /// @param rules in place of those before; none: at once, by the first method
    record RulesInput(List<RuleInput> rules) {}

    /// @param from such as `22:00`
    record QuietInput(String zone, String from, String to) {}

    record TokenInput(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {}

    List<Route> routes() {
        return List.of(
                Route.read("/me", "Who is asking", Me.class, PeopleRoutes::me),
                Route.list(
                        "/people",
                        "List people",
                        Person.class,
                        call ->
                                Shown.persons(
                                        people.persons(
                                                call.organization(), call.after(), call.limit()),
                                        call.principal())),
                Route.makeSecret(
                                "/people/invitations",
                                "Invite somebody",
                                Scope.ADMIN,
                                InvitationInput.class,
                                Invited.class,
                                this::invite)
                        .triedOut(),
                Route.read(
                        ONE,
                        "Read a person",
                        Person.class,
                        call -> Shown.person(get(call), call.principal())),
                Route.change(
                                ONE,
                                "Change a person",
                                Scope.ADMIN,
                                PersonEdit.class,
                                Person.class,
                                call ->
                                        Shown.person(
                                                people.edit(
                                                        call.principal(),
                                                        get(call).id(),
                                                        call.body(PersonEdit.class)),
                                                call.principal()))
                        .triedOut(),
                Route.remove(ONE, "Remove a person", Scope.ADMIN, this::remove),
                Route.make(
                                ONE + "/contacts",
                                "Add a way to reach a person; a code is sent to it",
                                Scope.ADMIN,
                                ContactInput.class,
                                ContactMethod.class,
                                this::addContact)
                        .judgedBy(
                                ContactInput.class,
                                (by, one) ->
                                        Contacts.problems(
                                                one.channel(),
                                                one.address(),
                                                one.label().orElse(""))),
                Route.remove(
                        ONE + "/contacts/{contact}",
                        "Remove a way to reach a person",
                        Scope.ADMIN,
                        this::removeContact),
                Route.act(
                        ONE + "/contacts/{contact}/code",
                        "Send a new code to a way to reach a person; only the person can enter it",
                        Scope.ADMIN,
                        Person.class,
                        this::sendCode),
                Route.replace(
                                ONE + "/rules",
                                "Set when and how a person is told, in place of all rules before",
                                Scope.ADMIN,
                                RulesInput.class,
                                Person.class,
                                this::setRules)
                        .triedOut(),
                Route.replace(
                                ONE + "/quiet-hours",
                                "Set the hours in which a person is told nothing of low urgency",
                                Scope.ADMIN,
                                QuietInput.class,
                                Person.class,
                                this::setQuiet)
                        .triedOut(),
                Route.remove(
                        ONE + "/quiet-hours",
                        "End a person's quiet hours",
                        Scope.ADMIN,
                        this::endQuiet),
                Route.list("/tokens", "List tokens", ApiToken.class, this::tokens),
                Route.makeSecret(
                                "/tokens",
                                "Make a token; its secret is told once",
                                Scope.ADMIN,
                                TokenInput.class,
                                IssuedToken.class,
                                this::issue)
                        .triedOut(),
                Route.remove("/tokens/{token}", "Revoke a token", Scope.ADMIN, this::revoke),
                Route.list(
                        "/audit",
                        "Who did what, the newest first",
                        AuditEntry.class,
                        call ->
                                people.audit()
                                        .entries(call.organization(), call.after(), call.limit())));
    }

    private static Me me(Call call) {
        var principal = call.principal();
        return new Me(
                principal.organization(), principal.actor(), principal.role(), principal.scopes());
    }

    private Person get(Call call) {
        PersonId id = call.id("person", PersonId::new);
        return people.person(call.organization(), id)
                .orElseThrow(() -> new NotFound("person", id.value()));
    }

    private Invited invite(Call call) {
        var input = call.body(InvitationInput.class);
        var link =
                people.invitations()
                        .invite(call.principal(), input.name(), input.email(), input.role());
        return new Invited("/console/first/" + link.token(), link.invitation().expiresAt());
    }

    private Object remove(Call call) {
        people.remove(call.principal(), get(call).id());
        return Nothing.INSTANCE;
    }

    private ContactMethod addContact(Call call) {
        var input = call.body(ContactInput.class);
        return contacts.add(
                        call.principal(),
                        get(call).id(),
                        input.channel(),
                        input.address(),
                        input.label().orElse(""))
                .masked();
    }

    private Person sendCode(Call call) {
        contacts.sendCode(call.principal(), get(call).id(), call.text("contact"));
        return Shown.person(get(call), call.principal());
    }

    private Person setRules(Call call) {
        List<NotificationRule> rules =
                call.body(RulesInput.class).rules().stream()
                        .map(rule ->
                                new NotificationRule(
                                        "", rule.urgency(), rule.after(), rule.contact()))
                        .toList();
        contacts.rules(call.principal(), get(call).id(), rules);
        return Shown.person(get(call), call.principal());
    }

    private Person setQuiet(Call call) {
        var input = call.body(QuietInput.class);
        contacts.quiet(
                call.principal(),
                get(call).id(),
                Optional.of(Wishes.quiet(input.zone(), input.from(), input.to())));
        return Shown.person(get(call), call.principal());
    }

    private Object endQuiet(Call call) {
        contacts.quiet(call.principal(), get(call).id(), Optional.empty());
        return Nothing.INSTANCE;
    }

    private Object removeContact(Call call) {
        contacts.remove(call.principal(), get(call).id(), call.text("contact"));
        return Nothing.INSTANCE;
    }

    private Slice<ApiToken> tokens(Call call) {
        call.principal().require(Scope.ADMIN);
        return Cursors.cut(people.tokens().list(call.principal()), ApiToken::id, call);
    }

    private IssuedToken issue(Call call) {
        var input = call.body(TokenInput.class);
        return people.tokens()
                .issue(call.principal(), input.name(), input.scopes(), input.expiresAt());
    }

    private Object revoke(Call call) {
        people.tokens().revoke(call.principal(), call.text("token"));
        return Nothing.INSTANCE;
    }
}
