package dev.bellwether.incident;

import java.util.List;

/// The next state, and what to do, in order.
record Decision(Watched watched, List<ServiceEffect> effects) {
    Decision {
        effects = List.copyOf(effects);
    }
}
