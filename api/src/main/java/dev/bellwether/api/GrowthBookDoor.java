package dev.bellwether.api;

import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.KeptFlag;
import dev.bellwether.experiment.Outcome;
import dev.bellwether.experiment.PlainValue;
import dev.bellwether.experiment.Reason;
import dev.bellwether.experiment.SiteFlags;
import dev.bellwether.experiment.Translation;
import dev.bellwether.experiment.Value;
import dev.bellwether.experiment.Variation;
import dev.bellwether.experiment.Visitor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What GrowthBook's SDKs ask of their server: the features of a site with their rules
/// (`/api/features/{key}`), evaluated here (`/api/eval/{key}`), and a stream of changes
/// (`/sub/{key}`). Exposures come from the SDK, by `/track`.
///
/// A flag that GrowthBook's rules cannot say is left out of the features, and named in `leftOut`;
/// evaluated here it is as all others.
final class GrowthBookDoor implements FlagProtocol {
    private static final String FEATURES = "/api/features/";
    private static final String EVAL = "/api/eval/";
    private static final String SUB = "/sub/";

    private final InstantSource clock;
    private final FlagPayloads payloads;

    GrowthBookDoor(InstantSource clock) {
        this.clock = clock;
        this.payloads = new FlagPayloads(GrowthBookDoor::features, clock);
    }

    @Override
    public @Nullable String keyIn(String method, FlagAsk ask) {
        return switch (method) {
            case "GET" -> {
                String key = after(ask.path(), FEATURES);
                yield key == null ? after(ask.path(), SUB) : key;
            }
            case "POST" -> after(ask.path(), EVAL);
            default -> null;
        };
    }

    private static @Nullable String after(String path, String prefix) {
        return path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0
                ? path.substring(prefix.length())
                : null;
    }

    @Override
    public boolean isStream(String path) {
        return path.startsWith(SUB);
    }

    @Override
    public FlagReply answer(FlagAsk ask, FlagCaller caller) {
        if (ask.path().startsWith(FEATURES)) {
            return payloads.reply(ask, caller).with("x-sse-support", "enabled");
        }
        try {
            Visitor visitor = FlagContext.growthBook(ask.body());
            return FlagReply.of(200, evaluated(caller, visitor, clock.instant()))
                    .with("x-sse-support", "enabled");
        } catch (FlagContext.Unreadable e) {
            return FlagReply.of(400, fault(400, String.valueOf(e.getMessage())));
        }
    }

    @Override
    public FlagReply refused(FlagAsk ask, int status, String why) {
        return FlagReply.of(status, fault(status, why));
    }

    private static Map<String, Object> fault(int status, String why) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("status", status);
        fault.put("error", why);
        return fault;
    }

    private static Object features(FlagCaller caller, Instant now) {
        SiteFlags flags = caller.flags();
        Translation said = Translation.growthBook(flags.flags(caller.trusted()), flags.set(), now);
        return document(said.features(), said.leftOut(), now);
    }

    private static Map<String, Object> document(
            Map<String, Object> features, Map<String, String> leftOut, Instant now) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", 200);
        document.put("features", features);
        document.put("leftOut", leftOut);
        document.put("dateUpdated", now.toString());
        return document;
    }

    /// Each feature has the one value that this visitor gets; where a campaign gave it, the SDK is
    /// told to track that.
    private static Object evaluated(FlagCaller caller, Visitor visitor, Instant now) {
        Map<String, Object> features = new LinkedHashMap<>();
        Visitor asked = new Visitor(visitor.key(), withId(visitor));
        caller.evaluator()
                .each(
                        asked,
                        now,
                        outcome -> features.put(outcome.flag(), feature(caller, outcome, asked)));
        return document(features, Map.of(), now);
    }

    /// Rules of GrowthBook ask for `id`, and ours for the visitor's key.
    private static Map<String, Value> withId(Visitor visitor) {
        Map<String, Value> all = new LinkedHashMap<>(visitor.attributes());
        if (!visitor.key().isEmpty()) {
            all.put("id", new Value.Text(visitor.key()));
        }
        return all;
    }

    private static Object feature(FlagCaller caller, Outcome outcome, Visitor visitor) {
        Object value = PlainValue.of(outcome.value());
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("defaultValue", value);
        if (outcome.reason() instanceof Reason.Divided(var rule, var campaign)) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("id", rule);
            said.put("force", value);
            said.put("tracks", List.of(track(caller, outcome, campaign, value, visitor)));
            feature.put("rules", List.of(said));
        }
        return feature;
    }

    private static Object track(
            FlagCaller caller, Outcome outcome, String campaign, Object value, Visitor visitor) {
        List<String> names =
                caller.flags()
                        .flag(outcome.flag())
                        .map(KeptFlag::flag)
                        .map(GrowthBookDoor::names)
                        .orElse(List.of());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("inExperiment", true);
        result.put("hashUsed", true);
        result.put("hashAttribute", "id");
        result.put("hashValue", visitor.key());
        result.put("featureId", outcome.flag());
        result.put("key", outcome.variation());
        result.put("variationId", Math.max(0, names.indexOf(outcome.variation())));
        result.put("value", value);
        Map<String, Object> experiment = new LinkedHashMap<>();
        experiment.put("key", campaign);
        experiment.put("variations", names);
        return Map.of("experiment", experiment, "result", result);
    }

    private static List<String> names(Flag flag) {
        return flag.variations().stream().map(Variation::name).toList();
    }
}
