package dev.bellwether.api;

import dev.bellwether.experiment.Outcome;
import dev.bellwether.experiment.PlainValue;
import dev.bellwether.experiment.Reason;
import dev.bellwether.experiment.SiteFlags;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The outcomes of a set in OFREP's words, each written once: an answer is made of pieces that are
/// there. Never changed once it is made.
final class OfrepPieces {
    /// @param json of one flag
    /// @param mark stands for it in the mark of an answer
    /// @param campaign empty when nobody was exposed to one
    record Piece(byte[] json, long mark, String campaign) {}

    private final SiteFlags flags;
    private final Map<Outcome, Piece> pieces = new IdentityHashMap<>();

    OfrepPieces(SiteFlags flags) {
        this.flags = flags;
        for (Outcome outcome : flags.evaluator(true).outcomes()) {
            pieces.put(outcome, piece(outcome));
        }
    }

    boolean isOf(SiteFlags other) {
        return flags == other;
    }

    Piece of(Outcome outcome) {
        return Objects.requireNonNull(pieces.get(outcome));
    }

    private Piece piece(Outcome outcome) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("key", outcome.flag());
        said.put("value", PlainValue.of(outcome.value()));
        said.put("variant", outcome.variation());
        said.put("reason", reason(outcome));
        said.put("metadata", metadata(outcome.reason()));
        byte[] json = InboundJson.bytes(said);
        String campaign =
                outcome.reason() instanceof Reason.Divided(var rule, var name) ? name : "";
        return new Piece(json, mark(json), campaign);
    }

    private static long mark(byte[] json) {
        long mark = Arrays.hashCode(json);
        for (byte one : json) {
            mark = (mark ^ one) * 0x100000001B3L;
        }
        return mark;
    }

    private String reason(Outcome outcome) {
        return switch (outcome.reason()) {
            case Reason.SwitchedOff() -> "DISABLED";
            case Reason.Targeted targeted -> "TARGETING_MATCH";
            case Reason.Divided divided -> "SPLIT";
            case Reason.HeldOut heldOut -> "SPLIT";
            case Reason.Otherwise() -> hasRules(outcome.flag()) ? "UNKNOWN" : "STATIC";
        };
    }

    private boolean hasRules(String key) {
        return flags.flag(key).map(kept -> !kept.flag().rules().isEmpty()).orElse(false);
    }

    /// By which a hook can tell of exposures itself, and people see why.
    private static Map<String, Object> metadata(Reason reason) {
        return switch (reason) {
            case Reason.SwitchedOff() -> Map.of("why", "the flag is off");
            case Reason.Targeted(var rule) ->
                    ordered("why", "the rule takes the visitor", "rule", rule);
            case Reason.Divided(var rule, var campaign) ->
                    ordered("why", "the campaign divides", "rule", rule, "campaign", campaign);
            case Reason.HeldOut(var rule, var campaign, var holdout) ->
                    ordered(
                            "why",
                            "a holdout keeps the visitor out",
                            "rule",
                            rule,
                            "heldOutOf",
                            campaign,
                            "holdout",
                            holdout);
            case Reason.Otherwise() -> Map.of("why", "no rule takes the visitor");
        };
    }

    private static Map<String, Object> ordered(String... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<String> all = List.of(pairs);
        for (int i = 0; i < all.size(); i += 2) {
            map.put(all.get(i), all.get(i + 1));
        }
        return map;
    }
}
