package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Looks at what a node really has in memory, and acts before the kernel does. Pure.
///
/// Caps hold what the server tracks. What it does not track, caches that were not reckoned with and
/// queries past the guard are seen only in the resident memory of the process or its cgroup. Above
/// 85 per cent of the limit no heavy query begins, until it is below 80 again, so that it does not
/// flap. Above 92 per cent one query is ended; the next one only when that one has gone, for memory
/// comes back late, and a second victim would be one too many (Trino's low-memory killer learnt the
/// same).
///
/// @param heavyOpen whether heavy and batch queries may begin
/// @param victim the query that was told to end and has not gone yet
record Watchdog(boolean heavyOpen, Optional<Victim> victim) {
    private static final int SHUT_PERCENT = 85;
    private static final int OPEN_PERCENT = 80;
    private static final int KILL_PERCENT = 92;

    /// After which a query that does not end is no longer waited for.
    private static final Duration STUBBORN = Duration.ofSeconds(30);

    static final Watchdog CALM = new Watchdog(true, Optional.empty());

    /// A query that was told to end.
    record Victim(String id, Instant since) {}

    /// A query that runs on the node.
    ///
    /// @param bytes that it has
    /// @param held that the ledger has for it; 0 for one that did not come through the guard
    /// @param running for how long; the less, the less work is lost
    record Running(String id, long bytes, long held, Duration running) {
        private long overrun() {
            return bytes - held;
        }
    }

    /// What is seen of a node.
    ///
    /// @param limit bytes that it may have
    /// @param resident bytes that it has, caches of files apart
    /// @param queries those that may be ended; `KILL` and health checks are not among them
    record Sample(long limit, long resident, List<Running> queries) {
        public Sample {
            queries = List.copyOf(queries);
        }

        private boolean isAbove(int percent) {
            return resident > AdmissionPolicy.share(limit, percent);
        }
    }

    /// @param kill the query to end now
    record Decision(Watchdog watchdog, Optional<String> kill) {}

    Decision on(Sample sample, Instant now) {
        boolean open = heavyOpen ? !sample.isAbove(SHUT_PERCENT) : !sample.isAbove(OPEN_PERCENT);
        Optional<Victim> going =
                victim.filter(
                        one -> sample.queries().stream().anyMatch(q -> q.id().equals(one.id())));
        boolean isAwaited =
                going.filter(one -> now.isBefore(one.since().plus(STUBBORN))).isPresent();
        if (!sample.isAbove(KILL_PERCENT) || isAwaited) {
            return new Decision(new Watchdog(open, going), Optional.empty());
        }
        Optional<String> kill =
                sample.queries().stream()
                        .filter(one -> going.filter(g -> g.id().equals(one.id())).isEmpty())
                        .max(
                                Comparator.comparingLong(Running::overrun)
                                        .thenComparing(Running::running, Comparator.reverseOrder())
                                        .thenComparing(Running::id))
                        .map(Running::id);
        return new Decision(
                new Watchdog(open, kill.map(id -> new Victim(id, now)).or(() -> going)), kill);
    }
}
