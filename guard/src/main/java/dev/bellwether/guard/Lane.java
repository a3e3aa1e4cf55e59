package dev.bellwether.guard;

/// How urgent a query is, the most urgent first.
enum Lane {
    /// Health, and `KILL`: small, and with room of their own that nothing else may take.
    URGENT,
    /// Somebody waits for it, and it is known to be small.
    INTERACTIVE,
    /// Not known yet: it runs under a small cap, all of them within a share of the room.
    PROBE,
    /// Known to be large.
    HEAVY,
    /// Nobody waits for it: it says so itself.
    BATCH,
    /// It is held apart, for it is known or thought to harm the others: behind all of them, few at
    /// once, and with little memory.
    QUARANTINE;

    /// Heavy and batch share one ceiling, so that something is always left to the others.
    boolean isHeavy() {
        return this == HEAVY || this == BATCH;
    }

    /// Whether it begins only where heavy queries may.
    boolean isRisky() {
        return isHeavy() || this == QUARANTINE;
    }
}
