package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Job;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.store.NextDue;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Closes the swaps that nobody answered before the first of their times began.
final class SwapClock implements Job {
    private static final Actor CLOCK = Actor.automation("oncall", "nobody answered in time");
    private static final int BATCH = 100;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Store store;
    private final NextDue nextDue;
    private final SwapNews news;

    SwapClock(Store store, SwapNews news) {
        this.store = store;
        this.nextDue = NextDue.of(store, SwapRows::nextDue, "schedule_swap");
        this.news = news;
    }

    @Override
    public String name() {
        return "swap-clock";
    }

    @Override
    public Instant run(Instant now) {
        Instant latest = now.plus(LOOK_AGAIN);
        try {
            Optional<Instant> next = nextDue.get();
            while (next.filter(at -> !at.isAfter(now)).isPresent() && expire() > 0) {
                next = nextDue.get();
            }
            return next.filter(at -> at.isAfter(now)).filter(latest::isAfter).orElse(latest);
        } catch (StoreUnavailable e) {
            return latest;
        }
    }

    private int expire() {
        return store.write(tx -> {
            List<ShiftSwap> due = SwapRows.claimDue(tx, BATCH);
            due.forEach(swap -> Swaps.answered(tx, news, swap, ShiftSwap.State.EXPIRED, CLOCK));
            return due.size();
        });
    }
}
