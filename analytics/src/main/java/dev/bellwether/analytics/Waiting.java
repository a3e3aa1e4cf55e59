package dev.bellwether.analytics;

import dev.bellwether.model.ProbeResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Results that wait to be written: a bounded line. A result leaves it only when it is on disk;
/// when it is full, what comes is dropped and counted.
final class Waiting {
    private final int capacity;
    private final ArrayDeque<ProbeResult> line = new ArrayDeque<>();
    private long lost;

    Waiting(int capacity) {
        this.capacity = capacity;
    }

    /// False when the line is full and the result was dropped.
    synchronized boolean add(ProbeResult result) {
        if (line.size() >= capacity) {
            lost++;
            return false;
        }
        line.add(result);
        return true;
    }

    /// Up to `limit` results from the head; they stay.
    synchronized List<ProbeResult> head(int limit) {
        return line.stream().limit(limit).toList();
    }

    /// Takes the first `count` away: they are written.
    synchronized void written(int count) {
        for (int i = 0; i < count; i++) {
            line.remove();
        }
    }

    /// The newest that fit, newest first.
    synchronized List<ProbeResult> newest(Predicate<ProbeResult> fits, int limit) {
        var found = new ArrayList<ProbeResult>();
        for (var each = line.descendingIterator(); each.hasNext() && found.size() < limit; ) {
            ProbeResult result = each.next();
            if (fits.test(result)) {
                found.add(result);
            }
        }
        return found;
    }

    synchronized int size() {
        return line.size();
    }

    synchronized long lost() {
        return lost;
    }
}
