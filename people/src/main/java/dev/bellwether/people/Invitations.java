package dev.bellwether.people;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Channel;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One-time links: for the first owner, for further people, for a forgotten password. Safe for many
/// threads.
public final class Invitations {
    private static final Actor FIRST_START = Actor.automation("people", "first start");

    private final Store store;
    private final InstantSource clock;
    private final Passwords passwords;
    private final SecureRandom random;
    private final PeopleSettings settings;

    Invitations(
            Store store,
            InstantSource clock,
            Passwords passwords,
            SecureRandom random,
            PeopleSettings settings) {
        this.store = store;
        this.clock = clock;
        this.passwords = passwords;
        this.random = random;
        this.settings = settings;
    }

    /// To be called at each start. When the installation has no owner: makes the organization
    /// `default` if it is not there, and a link for its first owner, to be printed. Empty when
    /// there is an owner. A link printed before stays good until somebody uses one of them.
    public Optional<OneTimeLink> firstStart() {
        String token = Tokenized.fresh(random);
        return store.write(tx -> {
            Organizations.make(tx, People.DEFAULT, "Default");
            Organizations.lock(tx, People.DEFAULT);
            if (Organizations.hasOwner(tx.sql(), People.DEFAULT)) {
                return Optional.<OneTimeLink>empty();
            }
            var link =
                    link(
                            tx,
                            token,
                            draft(tx, Principal.system(People.DEFAULT, "first start"))
                                    .forFirstOwner());
            audit(tx, FIRST_START, link.invitation(), "invitation.created", "first owner");
            return Optional.of(link);
        });
    }

    /// @throws dev.bellwether.model.InvalidInput for a name or address that will not do
    /// @throws dev.bellwether.model.Conflict when somebody with that address is there already
    public OneTimeLink invite(Principal by, String name, String email, Role role) {
        by.require(Scope.ADMIN);
        var fields = new Fields();
        String goodName = fields.name("name", name);
        String goodEmail = fields.email("email", email);
        fields.check();
        String token = Tokenized.fresh(random);
        return store.write(tx -> {
            Persons.refuseTaken(tx.sql(), goodEmail);
            var link = link(tx, token, draft(tx, by).forNewPerson(goodName, goodEmail, role));
            audit(
                    tx,
                    by.actor(),
                    link.invitation(),
                    "invitation.created",
                    goodEmail + " as " + role);
            return link;
        });
    }

    /// A link by which a person who forgot their password sets a new one. Replaces the one before.
    public OneTimeLink newPassword(Principal by, PersonId id) {
        by.require(Scope.ADMIN);
        String token = Tokenized.fresh(random);
        return store.write(tx -> {
            Person person =
                    Persons.find(tx.sql(), by.organization(), id)
                            .filter(Person::active)
                            .orElseThrow(() -> new NotFound("active person", id.value()));
            Links.removeNewPassword(tx, id);
            var link = link(tx, token, draft(tx, by).forNewPassword(person));
            audit(tx, by.actor(), link.invitation(), "password.link_created", person.email());
            return link;
        });
    }

    /// What the link is for; empty when it was used, has expired or never was.
    public Optional<Invitation> read(String token) {
        return store.read(sql -> Links.find(sql, token, clock.instant()));
    }

    /// Uses the link up and signs its bearer in. For a new password, name and address are taken
    /// from the person, whatever was filled in.
    ///
    /// @throws NotFound when it was used, has expired or never was
    /// @throws dev.bellwether.model.InvalidInput with every field that is wrong; the link stays
    /// @throws dev.bellwether.model.Conflict when the address has an account
    public SignInOutcome.SignedIn accept(String token, Acceptance acceptance, Client client) {
        Invitation invitation = read(token).orElseThrow(Invitations::gone);
        Acceptance checked = check(invitation, acceptance);
        String hash = passwords.hash(checked.password()).orElseThrow(SignIn::busy);
        String session = Tokenized.fresh(random);
        return store.write(tx -> {
            Organizations.lock(tx, invitation.organization());
            if (!Links.remove(tx, invitation.organization(), invitation.id())) {
                throw gone();
            }
            Person person = admit(tx, invitation, checked, hash);
            return new SignInOutcome.SignedIn(
                    session, Sessions.start(tx, session, person, client, settings));
        });
    }

    private static Acceptance check(Invitation invitation, Acceptance given) {
        var fields = new Fields();
        boolean open = invitation.purpose() == Invitation.Purpose.FIRST_OWNER;
        boolean asks = invitation.purpose() != Invitation.Purpose.NEW_PASSWORD;
        String name = asks ? fields.name("name", given.name()) : invitation.name();
        String email = open ? fields.email("email", given.email()) : invitation.email();
        fields.password("password", given.password(), name, email);
        fields.check();
        return new Acceptance(name, email, given.password());
    }

    private static Person admit(Tx tx, Invitation invitation, Acceptance acceptance, String hash) {
        return switch (invitation.purpose()) {
            case FIRST_OWNER -> {
                if (Organizations.hasOwner(tx.sql(), invitation.organization())) {
                    throw gone();
                }
                Links.removeFirst(tx, invitation.organization());
                // Nobody could page the first owner otherwise, and there is nobody else to page.
                yield join(tx, invitation, acceptance, hash, true);
            }
            case JOIN -> join(tx, invitation, acceptance, hash, false);
            case NEW_PASSWORD -> renew(tx, invitation, hash);
        };
    }

    private static Person join(
            Tx tx, Invitation invitation, Acceptance acceptance, String hash, boolean verified) {
        var person =
                new Person(
                        new PersonId(tx.newId()),
                        invitation.organization(),
                        acceptance.name(),
                        acceptance.email(),
                        invitation.role(),
                        true,
                        List.of());
        Persons.insert(tx, person, hash);
        ContactMethods.insert(tx, person, Channel.EMAIL, person.email(), verified);
        audit(
                tx,
                Actor.person(person),
                person,
                "person.joined",
                person.email() + " as " + person.role());
        return Persons.byId(tx.sql(), person.id().value()).orElseThrow();
    }

    private static Person renew(Tx tx, Invitation invitation, String hash) {
        Person person =
                invitation
                        .person()
                        .flatMap(id -> Persons.find(tx.sql(), invitation.organization(), id))
                        .filter(Person::active)
                        .orElseThrow(Invitations::gone);
        tx.sql()
                .createUpdate("UPDATE person SET password = :password WHERE id = :id")
                .bind("password", hash)
                .bind("id", person.id())
                .execute();
        Sessions.endAll(tx, person.id(), "");
        audit(tx, Actor.person(person), person, "password.changed", "by one-time link");
        return person;
    }

    /// Links that wait, the newest first; at most 100.
    public List<Invitation> pending(Principal by) {
        by.require(Scope.ADMIN);
        return store.read(sql -> Links.pending(sql, by.organization(), clock.instant()));
    }

    public void withdraw(Principal by, String id) {
        by.require(Scope.ADMIN);
        store.run(tx -> {
            if (!Links.remove(tx, by.organization(), id)) {
                throw new NotFound("invitation", id);
            }
            tx.journal(by.organization(), new Audited(by.actor(), "invitation.withdrawn", id, ""));
        });
    }

    private static OneTimeLink link(Tx tx, String token, Invitation invitation) {
        Links.insert(tx, invitation, token);
        return new OneTimeLink(token, invitation);
    }

    private InvitationDraft draft(Tx tx, Principal by) {
        return new InvitationDraft(
                tx.newId(), by.organization(), tx.now(), tx.now().plus(settings.invitation()));
    }

    private static void audit(
            Tx tx, Actor actor, Invitation invitation, String action, String detail) {
        tx.journal(invitation.organization(), new Audited(actor, action, invitation.id(), detail));
    }

    private static void audit(Tx tx, Actor actor, Person person, String action, String detail) {
        tx.journal(person.organization(), new Audited(actor, action, person.id().value(), detail));
    }

    private static NotFound gone() {
        return new NotFound("link that is still good", "as given");
    }
}
