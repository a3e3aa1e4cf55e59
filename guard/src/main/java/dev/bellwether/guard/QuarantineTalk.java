package dev.bellwether.guard;

import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is in quarantine the same at all guards that share the nodes. While the table is away
/// each goes on with what it knows, and tells what changed when it is back.
final class QuarantineTalk {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineTalk.class);
    private static final long EVERY_MILLIS = 2_000;

    /// At a start the table may come a little later than the guard.
    private static final int TOLD_AFTER = 5;

    private final QuarantineTable table;
    private final List<String> nodes;
    private final Switch controls;
    private final InstantSource clock;
    private int failures;

    QuarantineTalk(
            QuarantineTable table, List<String> nodes, Switch controls, InstantSource clock) {
        this.table = table;
        this.nodes = List.copyOf(nodes);
        this.controls = controls;
        this.clock = clock;
    }

    /// Until it is interrupted.
    void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                talk();
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Once.
    void talk() {
        List<Quarantine> changed =
                controls.now().quarantines().stream().filter(one -> !one.isTold()).toList();
        try {
            List<Quarantine> all = table.exchange(nodes, changed);
            controls.change(now -> now.after(changed, all, clock.instant()));
            failures = 0;
        } catch (RuntimeException e) {
            if (++failures == TOLD_AFTER) {
                LOG.warn("What is in quarantine is not shared: {}", Upstream.why(e));
            }
        }
    }
}
