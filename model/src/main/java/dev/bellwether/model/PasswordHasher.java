package dev.bellwether.model;

import java.util.Optional;

/// Makes and checks password hashes, slowly on purpose and a few at a time. Asks no database.
public interface PasswordHasher {
    /// Hashes nothing: no password is ever set or right.
    PasswordHasher NONE =
            new PasswordHasher() {
                @Override
                public Optional<String> hash(String password) {
                    return Optional.empty();
                }

                @Override
                public Optional<Boolean> matches(String password, String stored) {
                    return Optional.of(false);
                }
            };

    /// A hash that says how it was made; empty when too many wait already.
    Optional<String> hash(String password);

    /// Whether `stored` is a hash of the password; empty when too many wait already.
    Optional<Boolean> matches(String password, String stored);
}
