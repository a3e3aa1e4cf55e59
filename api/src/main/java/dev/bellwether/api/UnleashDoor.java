package dev.bellwether.api;

import dev.bellwether.experiment.SiteFlags;
import dev.bellwether.experiment.Translation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Unleash's clients ask of their server: toggles with their strategies. What they register
/// and count is taken and not kept: counts of yes and no say of no visitor what they were given.
///
/// A flag that Unleash's strategies cannot say is left out, and named in `leftOut`.
final class UnleashDoor implements FlagProtocol {
    private static final String FEATURES = "/api/client/features";
    private static final List<String> TAKEN =
            List.of("/api/client/register", "/api/client/metrics");

    private final FlagPayloads payloads;

    UnleashDoor(InstantSource clock) {
        this.payloads = new FlagPayloads(UnleashDoor::features, clock);
    }

    @Override
    public @Nullable String keyIn(String method, FlagAsk ask) {
        boolean isOurs =
                method.equals("GET") && ask.path().equals(FEATURES)
                        || method.equals("POST") && TAKEN.contains(ask.path());
        return isOurs ? "" : null;
    }

    @Override
    public FlagReply answer(FlagAsk ask, FlagCaller caller) {
        return ask.path().equals(FEATURES)
                ? payloads.reply(ask, caller).with("Unleash-Client-Spec", "5.2.0")
                : FlagReply.empty(202);
    }

    @Override
    public FlagReply refused(FlagAsk ask, int status, String why) {
        return FlagReply.of(status, Map.of("name", "Refused", "message", why));
    }

    private static Object features(FlagCaller caller, Instant now) {
        SiteFlags flags = caller.flags();
        Translation said = Translation.unleash(flags.flags(caller.trusted()), flags.set(), now);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", 2);
        document.put("features", said.features().values());
        document.put("segments", List.of());
        document.put("leftOut", said.leftOut());
        return document;
    }
}
