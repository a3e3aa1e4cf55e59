package dev.bellwether.oncall;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Job;
import dev.bellwether.store.Documents;
import dev.bellwether.store.NextDue;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When a storm's minute is over, tells whoever was paged how many have joined since. Belongs to
/// one thread.
final class StormClock implements Job {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /// While maintenance holds the pages back.
    private static final Duration HELD = Duration.ofSeconds(30);

    private static final int BATCH = 50;

    private final Store store;
    private final NextDue nextDue;
    private final EscalationClock steps;

    /// @param steps knows who would be paged for an alert now
    StormClock(Store store, EscalationClock steps) {
        this.store = store;
        this.nextDue = NextDue.of(store, GroupRows::nextToTell, "alert_group");
        this.steps = steps;
    }

    @Override
    public String name() {
        return "storm-clock";
    }

    @Override
    public Instant run(Instant now) {
        Instant latest = now.plus(LOOK_AGAIN);
        try {
            Optional<Instant> next = nextDue.get();
            while (next.filter(at -> !at.isAfter(now)).isPresent()) {
                List<Documents.Place> due = store.read(sql -> GroupRows.toTell(sql, now, BATCH));
                due.forEach(place -> store.run(tx -> look(tx, place)));
                next = nextDue.get();
                if (due.size() < BATCH) {
                    break;
                }
            }
            return next.filter(latest::isAfter).orElse(latest);
        } catch (StoreUnavailable e) {
            return latest;
        }
    }

    private void look(Tx tx, Documents.Place place) {
        // The alert is held before the group is read, as everybody does who changes either.
        Optional<Escalating> leader =
                find(tx, place)
                        .flatMap(group -> AlertRows.hold(tx, group.organization(), group.leader()));
        find(tx, place)
                .filter(group -> group.tellAt().filter(at -> !at.isAfter(tx.now())).isPresent())
                .ifPresent(group -> tell(tx, group, leader));
    }

    private static Optional<Group> find(Tx tx, Documents.Place place) {
        return GroupRows.find(tx.sql(), place.organization(), new AlertId(place.key()));
    }

    private void tell(Tx tx, Group group, Optional<Escalating> held) {
        Optional<Escalating> leader =
                held.filter(one -> one.alert().id().equals(group.leader()))
                        .filter(one -> one.alert().isOpen())
                        .filter(_ -> hasGrown(tx, group));
        if (leader.isEmpty()) {
            GroupRows.save(tx.sql(), group.settled());
        } else if (!steps.tellAgain(tx, leader.get())) {
            GroupRows.save(tx.sql(), group.toldAgainAt(tx.now().plus(HELD)));
        } else {
            // What the telling has written of the group stays.
            GroupRows.find(tx.sql(), group.organization(), group.id())
                    .ifPresent(told -> GroupRows.save(tx.sql(), told.settled()));
        }
    }

    private static boolean hasGrown(Tx tx, Group group) {
        return GroupRows.hasGrown(tx.sql(), group, group.toldAt().orElse(Instant.EPOCH));
    }
}
