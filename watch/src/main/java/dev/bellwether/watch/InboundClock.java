package dev.bellwether.watch;

import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What happens to inbound alerts without anybody saying a word: those that were not said again
/// end, those whose silence is over are raised, and the log is brought within its bounds. Belongs
/// to one thread; on several nodes each does it, and the row that is held decides.
final class InboundClock implements Job {
    /// After a start senders get this long to say again what is still so, since nobody could hear
    /// them while we were away.
    static final Duration HEARING = Duration.ofMinutes(5);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration TRIM_AGAIN = Duration.ofMinutes(1);
    private static final int BATCH = 200;

    private final Store store;
    private final InboundUpkeep upkeep;
    private final Map<OrganizationId, Set<String>> silent = new HashMap<>();
    private Optional<Instant> started = Optional.empty();
    private Instant trimAt = Instant.MIN;

    InboundClock(Store store) {
        this.store = store;
        this.upkeep = new InboundUpkeep(store);
    }

    @Override
    public String name() {
        return "inbound-clock";
    }

    @Override
    public boolean followsCommits() {
        return false;
    }

    @Override
    public Instant run(Instant now) {
        if (started.isEmpty()) {
            started = Optional.of(now);
        }
        try {
            if (!now.isBefore(started.get().plus(HEARING))) {
                expire(now);
            }
            for (OrganizationId organization : store.read(InboundRows::organizations)) {
                silences(organization, now);
            }
            if (!now.isBefore(trimAt)) {
                trimAt = now.plus(TRIM_AGAIN);
                trim(now);
            }
        } catch (StoreUnavailable e) {
            // Told by the store's health; all of it is still due.
        }
        return now.plus(LOOK_AGAIN);
    }

    private void expire(Instant now) {
        while (true) {
            List<InboundRows.Due> due = store.read(sql -> InboundRows.over(sql, now, BATCH));
            due.forEach(one -> upkeep.expire(one.organization(), one.id(), now));
            if (due.size() < BATCH) {
                return;
            }
        }
    }

    /// Looks at every open alert when the silences are others than before.
    private void silences(OrganizationId organization, Instant now) {
        List<Silence> active = store.read(sql -> Silences.active(sql, organization, now));
        Set<String> ids =
                active.stream()
                        .map(silence -> silence.id() + "/" + silence.updatedAt())
                        .collect(Collectors.toSet());
        if (ids.equals(silent.get(organization))) {
            return;
        }
        String after = "";
        List<InboundState> some;
        do {
            String from = after;
            some = store.read(sql -> InboundRows.open(sql, organization, from, BATCH));
            for (InboundState state : some) {
                upkeep.look(state, active);
                after = state.alert().incident().value();
            }
        } while (some.size() == BATCH);
        silent.put(organization, ids);
    }

    private void trim(Instant now) {
        InboundLog.TRIM.run(store, now);
        Instant before = now.minus(InboundLog.KEPT);
        while (store.write(tx -> InboundRows.forgetClosed(tx, before, BATCH)) == BATCH) {}
        store.run(tx -> Silences.forget(tx, now.minus(Silences.KEPT)));
    }
}
