package dev.bellwether.guard;

/// Whether a query went to disk with what did not fit in its memory, as far as its node told.
public enum Spill {
    /// It was seen to.
    YES,
    /// It had not, when it was last seen.
    NO,
    /// It was too short to be seen, or its node does not tell.
    UNKNOWN;

    /// Of several runs of one query, or several looks at one run.
    Spill and(Spill later) {
        return this == YES || later == UNKNOWN ? this : later;
    }
}
