package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.watch.PostedRows.Queue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whoever sends ten thousand events waits for its own, and nobody else does.
class EverybodyGetsATurnTest {
    private final FairTurns turns = new FairTurns();

    @Test
    void aLateSenderGoesBeforeTheRestOfAStorm() {
        Queue storm = queue("acme", "loud", 1, 10_000);
        assertThat(turns.share(List.of(storm), 50)).containsExactly(Map.entry(storm, 50));
        Queue rest = queue("acme", "loud", 51, 9_950);
        Queue late = queue("acme", "quiet", 10_001, 1);
        assertThat(turns.share(List.of(rest, late), 50))
                .containsExactly(Map.entry(late, 1), Map.entry(rest, 49));
    }

    @Test
    void anOrganizationOfAHundredSendersHasNoMoreThanOneOfOne() {
        var queues = new ArrayList<Queue>();
        for (int i = 0; i < 100; i++) {
            queues.add(queue("acme", "s" + i, i + 1, 100));
        }
        Queue other = queue("globex", "one", 20_000, 100);
        queues.add(other);
        assertThat(turns.share(queues, 50)).containsEntry(other, 25);
    }

    @Test
    void aHundredStormsDoNotKeepOneOutForLongerThanARound() {
        var waiting = new HashMap<String, Integer>();
        for (int i = 0; i < 100; i++) {
            waiting.put("s" + i, 100);
        }
        round(waiting);
        waiting.put("quiet", 1);
        for (int i = 0; i < 2; i++) {
            round(waiting);
        }
        assertThat(waiting.get("quiet")).isZero();
    }

    @Test
    void nothingIsTakenThatIsNotThereAndNothingIsLeftWhenThereIsRoom() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var queues = new ArrayList<Queue>();
            int many = 1 + random.nextInt(8);
            for (int i = 0; i < many; i++) {
                queues.add(queue("o" + random.nextInt(3), "s" + i, i, 1 + random.nextInt(9)));
            }
            int most = 1 + random.nextInt(40);
            Map<Queue, Integer> shares = turns.share(queues, most);
            int all = queues.stream().mapToInt(Queue::waiting).sum();
            assertThat(shares.values().stream().mapToInt(Integer::intValue).sum())
                    .as("seed %d", seed)
                    .isEqualTo(Math.min(all, most));
            shares.forEach((queue, taken) -> assertThat(taken).isBetween(1, queue.waiting()));
        }
    }

    private void round(Map<String, Integer> waiting) {
        List<Queue> queues =
                waiting.entrySet().stream()
                        .filter(one -> one.getValue() > 0)
                        .map(one -> queue("acme", one.getKey(), 1, one.getValue()))
                        .toList();
        turns.share(queues, 50)
                .forEach((queue, taken) ->
                        waiting.merge(queue.integration().value(), -taken, Integer::sum));
    }

    private static Queue queue(String organization, String sender, long first, int waiting) {
        return new Queue(
                new OrganizationId(organization), new IntegrationId(sender), first, waiting);
    }
}
