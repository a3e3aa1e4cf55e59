package dev.bellwether.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which variation a visitor gets: the pure function `(set, visitor, now)` to [Outcome], in process
/// and far below a microsecond. Immutable and safe for many threads; made anew when the set
/// changes.
public final class Evaluator {
    private final Map<String, CompiledFlag> flags;

    private Evaluator(Map<String, CompiledFlag> flags) {
        this.flags = flags;
    }

    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong with the set
    public static Evaluator of(FlagSet set) {
        FlagSetRules.refuse(set);
        return new Evaluator(Compiler.compile(set));
    }

    /// Empty when there is no such flag.
    public Optional<Outcome> evaluate(String flag, Visitor visitor, Instant now) {
        return Optional.ofNullable(flags.get(flag)).map(found -> found.evaluate(visitor, now));
    }

    /// Of all flags, in the order of the set.
    public List<Outcome> evaluateAll(Visitor visitor, Instant now) {
        return flags.values().stream().map(flag -> flag.evaluate(visitor, now)).toList();
    }

    /// The same outcome, with what each rule said; empty when there is no such flag.
    public Optional<Explanation> explain(String flag, Visitor visitor, Instant now) {
        return Optional.ofNullable(flags.get(flag)).map(found -> found.explain(visitor, now));
    }
}
