package dev.bellwether.oncall;

import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Seals the addresses of policies that a build before kept open, once after the start, some at a
/// time; and looks again each day, for such a build may run beside this one. Lines of the journal
/// stay as they were written.
final class PolicySeals implements Job {
    private static final Duration LOOK_AGAIN = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int BATCH = 50;

    private final Store store;
    private final Places places;
    private Optional<EscalationPolicy> seen = Optional.empty();
    private Instant next = Instant.EPOCH;

    PolicySeals(Store store, Places places) {
        this.store = store;
        this.places = places;
    }

    @Override
    public String name() {
        return "policy-seals";
    }

    @Override
    public synchronized Instant run(Instant now) {
        if (now.isBefore(next)) {
            return next;
        }
        try {
            List<EscalationPolicy> some = store.read(sql -> PolicyRows.after(sql, seen, BATCH));
            some.stream().filter(policy -> !places.isSealed(policy)).forEach(this::seal);
            boolean more = some.size() == BATCH;
            seen = more ? Optional.of(some.getLast()) : Optional.empty();
            next = now.plus(more ? SOON : LOOK_AGAIN);
        } catch (StoreUnavailable e) {
            next = now.plus(SOON);
        }
        return next;
    }

    /// As it stands by now: somebody may have saved it meanwhile.
    private void seal(EscalationPolicy policy) {
        store.run(tx ->
                PolicyRows.hold(tx, policy.organization(), policy.id())
                        .filter(held -> !places.isSealed(held))
                        .ifPresent(held -> PolicyRows.save(tx.sql(), places.sealed(held))));
    }
}
