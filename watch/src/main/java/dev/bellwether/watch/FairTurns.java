package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.watch.PostedRows.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whose turn it is when more has come in than can be decided at once: the organization's that had
/// none for longest, and of its senders the one's that had none for longest; where that is the
/// same, the one's that waits longest. So whoever sends ten thousand waits for its own, and nobody
/// else does.
///
/// A sender that had no turn for [#NEW_AGAIN] is new, and what it says first may page somebody who
/// knows of nothing yet. What others say after that joins what they were paged for.
///
/// Pure but for its memory of who had a turn, which is of one process: who is not in it is new.
final class FairTurns {
    /// As long as on-call gathers what comes after the first alert.
    static final Duration NEW_AGAIN = Duration.ofMinutes(1);

    static final int MOST_KEPT = 20_000;

    private record Sender(OrganizationId organization, String integration) {}

    private record Had(long turn, Instant at) {
        static final Had NONE = new Had(0, Instant.MIN);

        /// A clock that was set back makes nobody wait.
        boolean isLately(Instant now) {
            return !at.isAfter(now) && at.isAfter(now.minus(NEW_AGAIN));
        }
    }

    private final Map<OrganizationId, Long> organizations = new HashMap<>();
    private final Map<Sender, Had> senders = new HashMap<>();
    private long turn;

    /// Those whose sender is new.
    List<Queue> fresh(List<Queue> queues, Instant now) {
        return queues.stream().filter(one -> !had(one).isLately(now)).toList();
    }

    /// The first of each and no more, `most` in all. Of an organization's whoever waits longest
    /// goes first: however many new ones come, they come behind it.
    Map<Queue, Integer> firsts(List<Queue> queues, int most, Instant now) {
        return share(queues, most, 1, byOrganization().thenComparingLong(Queue::first), now);
    }

    /// How many to take of each, `most` in all; in the order of their first turns.
    Map<Queue, Integer> share(List<Queue> queues, int most, Instant now) {
        return share(
                queues,
                most,
                most,
                byOrganization()
                        .thenComparingLong(one -> had(one).turn())
                        .thenComparingLong(Queue::first),
                now);
    }

    private Map<Queue, Integer> share(
            List<Queue> queues, int most, int ofEach, Comparator<Queue> order, Instant now) {
        // There are no more organizations than senders.
        if (senders.size() > MOST_KEPT) {
            senders.clear();
            organizations.clear();
        }
        var left = new ArrayList<>(queues);
        var taken = new LinkedHashMap<Queue, Integer>();
        for (int i = 0; i < most; i++) {
            if (left.isEmpty()) {
                break;
            }
            Queue next = Collections.min(left, order);
            turn++;
            organizations.put(next.organization(), turn);
            senders.put(sender(next), new Had(turn, now));
            if (taken.merge(next, 1, Integer::sum) == Math.min(ofEach, next.waiting())) {
                left.remove(next);
            }
        }
        return taken;
    }

    private Comparator<Queue> byOrganization() {
        return Comparator.comparingLong(one -> organizations.getOrDefault(one.organization(), 0L));
    }

    private Had had(Queue queue) {
        return senders.getOrDefault(sender(queue), Had.NONE);
    }

    private static Sender sender(Queue queue) {
        return new Sender(queue.organization(), queue.integration().value());
    }
}
