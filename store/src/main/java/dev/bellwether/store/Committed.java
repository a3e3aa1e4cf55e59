package dev.bellwether.store;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a transaction left behind: its answer, its journal lines in order, and what to do now that
/// it is durable.
record Committed<T>(T value, List<Written> lines, List<Runnable> afterCommit) {
    private static final Logger LOG = LoggerFactory.getLogger(Committed.class);

    boolean hasLines() {
        return !lines.isEmpty();
    }

    /// One effect that fails must not keep the others from happening, nor make a transaction that
    /// is durable look as if it had failed.
    void runAfterCommit() {
        for (Runnable effect : afterCommit) {
            try {
                effect.run();
            } catch (RuntimeException e) {
                LOG.error("What was to be done after a commit failed; the commit stands", e);
            }
        }
    }
}
