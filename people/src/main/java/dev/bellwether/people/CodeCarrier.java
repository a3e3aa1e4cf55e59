package dev.bellwether.people;

import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Person;
import java.time.Instant;

/// Brings a verification code to a contact method. Implemented over the channels of `notify`.
@FunctionalInterface
public interface CodeCarrier {
    /// Hands the code over for delivery; called when it is stored. A failure is thrown, and the
    /// person asks for another code.
    void carry(Person person, ContactMethod to, String code, Instant expiresAt);
}
