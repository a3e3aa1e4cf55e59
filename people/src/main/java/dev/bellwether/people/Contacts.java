package dev.bellwether.people;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.PersonId;
import java.util.List;

/// The ways to reach a person. One's own, or as an owner; only the person proves a method by its
/// code.
public final class Contacts {
    Contacts() {}

    /// Adds a method at the end, not verified yet, and sends a code to it.
    public ContactMethod add(Principal by, PersonId person, Channel channel, String address) {
        throw new UnsupportedOperationException();
    }

    /// Sends a new code; the one before is void.
    ///
    /// @throws dev.bellwether.model.Conflict within a minute of the one before
    public void sendCode(Principal by, PersonId person, String contact) {
        throw new UnsupportedOperationException();
    }

    /// True when the code was right and the method is verified now. False when it was wrong, has
    /// expired, or was tried five times.
    public boolean verify(Principal by, PersonId person, String contact, String code) {
        throw new UnsupportedOperationException();
    }

    public void remove(Principal by, PersonId person, String contact) {
        throw new UnsupportedOperationException();
    }

    /// Puts the methods in order of preference.
    ///
    /// @param order the ids of all of them
    public void order(Principal by, PersonId person, List<String> order) {
        throw new UnsupportedOperationException();
    }
}
