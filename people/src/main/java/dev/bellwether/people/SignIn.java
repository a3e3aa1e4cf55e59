package dev.bellwether.people;

import dev.bellwether.model.PersonId;
import java.util.List;
import java.util.Optional;

/// Passwords and sessions. Safe for many threads.
public final class SignIn {
    SignIn() {}

    public SignInOutcome signIn(String email, String password, Client client) {
        throw new UnsupportedOperationException();
    }

    /// The session that the cookie's token belongs to, if it still lasts.
    public Optional<Session> session(String token) {
        throw new UnsupportedOperationException();
    }

    /// The value that forms of this session carry, against cross-site requests.
    public String csrf(String token) {
        throw new UnsupportedOperationException();
    }

    /// Whether a form's value is that of the session. Takes the same time whatever is wrong.
    public boolean csrfMatches(String token, String csrf) {
        throw new UnsupportedOperationException();
    }

    public void signOut(String token) {
        throw new UnsupportedOperationException();
    }

    /// The sessions of a person, the last used first; at most 100. One's own, or as an owner.
    public List<Session> sessions(Principal by, PersonId person) {
        throw new UnsupportedOperationException();
    }

    public void revoke(Principal by, PersonId person, String sessionId) {
        throw new UnsupportedOperationException();
    }

    public void revokeAll(Principal by, PersonId person) {
        throw new UnsupportedOperationException();
    }

    /// Changes one's own password and ends all other sessions.
    ///
    /// @throws dev.bellwether.model.InvalidInput when the present password is wrong (`current`) or
    ///   the next one is too weak (`next`)
    public void changePassword(Session session, String current, String next) {
        throw new UnsupportedOperationException();
    }
}
