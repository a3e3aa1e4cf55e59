package dev.bellwether.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// API tokens: `bw_` and 43 characters, sent as `Authorization: Bearer bw_…`.
public final class Tokens {
    Tokens() {}

    /// @param scopes none that `by` has not
    public IssuedToken issue(
            Principal by, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
        throw new UnsupportedOperationException();
    }

    /// Who the token speaks for; empty when it was revoked, has expired or never was.
    public Optional<Principal> authenticate(String secret) {
        throw new UnsupportedOperationException();
    }

    /// The organization's tokens, the newest first; at most 200.
    public List<ApiToken> list(Principal by) {
        throw new UnsupportedOperationException();
    }

    public void revoke(Principal by, String id) {
        throw new UnsupportedOperationException();
    }
}
