package dev.bellwether.people;

import dev.bellwether.model.Person;
import java.time.Instant;

/// Somebody who is signed in.
///
/// @param id names the session in lists; it is no secret
/// @param expiresAt when it ends whatever happens; it ends earlier when it is not used
public record Session(
        String id,
        Person person,
        Instant createdAt,
        Instant seenAt,
        Instant expiresAt,
        Client client) {
    public Principal principal() {
        return Principal.of(person);
    }
}
