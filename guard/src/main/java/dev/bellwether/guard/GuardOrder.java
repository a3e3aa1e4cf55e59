package dev.bellwether.guard;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What a person tells a running guard to do.
public sealed interface GuardOrder {
    /// From now on do so much.
    record Become(Controls.Mode mode) implements GuardOrder {}

    /// Let nothing new in, or let it in again.
    record Drain(boolean on) implements GuardOrder {}

    /// Keep queries out for a while.
    record Block(Controls.By by, String value, String why, Instant until) implements GuardOrder {}

    /// Let them in again.
    record Unblock(Controls.By by, String value) implements GuardOrder {}

    /// Hold queries apart for a while.
    ///
    /// @param feature of which alone; empty for any
    record Isolate(
            Controls.By by, String value, Optional<String> feature, String why, Instant until)
            implements GuardOrder {}

    /// Let them run with the others again.
    ///
    /// @param feature of which alone; empty for any
    record TakeOut(Controls.By by, String value, Optional<String> feature) implements GuardOrder {}

    /// Let heavy queries in that stay out because a node died twice.
    record LetHeavyIn() implements GuardOrder {}

    /// End a query, whether it waits or runs.
    record Cancel(String query) implements GuardOrder {}

    /// The same in a few words, as the audit log has it.
    default String says() {
        return switch (this) {
            case Become become -> "mode " + word(become.mode());
            case Drain drain -> drain.on() ? "drain" : "let in again";
            case Block block ->
                    "block %s %s until %s: %s"
                            .formatted(word(block.by()), block.value(), block.until(), block.why());
            case Unblock unblock -> "unblock " + word(unblock.by()) + " " + unblock.value();
            case Isolate isolate ->
                    "quarantine %s %s%s until %s: %s"
                            .formatted(
                                    word(isolate.by()),
                                    isolate.value(),
                                    of(isolate.feature()),
                                    isolate.until(),
                                    isolate.why());
            case TakeOut out ->
                    "end the quarantine of %s %s%s"
                            .formatted(word(out.by()), out.value(), of(out.feature()));
            case LetHeavyIn _ -> "let heavy queries in";
            case Cancel cancel -> "cancel query " + cancel.query();
        };
    }

    private static String of(Optional<String> feature) {
        return feature.map(name -> " of feature '" + name + "'").orElse("");
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
