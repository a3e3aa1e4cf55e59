package dev.bellwether.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bellwether.people.Session;
import dev.bellwether.people.SignIn;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.util.Optional;

/// Who a cookie belongs to. While the database is away those seen in the last quarter of an hour
/// are remembered, so that they can still read what is in memory.
final class Sessions {
    private static final int MOST = 1_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final SignIn signIn;
    private final Cache<String, Session> seen =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    Sessions(SignIn signIn) {
        this.signIn = signIn;
    }

    Optional<Session> find(String token) {
        try {
            Optional<Session> session = signIn.session(token);
            session.ifPresentOrElse(s -> seen.put(token, s), () -> seen.invalidate(token));
            return session;
        } catch (StoreUnavailable e) {
            return Optional.ofNullable(seen.getIfPresent(token));
        }
    }

    void end(String token) {
        seen.invalidate(token);
        signIn.signOut(token);
    }
}
