package dev.bellwether.people;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Role;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// API tokens: `bw_` and 43 characters, sent as `Authorization: Bearer bw_…`. Safe for many
/// threads.
public final class Tokens {
    private static final String PREFIX = "bw_";
    private static final int LONGEST = 100;
    private static final int MOST = 200;
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final Store store;
    private final InstantSource clock;
    private final SecureRandom random;

    Tokens(Store store, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /// @param scopes none that `by` has not
    /// @throws Forbidden when `by` is no owner
    /// @throws dev.bellwether.model.InvalidInput for a bad name, no scope, or an expiry gone by
    /// @throws Conflict when the organization has 200 already
    public IssuedToken issue(
            Principal by, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
        by.require(Scope.ADMIN);
        String goodName = check(by, name, scopes, expiresAt);
        String secret = PREFIX + Tokenized.fresh(random);
        return store.write(tx -> {
            Organizations.lock(tx, by.organization());
            if (ApiTokens.count(tx.sql(), by.organization()) >= MOST) {
                throw new Conflict("An organization has at most " + MOST + " tokens");
            }
            var token =
                    new ApiToken(
                            tx.newId(),
                            by.organization(),
                            goodName,
                            secret.substring(secret.length() - 4),
                            scopes,
                            by.actor(),
                            tx.now(),
                            expiresAt,
                            Optional.empty());
            ApiTokens.insert(tx, token, secret);
            tx.journal(
                    by.organization(),
                    new Audited(
                            by.actor(),
                            "token.created",
                            token.id(),
                            goodName + " " + ApiTokens.text(scopes)));
            return new IssuedToken(secret, token);
        });
    }

    private String check(
            Principal by, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
        var fields = new Fields();
        String goodName = fields.name("name", name);
        if (scopes.isEmpty()) {
            fields.add("scopes", "none is given; allowed: READ, RESPOND, WRITE, ADMIN");
        }
        scopes.stream()
                .filter(scope -> !by.may(scope))
                .forEach(scope -> fields.add("scopes", "'" + scope + "' is more than you may do"));
        expiresAt
                .filter(at -> !at.isAfter(clock.instant()))
                .ifPresent(at -> fields.add("expiresAt", "'" + at + "' has gone by"));
        fields.check();
        return goodName;
    }

    /// Who the token speaks for; empty when it was revoked, has expired or never was.
    public Optional<Principal> authenticate(String secret) {
        if (!secret.startsWith(PREFIX) || secret.length() > LONGEST) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<ApiToken> token =
                store.read(sql -> ApiTokens.find(sql, secret))
                        .filter(t -> t.expiresAt().map(now::isBefore).orElse(true));
        token.filter(t -> t.lastUsedAt().map(at -> !at.plus(TOUCH).isAfter(now)).orElse(true))
                .ifPresent(this::touch);
        return token.map(Tokens::principal);
    }

    private void touch(ApiToken token) {
        try {
            store.run(tx -> ApiTokens.touch(tx, token.id()));
        } catch (StoreUnavailable e) {
            // The token was read, and that is what was asked for; its use is written next time.
            return;
        }
    }

    private static Principal principal(ApiToken token) {
        Role role =
                token.scopes().stream()
                        .map(Scope::role)
                        .max(Comparator.naturalOrder())
                        .orElse(Role.VIEWER);
        return new Principal(
                token.organization(),
                new Actor(Actor.Kind.TOKEN, token.id(), token.name()),
                role,
                token.scopes(),
                Optional.empty());
    }

    /// The organization's tokens, the newest first; at most 200.
    public List<ApiToken> list(Principal by) {
        by.require(Scope.ADMIN);
        return store.read(sql -> ApiTokens.list(sql, by.organization(), MOST));
    }

    public void revoke(Principal by, String id) {
        by.require(Scope.ADMIN);
        store.run(tx -> {
            if (!ApiTokens.remove(tx, by.organization(), id)) {
                throw new NotFound("token", id);
            }
            tx.journal(by.organization(), new Audited(by.actor(), "token.revoked", id, ""));
        });
    }
}
