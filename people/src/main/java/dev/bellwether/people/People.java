package dev.bellwether.people;

import dev.bellwether.model.Directory;
import dev.bellwether.model.Job;
import dev.bellwether.model.Organization;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The door of the room: organizations and their persons, and the way to all else here. Safe for
/// many threads.
public final class People implements Directory {
    /// The organization that the first start makes.
    public static final OrganizationId DEFAULT = new OrganizationId("default");

    public People(Store store, InstantSource clock, InstanceKey key, PeopleSettings settings) {}

    public SignIn signIn() {
        throw new UnsupportedOperationException();
    }

    public Invitations invitations() {
        throw new UnsupportedOperationException();
    }

    public Tokens tokens() {
        throw new UnsupportedOperationException();
    }

    public AuditLog audit() {
        throw new UnsupportedOperationException();
    }

    /// @param carrier brings the codes that prove a contact method
    public Contacts contacts(CodeCarrier carrier) {
        throw new UnsupportedOperationException();
    }

    public Optional<Organization> organization(OrganizationId id) {
        throw new UnsupportedOperationException();
    }

    /// At most 1,000.
    public List<Organization> organizations() {
        throw new UnsupportedOperationException();
    }

    /// Gives the organization of `by` another name.
    public Organization rename(Principal by, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Person> person(OrganizationId organization, PersonId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Person> owners(OrganizationId organization) {
        throw new UnsupportedOperationException();
    }

    /// By name.
    ///
    /// @param next what the slice before said; empty to begin
    /// @param limit 1 to 200
    public Slice<Person> persons(OrganizationId organization, Optional<String> next, int limit) {
        throw new UnsupportedOperationException();
    }

    /// As an owner; everybody may change their own name.
    ///
    /// @throws dev.bellwether.model.Conflict when the organization would be left without an active
    ///   owner, or the address has an account
    public Person edit(Principal by, PersonId id, PersonEdit edit) {
        throw new UnsupportedOperationException();
    }

    /// Removes a person with their contact methods and sessions.
    ///
    /// @throws dev.bellwether.model.Conflict for the last owner
    public void remove(Principal by, PersonId id) {
        throw new UnsupportedOperationException();
    }

    /// What is to be run from time to time: clearing away what has expired.
    public List<Job> jobs() {
        throw new UnsupportedOperationException();
    }
}
