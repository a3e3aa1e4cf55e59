package dev.bellwether.people;

import java.time.Duration;

/// What became of an attempt to sign in. Whether the address has an account cannot be told from it.
public sealed interface SignInOutcome {
    /// @param token for the cookie; it is stored nowhere else
    record SignedIn(String token, Session session) implements SignInOutcome {}

    /// The address and the password do not belong together.
    record Refused() implements SignInOutcome {}

    /// Too many attempts, or too many at once: answer 429 with `Retry-After`.
    record TryLater(Duration after) implements SignInOutcome {}
}
