package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.GuardAlarm;
import dev.bellwether.model.GuardAlarms;
import dev.bellwether.model.GuardSignal;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Takes the guard's alarms into the journal: one line when an alarm is raised, when it says more,
/// and when it is over. It is remembered which are open, so that a guard that was started again
/// goes on with the incident it began. Safe for many threads.
final class GuardAlarmBook implements GuardAlarms {
    private static final Documents<Kept> ALARMS =
            Documents.in("guard_alarm", "incident", Kept.class);
    private static final Actor GUARD = Actor.automation("guard", "The guard");

    private static final int MOST = 1_000;

    private final Store store;
    private final String guard;

    /// @param guard whose alarms they are: its name, of those that share the database
    GuardAlarmBook(Store store, String guard) {
        this.store = store;
        this.guard = guard;
    }

    /// A row of `guard_alarm`.
    ///
    /// @param guards that say so; empty in a row of a release that did not write them down
    record Kept(IncidentId incident, GuardAlarm alarm, List<String> guards) {
        Kept {
            guards = guards == null ? List.of() : List.copyOf(guards);
        }

        Kept with(GuardAlarm said, String guard) {
            return new Kept(
                    incident,
                    said,
                    Stream.concat(guards.stream(), Stream.of(guard)).distinct().toList());
        }

        Kept without(String guard) {
            return new Kept(
                    incident, alarm, guards.stream().filter(one -> !one.equals(guard)).toList());
        }

        boolean isOf(String guard) {
            return guards.isEmpty() || guards.contains(guard);
        }
    }

    @Override
    public void raise(GuardAlarm alarm) {
        store.run(tx -> {
            Turn.take(tx, alarm.organization());
            Optional<Kept> open = open(tx, alarm.organization(), alarm.key());
            Kept kept =
                    open.orElseGet(() -> new Kept(new IncidentId(tx.newId()), alarm, List.of()))
                            .with(alarm, guard);
            if (!open.equals(Optional.of(kept))) {
                save(tx, kept, true);
            }
            if (open.filter(one -> isSame(one.alarm(), alarm)).isPresent()) {
                return;
            }
            say(
                    tx,
                    alarm,
                    kept.incident(),
                    open.isPresent() ? GuardSignal.What.CHANGED : GuardSignal.What.RAISED);
        });
    }

    @Override
    public void end(OrganizationId organization, String key) {
        store.run(tx -> {
            Turn.take(tx, organization);
            open(tx, organization, key)
                    .filter(one -> one.isOf(guard))
                    .ifPresent(one -> {
                        Kept left = one.without(guard);
                        if (!left.guards().isEmpty()) {
                            save(tx, left, true);
                            return;
                        }
                        save(tx, one, false);
                        say(tx, one.alarm(), one.incident(), GuardSignal.What.ENDED);
                    });
        });
    }

    @Override
    public List<GuardAlarm> open(OrganizationId organization) {
        return store.read(sql -> ALARMS.select(sql, organization, "AND open", MOST)).stream()
                .filter(one -> one.isOf(guard))
                .map(Kept::alarm)
                .toList();
    }

    /// Said again: nothing that anybody would read differently.
    private static boolean isSame(GuardAlarm one, GuardAlarm other) {
        return one.severity() == other.severity()
                && one.summary().equals(other.summary())
                && one.suspects().equals(other.suspects());
    }

    private static Optional<Kept> open(Tx tx, OrganizationId organization, String key) {
        List<Kept> found =
                ALARMS.select(
                        tx.sql(),
                        organization,
                        "AND open AND alarm_key = :key",
                        Map.of("key", key),
                        1);
        return found.stream().findFirst();
    }

    private static void save(Tx tx, Kept kept, boolean open) {
        ALARMS.row(kept.alarm().organization(), kept.incident(), kept)
                .with("alarm_key", kept.alarm().key())
                .with("open", open)
                .save(tx.sql());
    }

    private static void say(Tx tx, GuardAlarm alarm, IncidentId incident, GuardSignal.What what) {
        tx.journal(alarm.organization(), new GuardSignal(alarm, incident, what, GUARD));
    }
}
