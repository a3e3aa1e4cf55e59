package dev.bellwether.experiment;

import dev.bellwether.model.Actor;
import dev.bellwether.model.FlagsChanged;
import dev.bellwether.model.Job;
import dev.bellwether.store.NextDue;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells what flags do by their schedule: a rollout that goes on at night may be why something
/// breaks, although nobody saved anything. Evaluation does not wait for it.
final class FlagClock implements Job {
    private static final int AT_ONCE = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Actor SCHEDULE = Actor.automation("experiment", "the flag's schedule");

    private final Store store;
    private final NextDue nextDue;

    FlagClock(Store store) {
        this.store = store;
        this.nextDue = NextDue.of(store, FlagRows::nextDue, "flag_part");
    }

    @Override
    public String name() {
        return "flags-schedule";
    }

    @Override
    public Instant run(Instant now) {
        Instant again = now.plus(LOOK_AGAIN);
        // Every commit of the house wakes it, and most are about no flag.
        Optional<Instant> next = nextDue.get();
        while (next.filter(at -> !at.isAfter(now)).isPresent()) {
            int told = store.<Integer>write(tx -> tell(tx, now));
            next = nextDue.get();
            if (told < AT_ONCE) {
                break;
            }
        }
        return next.filter(at -> at.isBefore(again)).orElse(again);
    }

    private static int tell(Tx tx, Instant now) {
        List<FlagRows.Due> due = FlagRows.due(tx, now, AT_ONCE);
        for (FlagRows.Due one : due) {
            Optional<KeptFlag> kept =
                    FlagRows.find(tx.sql(), one.site(), PartKind.FLAG, one.key())
                            .map(KeptSet::flag);
            kept.ifPresent(flag -> {
                FlagRows.hold(tx, one.site(), one.organization());
                List<String> words =
                        Timetable.between(flag.flag(), one.at().minusNanos(1_000), now);
                if (!words.isEmpty()) {
                    new FlagLines(tx, one.organization(), one.site(), SCHEDULE)
                            .flag(flag, FlagsChanged.What.TURNED, words);
                }
            });
            FlagRows.dueNext(tx, one, kept.flatMap(flag -> Timetable.next(flag.flag(), now)));
        }
        return due.size();
    }
}
