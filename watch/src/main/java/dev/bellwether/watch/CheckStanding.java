package dev.bellwether.watch;

import dev.bellwether.model.Status;

/// Where a check stands, as lists tell them apart, the worst first.
public enum CheckStanding {
    DOWN,
    DEGRADED,
    /// Nothing is known: no result yet, or no place could tell.
    UNKNOWN,
    UP,
    PAUSED;

    static CheckStanding of(VerdictState state) {
        return switch (state.settled()) {
            case UNKNOWN -> UNKNOWN;
            case DOWN, RECOVERING -> DOWN;
            case FLAPPING -> DEGRADED;
            case UP, SUSPECT -> state.status() == Status.OPERATIONAL ? UP : DEGRADED;
        };
    }
}
