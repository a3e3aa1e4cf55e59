package dev.bellwether.notify;

import java.util.concurrent.atomic.LongAdder;

/// What came of a channel's attempts since the start.
final class Counters {
    private final LongAdder delivered = new LongAdder();
    private final LongAdder triedAgain = new LongAdder();
    private final LongAdder gaveUp = new LongAdder();
    private final LongAdder possibleDuplicates = new LongAdder();

    void count(Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered _, Outcome.Sent _ -> delivered.increment();
            case Outcome.TryAgain _ -> triedAgain.increment();
            case Outcome.GiveUp _ -> gaveUp.increment();
        }
    }

    void possibleDuplicate() {
        possibleDuplicates.increment();
    }

    NotifyMetrics.OfChannel snapshot(int underWay) {
        return new NotifyMetrics.OfChannel(
                underWay,
                delivered.sum(),
                triedAgain.sum(),
                gaveUp.sum(),
                possibleDuplicates.sum());
    }
}
