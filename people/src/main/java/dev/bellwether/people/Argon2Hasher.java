package dev.bellwether.people;

import dev.bellwether.model.PasswordHasher;
import java.security.SecureRandom;
import java.util.Optional;

/// Passwords of things that are not people, such as a private status page: Argon2id as for people.
public final class Argon2Hasher implements PasswordHasher {
    private final Passwords passwords;

    /// @param atOnce hashed at the same time at most; each takes 19 MiB meanwhile
    public Argon2Hasher(int atOnce) {
        this.passwords = new Passwords(Argon2.Cost.OWASP, atOnce, new SecureRandom());
    }

    @Override
    public Optional<String> hash(String password) {
        return passwords.hash(password);
    }

    @Override
    public Optional<Boolean> matches(String password, String stored) {
        return passwords.matches(password, Optional.of(stored));
    }
}
