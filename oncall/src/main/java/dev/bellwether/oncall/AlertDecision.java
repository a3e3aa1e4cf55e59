package dev.bellwether.oncall;

import java.util.List;

/// The next state, and what to do, in order.
record AlertDecision(Escalating alert, List<AlertEffect> effects) {
    AlertDecision {
        effects = List.copyOf(effects);
    }
}
