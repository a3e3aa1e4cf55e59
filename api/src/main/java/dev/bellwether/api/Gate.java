package dev.bellwether.api;

import dev.bellwether.people.People;
import dev.bellwether.people.Principal;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;

/// Who asks, and not too often. Only bearer tokens are taken, never cookies: so no other site can
/// have a browser ask in its owner's name.
///
/// Whoever shows no valid token is counted by address. A valid one is never refused for what others
/// do from the same address: behind a proxy or a company's router that may be everybody.
final class Gate {
    private static final String BEARER = "Bearer ";

    private final People people;
    private final Buckets byToken;
    private final Buckets byAddress;

    Gate(People people, ApiSettings settings, InstantSource clock) {
        this.people = people;
        this.byToken = new Buckets(clock, settings.perToken());
        this.byAddress = new Buckets(clock, settings.perAddress());
    }

    /// @throws Refused without a valid token, or too fast
    Principal admit(Context context) {
        String header = Optional.ofNullable(context.header("Authorization")).orElse("");
        Optional<Principal> principal =
                header.startsWith(BEARER)
                        ? people.tokens().authenticate(header.substring(BEARER.length()).strip())
                        : Optional.empty();
        if (principal.isEmpty()) {
            byAddress.take(context.ip());
            throw Refused.unknown();
        }
        byToken.take(principal.get().organization() + "/" + principal.get().actor().id());
        return principal.get();
    }
}
