package dev.bellwether.people;

import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import java.util.List;
import java.util.Optional;

/// One-time links: for the first owner, for further people, for a forgotten password.
public final class Invitations {
    Invitations() {}

    /// To be called at each start. When the installation has no owner: makes the organization
    /// `default` if it is not there, and a link for its first owner, to be printed. Empty when
    /// there is an owner.
    public Optional<OneTimeLink> firstStart() {
        throw new UnsupportedOperationException();
    }

    /// @throws dev.bellwether.model.Conflict when somebody with that address is there already
    public OneTimeLink invite(Principal by, String name, String email, Role role) {
        throw new UnsupportedOperationException();
    }

    /// A link by which a person who forgot their password sets a new one.
    public OneTimeLink newPassword(Principal by, PersonId person) {
        throw new UnsupportedOperationException();
    }

    /// What the link is for; empty when it was used, has expired or never was.
    public Optional<Invitation> read(String token) {
        throw new UnsupportedOperationException();
    }

    /// Uses the link up and signs its bearer in.
    ///
    /// @throws dev.bellwether.model.NotFound when it was used, has expired or never was
    /// @throws dev.bellwether.model.InvalidInput with every field that is wrong; the link stays
    /// @throws dev.bellwether.model.Conflict when the address has an account
    public SignInOutcome.SignedIn accept(String token, Acceptance acceptance, Client client) {
        throw new UnsupportedOperationException();
    }

    /// Links that wait, the newest first; at most 100.
    public List<Invitation> pending(Principal by) {
        throw new UnsupportedOperationException();
    }

    public void withdraw(Principal by, String id) {
        throw new UnsupportedOperationException();
    }
}
