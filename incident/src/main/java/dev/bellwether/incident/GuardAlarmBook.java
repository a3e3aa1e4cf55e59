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

/// Takes the guard's alarms into the journal: one line when an alarm is raised, when it says more,
/// and when it is over. It is remembered which are open, so that a guard that was started again
/// goes on with the incident it began. Safe for many threads.
final class GuardAlarmBook implements GuardAlarms {
    private static final Documents<Kept> ALARMS =
            Documents.in("guard_alarm", "incident", Kept.class);
    private static final Actor GUARD = Actor.automation("guard", "The guard");

    private final Store store;

    GuardAlarmBook(Store store) {
        this.store = store;
    }

    /// A row of `guard_alarm`.
    record Kept(IncidentId incident, GuardAlarm alarm) {}

    @Override
    public void raise(GuardAlarm alarm) {
        store.run(tx -> {
            Turn.take(tx, alarm.organization());
            Optional<Kept> open = open(tx, alarm.organization(), alarm.key());
            if (open.filter(one -> isSame(one.alarm(), alarm)).isPresent()) {
                return;
            }
            IncidentId incident =
                    open.map(Kept::incident).orElseGet(() -> new IncidentId(tx.newId()));
            save(tx, new Kept(incident, alarm), true);
            say(
                    tx,
                    alarm,
                    incident,
                    open.isPresent() ? GuardSignal.What.CHANGED : GuardSignal.What.RAISED);
        });
    }

    @Override
    public void end(OrganizationId organization, String key) {
        store.run(tx -> {
            Turn.take(tx, organization);
            open(tx, organization, key)
                    .ifPresent(one -> {
                        save(tx, one, false);
                        say(tx, one.alarm(), one.incident(), GuardSignal.What.ENDED);
                    });
        });
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
