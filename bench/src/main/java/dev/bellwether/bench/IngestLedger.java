package dev.bellwether.bench;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/// Which batches are to be sent, which were answered, and which must be sent again. Safe for many
/// threads.
final class IngestLedger {
    private final BitSet acknowledged = new BitSet();
    private final ArrayDeque<Integer> unanswered = new ArrayDeque<>();
    private int next;
    private int repeats;
    private int sentAgain;
    private int refused;

    /// The number of a batch to be sent: first those that were not answered.
    synchronized int take() {
        Integer again = unanswered.poll();
        if (again == null) {
            return next++;
        }
        sentAgain++;
        return again;
    }

    /// A batch that was acknowledged before, to be sent once more on purpose.
    synchronized int takeRepeat(RandomGenerator random) {
        int at = acknowledged.previousSetBit(random.nextInt(Math.max(1, next)));
        if (at < 0) {
            return take();
        }
        repeats++;
        return at;
    }

    synchronized void acknowledged(int batch) {
        acknowledged.set(batch);
    }

    /// No answer came: it may have been kept or not. A repeat was acknowledged before, and stays
    /// so.
    synchronized void unanswered(int batch) {
        if (!acknowledged.get(batch)) {
            unanswered.add(batch);
        }
    }

    /// It was answered, and not by a 200 for all rows.
    synchronized void refused(int batch) {
        refused++;
        unanswered(batch);
    }

    synchronized boolean hasUnanswered() {
        return !unanswered.isEmpty();
    }

    /// A copy.
    synchronized BitSet allAcknowledged() {
        return (BitSet) acknowledged.clone();
    }

    synchronized int count() {
        return acknowledged.cardinality();
    }

    synchronized int repeats() {
        return repeats;
    }

    synchronized int sentAgain() {
        return sentAgain;
    }

    synchronized int refusals() {
        return refused;
    }
}
