package dev.bellwether.api;

import dev.bellwether.experiment.SiteFlags;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Documents of a site's flags that clients evaluate by themselves: each made once for a state of
/// the flags, and anew when the flags' own schedule says something else.
final class FlagPayloads {
    /// Makes one.
    @FunctionalInterface
    interface Maker {
        Object make(FlagCaller caller, Instant now);
    }

    private record Made(SiteFlags of, Optional<Instant> until, byte[] body, String etag) {
        boolean holds(SiteFlags flags, Instant now) {
            return of == flags && (until.isEmpty() || now.isBefore(until.get()));
        }
    }

    private final Maker maker;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Made> made = new ConcurrentHashMap<>();

    FlagPayloads(Maker maker, InstantSource clock) {
        this.maker = maker;
        this.clock = clock;
    }

    FlagReply reply(FlagAsk ask, FlagCaller caller) {
        Instant now = clock.instant();
        String whose = caller.flags().site().id() + (caller.trusted() ? " all" : " open");
        Made there = made.get(whose);
        if (there == null || !there.holds(caller.flags(), now)) {
            byte[] body = InboundJson.bytes(maker.make(caller, now));
            there = new Made(caller.flags(), caller.flags().turnsAfter(now), body, mark(body));
            made.put(whose, there);
        }
        return FlagReply.marked(there.body(), there.etag(), ask.known());
    }

    private static String mark(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "\""
                    + new String(
                                    Base64.getUrlEncoder().withoutPadding().encode(digest),
                                    StandardCharsets.US_ASCII)
                            .substring(0, 22)
                    + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
