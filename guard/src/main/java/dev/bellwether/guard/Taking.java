package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one query takes while it is on its way. However often it is run, it is told once: as what
/// its last run came to, with the most that any run needed. Of its request's own thread.
///
/// A peak is what looks at the node saw, so that of a query too short to be seen is not known; one
/// that ran out of its cap needed that at least.
final class Taking {
    private static final Fingerprint NOT_UNDERSTOOD = new Fingerprint(0, "(not understood)");

    private QueryUse.End end = QueryUse.End.FAILED;
    private @Nullable Instant sent;
    private @Nullable Flight last;
    private long least;
    private boolean isApart;
    private Spill spilled = Spill.UNKNOWN;

    void sent(Flight flight) {
        sent = sent == null ? flight.since() : sent;
        last = flight;
        end = QueryUse.End.FAILED;
    }

    /// It runs in quarantine.
    void apart() {
        isApart = true;
    }

    void ranOut(Flight flight) {
        least = Math.max(least, flight.cap());
        spilled = spilled.and(flight.spilled());
        end = QueryUse.End.OUT_OF_MEMORY;
    }

    /// It may not run. One that ran out before and was to wait for more has taken what it took.
    void refused() {
        if (end != QueryUse.End.OUT_OF_MEMORY) {
            end = QueryUse.End.REFUSED;
        }
    }

    void answered() {
        end = QueryUse.End.ANSWERED;
    }

    /// All of it, once the query has ended.
    QueryUse use(Query query, Instant now) {
        Fingerprint form =
                switch (query.statement()) {
                    case Statement.Read read -> read.fingerprint();
                    case Statement.Unread _ -> NOT_UNDERSTOOD;
                };
        return new QueryUse(
                query.origin(),
                form.hash(),
                form.text(),
                end,
                Math.max(least, last == null ? 0 : last.peak()),
                last == null ? 0 : last.rows(),
                last == null ? spilled : spilled.and(last.spilled()),
                isApart,
                sent == null ? Duration.ZERO : Duration.between(sent, now));
    }
}
