package dev.bellwether.people;

import dev.bellwether.model.InvalidInput.Problem;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Makes and checks password hashes, a few at a time: each takes 19 MiB while it runs, and a crowd
/// of strangers at the sign-in page must not take the pager's memory.
final class Passwords {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Argon2.Cost cost;
    private final Semaphore hashing;
    private final SecureRandom random;

    /// Checked for accounts that do not exist, so that they take as long as those that do.
    private final String nobody;

    Passwords(Argon2.Cost cost, int atOnce, SecureRandom random) {
        this.cost = cost;
        this.hashing = new Semaphore(atOnce, true);
        this.random = random;
        this.nobody = Argon2.ofNobody(cost, random);
    }

    /// Empty when too many wait already.
    Optional<String> hash(String password) {
        return bounded(() -> Argon2.hash(password, cost, random));
    }

    /// Empty when too many wait already. Takes as long for an account that is not there.
    Optional<Boolean> matches(String password, Optional<String> stored) {
        return bounded(() -> Argon2.matches(password, stored.orElse(nobody)) && stored.isPresent());
    }

    boolean isOutdated(String stored) {
        return !Argon2.isMadeWith(cost, stored);
    }

    /// What is wrong with a password somebody chose. Length is what counts (NIST SP 800-63B); no
    /// rules about kinds of characters.
    static Optional<Problem> weakness(String field, String password, String name, String email) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            return Optional.of(
                    new Problem(
                            field,
                            "the password has "
                                    + password.length()
                                    + " characters; allowed: "
                                    + SHORTEST
                                    + " to "
                                    + LONGEST));
        }
        String plain = password.toLowerCase(Locale.ROOT);
        if (plain.equals(email) || plain.equals(name.toLowerCase(Locale.ROOT))) {
            return Optional.of(new Problem(field, "the password is the name or the address"));
        }
        if (password.chars().distinct().count() < 5) {
            return Optional.of(
                    new Problem(field, "the password has fewer than 5 different characters"));
        }
        return Optional.empty();
    }

    private <T> Optional<T> bounded(Supplier<T> work) {
        try {
            if (!hashing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            hashing.release();
        }
    }
}
