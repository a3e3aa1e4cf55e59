package dev.bellwether.experiment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    /// The same for some of the flags alone.
    public Evaluator only(Predicate<String> keys) {
        Map<String, CompiledFlag> some = new LinkedHashMap<>();
        flags.forEach((key, flag) -> {
            if (keys.test(key)) {
                some.put(key, flag);
            }
        });
        return new Evaluator(some);
    }

    /// All outcomes that there can be: what [#evaluate] answers is one of these very objects.
    public List<Outcome> outcomes() {
        return flags.values().stream().flatMap(flag -> flag.outcomes().stream()).toList();
    }

    /// Empty when there is no such flag.
    public Optional<Outcome> evaluate(String flag, Visitor visitor, Instant now) {
        return Optional.ofNullable(flags.get(flag)).map(found -> found.evaluate(visitor, now));
    }

    /// The same without an [Optional] around it.
    public @Nullable Outcome outcome(String flag, Visitor visitor, Instant now) {
        CompiledFlag found = flags.get(flag);
        return found == null ? null : found.evaluate(visitor, now);
    }

    /// Of each flag, in the order of the set.
    public void each(Visitor visitor, Instant now, Consumer<Outcome> taker) {
        for (CompiledFlag flag : flags.values()) {
            taker.accept(flag.evaluate(visitor, now));
        }
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
