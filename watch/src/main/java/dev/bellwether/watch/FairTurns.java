package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.watch.PostedRows.Queue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whose turn it is when more has come in than can be decided at once: the organization's that had
/// none for longest, and of its senders the one's that had none for longest; where that is the
/// same, the one's that waits longest. So whoever sends ten thousand waits for its own, and nobody
/// else does.
///
/// Pure but for its memory of who had a turn, which is of one process: who is not in it goes first.
final class FairTurns {
    private static final int MOST_KEPT = 20_000;

    private record Sender(OrganizationId organization, String integration) {}

    private final Map<OrganizationId, Long> organizations = new HashMap<>();
    private final Map<Sender, Long> senders = new HashMap<>();
    private long turn;

    /// How many to take of each, `most` in all; in the order of their first turns.
    Map<Queue, Integer> share(List<Queue> queues, int most) {
        if (senders.size() > MOST_KEPT || organizations.size() > MOST_KEPT) {
            senders.clear();
            organizations.clear();
        }
        var left = new ArrayList<>(queues);
        var taken = new LinkedHashMap<Queue, Integer>();
        for (int i = 0; i < most; i++) {
            Queue next = next(left);
            if (next == null) {
                break;
            }
            turn++;
            organizations.put(next.organization(), turn);
            senders.put(sender(next), turn);
            if (taken.merge(next, 1, Integer::sum) == next.waiting()) {
                left.remove(next);
            }
        }
        return taken;
    }

    private @Nullable Queue next(List<Queue> queues) {
        return queues.stream()
                .min(
                        Comparator.<Queue>comparingLong(
                                        one -> organizations.getOrDefault(one.organization(), 0L))
                                .thenComparingLong(one -> senders.getOrDefault(sender(one), 0L))
                                .thenComparingLong(Queue::first))
                .orElse(null);
    }

    private static Sender sender(Queue queue) {
        return new Sender(queue.organization(), queue.integration().value());
    }
}
