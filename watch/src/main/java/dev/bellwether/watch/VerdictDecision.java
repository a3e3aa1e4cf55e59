package dev.bellwether.watch;

import java.util.List;

/// Where the verdict stands after an event, and what that asks for.
public record VerdictDecision(VerdictState state, List<VerdictEffect> effects) {
    public VerdictDecision {
        effects = List.copyOf(effects);
    }

    static VerdictDecision keep(VerdictState state) {
        return new VerdictDecision(state, List.of());
    }
}
