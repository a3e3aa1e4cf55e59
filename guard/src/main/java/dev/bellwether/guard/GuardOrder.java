package dev.bellwether.guard;

import java.time.Instant;
import java.util.Locale;

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
            case LetHeavyIn _ -> "let heavy queries in";
            case Cancel cancel -> "cancel query " + cancel.query();
        };
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
