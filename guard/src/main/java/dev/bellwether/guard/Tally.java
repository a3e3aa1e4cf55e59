package dev.bellwether.guard;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// How often things happened. Safe for several threads.
final class Tally {
    /// What is counted; see [GuardStatus.Counts].
    enum Of {
        QUERY,
        WAITED,
        REFUSED,
        BLOCKED,
        RAN_OUT,
        AGAIN,
        CLAMPED,
        LEFT,
        SHARED,
        STALE,
        QUARANTINED,
        WOULD_WAIT,
        WOULD_REFUSE
    }

    private final Map<Of, LongAdder> counts = new EnumMap<>(Of.class);

    Tally() {
        for (Of one : Of.values()) {
            counts.put(one, new LongAdder());
        }
    }

    void add(Of what) {
        Objects.requireNonNull(counts.get(what)).increment();
    }

    private long of(Of what) {
        return Objects.requireNonNull(counts.get(what)).sum();
    }

    GuardStatus.Counts counts(long killed) {
        return new GuardStatus.Counts(
                of(Of.QUERY),
                of(Of.WAITED),
                of(Of.REFUSED),
                of(Of.BLOCKED),
                of(Of.RAN_OUT),
                of(Of.AGAIN),
                of(Of.CLAMPED),
                of(Of.LEFT),
                killed,
                of(Of.SHARED),
                of(Of.STALE),
                of(Of.QUARANTINED),
                of(Of.WOULD_WAIT),
                of(Of.WOULD_REFUSE));
    }
}
