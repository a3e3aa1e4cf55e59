package dev.bellwether.api;

import dev.bellwether.experiment.Explanation;
import dev.bellwether.experiment.Exposure;
import dev.bellwether.experiment.ExposureLog;
import dev.bellwether.experiment.Outcome;
import dev.bellwether.experiment.SiteFlags;
import dev.bellwether.experiment.Visitor;
import dev.bellwether.model.SiteId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// OpenFeature's remote evaluation, OFREP 0.3: one flag, all flags with a mark by which a client is
/// told that nothing changed, and a stream that says when to ask again. Its clients tell nobody
/// what they were given, so what a campaign gave is logged here as an exposure.
final class Ofrep implements FlagProtocol {
    static final String FLAGS = "/ofrep/v1/evaluate/flags";
    static final String CONFIGURATION = "/ofrep/v1/configuration";
    static final String STREAM = "/ofrep/v1/stream";

    private static final byte[] BEGIN = "{\"flags\":[".getBytes(StandardCharsets.US_ASCII);
    private static final int INACTIVITY_SECONDS = 120;
    private static final int POLL_MILLIS = 30_000;

    private final ExposureLog exposures;
    private final InstantSource clock;
    private final ConcurrentHashMap<SiteId, OfrepPieces> made = new ConcurrentHashMap<>();

    Ofrep(ExposureLog exposures, InstantSource clock) {
        this.exposures = exposures;
        this.clock = clock;
    }

    @Override
    public @Nullable String keyIn(String method, FlagAsk ask) {
        boolean isOurs =
                switch (method) {
                    case "POST" ->
                            ask.path().equals(FLAGS)
                                    || ask.path().startsWith(FLAGS + "/")
                                            && ask.path().length() > FLAGS.length() + 1;
                    case "GET" -> ask.path().equals(CONFIGURATION) || isStream(ask.path());
                    default -> false;
                };
        return isOurs ? ask.query().getOrDefault("key", "") : null;
    }

    @Override
    public boolean isStream(String path) {
        return path.equals(STREAM);
    }

    @Override
    public FlagReply answer(FlagAsk ask, FlagCaller caller) {
        if (ask.path().equals(CONFIGURATION)) {
            return configuration(ask);
        }
        String key = ask.path().equals(FLAGS) ? "" : ask.path().substring(FLAGS.length() + 1);
        try {
            Visitor visitor = FlagContext.ofrep(ask.body());
            return key.isEmpty() ? all(ask, caller, visitor) : one(key, caller, visitor);
        } catch (FlagContext.Unreadable e) {
            return FlagReply.of(400, fault(key, e.code(), String.valueOf(e.getMessage())));
        }
    }

    @Override
    public FlagReply refused(FlagAsk ask, int status, String why) {
        return FlagReply.of(status, fault("", "GENERAL", why));
    }

    private FlagReply one(String key, FlagCaller caller, Visitor visitor) {
        Instant now = clock.instant();
        Outcome outcome = caller.evaluator().outcome(key, visitor, now);
        if (outcome == null) {
            return FlagReply.of(
                    404,
                    fault(
                            key,
                            "FLAG_NOT_FOUND",
                            "There is no such flag"
                                    + (caller.trusted()
                                            ? ""
                                            : " that is open to the site's key; open it, or ask with a"
                                                    + " token")));
        }
        if (needsKey(caller, key, visitor, now)) {
            return FlagReply.of(400, missing(key));
        }
        OfrepPieces.Piece piece = pieces(caller.flags()).of(outcome);
        expose(caller.flags(), piece, outcome, visitor, now);
        return new FlagReply(200, piece.json(), "", Map.of(), Optional.empty());
    }

    private FlagReply all(FlagAsk ask, FlagCaller caller, Visitor visitor) {
        SiteFlags flags = caller.flags();
        OfrepPieces pieces = pieces(flags);
        Instant now = clock.instant();
        var out = new ByteArrayOutputStream(16_384);
        out.writeBytes(BEGIN);
        var mark = new long[] {0};
        caller.evaluator()
                .each(
                        visitor,
                        now,
                        outcome -> {
                            if (out.size() > BEGIN.length) {
                                out.write(',');
                            }
                            if (needsKey(caller, outcome.flag(), visitor, now)) {
                                byte[] fault = InboundJson.bytes(missing(outcome.flag()));
                                out.writeBytes(fault);
                                mark[0] = mark[0] * 31 + outcome.flag().hashCode();
                                return;
                            }
                            OfrepPieces.Piece piece = pieces.of(outcome);
                            out.writeBytes(piece.json());
                            mark[0] = (mark[0] ^ piece.mark()) * 0x9E3779B97F4A7C15L;
                            expose(flags, piece, outcome, visitor, now);
                        });
        String etag = "\"" + Long.toHexString(mark[0]) + "-" + out.size() + "\"";
        out.writeBytes(end(ask, flags).getBytes(StandardCharsets.UTF_8));
        return FlagReply.marked(out.toByteArray(), etag, ask.known());
    }

    /// The stream tells nothing but that there is something new, so the site's key is enough.
    private static String end(FlagAsk ask, SiteFlags flags) {
        return "],\"metadata\":{\"revision\":"
                + flags.revision()
                + "},\"eventStreams\":[{\"type\":\"sse\",\"url\":\""
                + ask.origin()
                + STREAM
                + "?key="
                + flags.site().key()
                + "\",\"inactivityDelaySec\":"
                + INACTIVITY_SECONDS
                + "}]}";
    }

    private FlagReply configuration(FlagAsk ask) {
        byte[] body =
                InboundJson.bytes(
                        Map.of(
                                "name",
                                "Bellwether",
                                "capabilities",
                                Map.of(
                                        "cacheInvalidation",
                                        Map.of(
                                                "polling",
                                                Map.of(
                                                        "enabled",
                                                        true,
                                                        "minPollingIntervalMs",
                                                        POLL_MILLIS)),
                                        "flagEvaluation",
                                        Map.of("unsupportedTypes", List.of()))));
        return FlagReply.marked(body, "\"1\"", ask.known());
    }

    private void expose(
            SiteFlags flags,
            OfrepPieces.Piece piece,
            Outcome outcome,
            Visitor visitor,
            Instant now) {
        if (!piece.campaign().isEmpty() && !visitor.key().isEmpty()) {
            exposures.add(
                    new Exposure(
                            flags.site().id(),
                            piece.campaign(),
                            outcome.variation(),
                            visitor.key(),
                            now));
        }
    }

    /// Whether a campaign would have been asked, had there been a key.
    private static boolean needsKey(FlagCaller caller, String key, Visitor visitor, Instant now) {
        return visitor.key().isEmpty()
                && caller.evaluator()
                        .explain(key, visitor, now)
                        .map(said ->
                                said.steps().stream()
                                        .anyMatch(step -> step.said() == Explanation.Said.NO_KEY))
                        .orElse(false);
    }

    private OfrepPieces pieces(SiteFlags flags) {
        OfrepPieces known = made.get(flags.site().id());
        if (known == null || !known.isOf(flags)) {
            known = new OfrepPieces(flags);
            made.put(flags.site().id(), known);
        }
        return known;
    }

    private static Map<String, Object> missing(String key) {
        return fault(
                key,
                "TARGETING_KEY_MISSING",
                "A campaign of this flag divides its visitors; send 'targetingKey', or the attribute"
                        + " that it assigns by");
    }

    private static Map<String, Object> fault(String key, String code, String details) {
        Map<String, Object> fault = new LinkedHashMap<>();
        if (!key.isEmpty()) {
            fault.put("key", key);
        }
        fault.put("errorCode", code);
        fault.put("errorDetails", details);
        return fault;
    }
}
