package dev.bellwether.watch;

import dev.bellwether.model.Timings;

/// Takes a probe's time apart. Belongs to one thread. Phases that happen again after a redirect add
/// up.
final class Stopwatch {
    enum Phase {
        DNS,
        CONNECT,
        TLS,
        FIRST_BYTE,
        BODY
    }

    private final long start = System.nanoTime();
    private final long[] spent = {-1, -1, -1, -1, -1};
    private long mark = start;

    /// What follows belongs to the next phase.
    void start() {
        mark = System.nanoTime();
    }

    /// What passed since [#start] belongs to this phase.
    void stop(Phase phase) {
        long now = System.nanoTime();
        int i = phase.ordinal();
        spent[i] = Math.max(0, spent[i]) + (now - mark) / 1_000;
        mark = now;
    }

    Timings timings() {
        return new Timings(
                spent[0],
                spent[1],
                spent[2],
                spent[3],
                spent[4],
                (System.nanoTime() - start) / 1_000);
    }
}
