package dev.bellwether.people;

import dev.bellwether.model.Audited;
import dev.bellwether.model.Directory;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Organization;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The door of the room: organizations and their persons, and the way to all else here. Safe for
/// many threads.
///
/// A mail address has one account on the whole installation, because it is what one signs in with.
public final class People implements Directory {
    /// The organization that the first start makes.
    public static final OrganizationId DEFAULT = new OrganizationId("default");

    private static final int MOST = 200;
    private static final int EVERYBODY = 1_000;

    private final Store store;
    private final InstanceKey key;
    private final SecureRandom random = new SecureRandom();
    private final PeopleSettings settings;
    private final SignIn signIn;
    private final Invitations invitations;
    private final Tokens tokens;
    private final AuditLog audit;
    private final Sites sites;

    public People(Store store, InstantSource clock, InstanceKey key, PeopleSettings settings) {
        this(store, clock, key, settings, Argon2.Cost.OWASP);
    }

    People(
            Store store,
            InstantSource clock,
            InstanceKey key,
            PeopleSettings settings,
            Argon2.Cost cost) {
        this.store = store;
        this.key = key;
        this.settings = settings;
        var passwords = new Passwords(cost, settings.hashing(), random);
        this.signIn = new SignIn(store, clock, passwords, random, new Csrf(key), settings);
        this.invitations = new Invitations(store, clock, passwords, random, settings);
        this.tokens = new Tokens(store, clock, random);
        this.audit = new AuditLog(store);
        this.sites = new Sites(store, clock, random);
    }

    public SignIn signIn() {
        return signIn;
    }

    public Invitations invitations() {
        return invitations;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Sites sites() {
        return sites;
    }

    public AuditLog audit() {
        return audit;
    }

    /// @param carrier brings the codes that prove a contact method
    public Contacts contacts(CodeCarrier carrier) {
        return new Contacts(store, key, random, carrier);
    }

    public Optional<Organization> organization(OrganizationId id) {
        return store.read(sql -> Organizations.find(sql, id));
    }

    /// At most 1,000.
    public List<Organization> organizations() {
        return store.read(Organizations::all);
    }

    /// Gives the organization of `by` another name.
    public Organization rename(Principal by, String name) {
        by.require(Scope.ADMIN);
        var fields = new Fields();
        String good = fields.name("name", name);
        fields.check();
        var renamed = new Organization(by.organization(), good);
        store.run(tx -> {
            Organizations.rename(tx, renamed);
            audit(tx, by, "organization.renamed", by.organization().value(), good);
        });
        return renamed;
    }

    @Override
    public Optional<Person> person(OrganizationId organization, PersonId id) {
        return store.read(sql -> Persons.find(sql, organization, id));
    }

    @Override
    public List<Person> owners(OrganizationId organization) {
        return store.read(sql -> Persons.owners(sql, organization));
    }

    @Override
    public List<Person> everybody(OrganizationId organization) {
        return store.read(sql -> Persons.page(sql, organization, "", "", EVERYBODY)).stream()
                .filter(Person::active)
                .toList();
    }

    /// By name.
    ///
    /// @param next what the slice before said; empty to begin
    /// @param limit 1 to 200
    public Slice<Person> persons(OrganizationId organization, Optional<String> next, int limit) {
        int rows = Math.clamp(limit, 1, MOST);
        Place after = next.map(Place::parse).orElse(Place.START);
        List<Person> persons =
                store.read(sql -> Persons.page(sql, organization, after.name(), after.id(), rows));
        return new Slice<>(
                persons,
                persons.size() < rows
                        ? Optional.empty()
                        : Optional.of(Place.of(persons.getLast()).text()));
    }

    /// As an owner; everybody may change their own name. Who is shut out (`active` false) loses
    /// their sessions at once.
    ///
    /// @throws InvalidInput with every field that is wrong
    /// @throws dev.bellwether.model.Conflict when the organization would be left without an active
    ///   owner, or the address has an account
    public Person edit(Principal by, PersonId id, PersonEdit edit) {
        if (!by.is(id) || !edit.isNameOnly()) {
            by.require(Scope.ADMIN);
        }
        PersonEdit good = edit.checked();
        return store.write(tx -> {
            Organizations.lock(tx, by.organization());
            Person before = require(tx, by, id);
            Person after = good.on(before);
            if (!after.email().equals(before.email())) {
                Persons.refuseTaken(tx.sql(), after.email());
            }
            Persons.update(tx.sql(), after);
            Organizations.requireOwner(tx, by.organization());
            if (!after.active()) {
                Sessions.endAll(tx, id, "");
            }
            audit(tx, by, "person.edited", id.value(), PersonEdit.difference(before, after));
            return after;
        });
    }

    /// Removes a person with their contact methods, links and sessions.
    ///
    /// @throws dev.bellwether.model.Conflict for the last owner
    public void remove(Principal by, PersonId id) {
        by.require(Scope.ADMIN);
        store.run(tx -> {
            Organizations.lock(tx, by.organization());
            Person person = require(tx, by, id);
            Persons.remove(tx, id);
            Organizations.requireOwner(tx, by.organization());
            audit(tx, by, "person.removed", id.value(), person.email());
        });
    }

    /// What is to be run from time to time: clearing away what has expired.
    public List<Job> jobs() {
        return List.of(new Sweep(store, settings));
    }

    private static Person require(Tx tx, Principal by, PersonId id) {
        return Persons.find(tx.sql(), by.organization(), id)
                .orElseThrow(() -> new NotFound("person", id.value()));
    }

    private static void audit(Tx tx, Principal by, String action, String subject, String detail) {
        tx.journal(by.organization(), new Audited(by.actor(), action, subject, detail));
    }
}
