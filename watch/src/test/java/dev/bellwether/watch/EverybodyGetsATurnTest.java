package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.watch.PostedRows.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whoever sends ten thousand events waits for its own, and nobody else does.
class EverybodyGetsATurnTest {
    private static final Instant T = Instant.parse("2026-03-04T05:06:07Z");

    private final FairTurns turns = new FairTurns();

    @Test
    void aLateSenderGoesBeforeTheRestOfAStorm() {
        Queue storm = queue("acme", "loud", 1, 10_000);
        assertThat(turns.share(List.of(storm), 50, T)).containsExactly(Map.entry(storm, 50));
        Queue rest = queue("acme", "loud", 51, 9_950);
        Queue late = queue("acme", "quiet", 10_001, 1);
        assertThat(turns.share(List.of(rest, late), 50, T))
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
        assertThat(turns.share(queues, 50, T)).containsEntry(other, 25);
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
            Map<Queue, Integer> shares = turns.share(queues, most, T);
            int all = queues.stream().mapToInt(Queue::waiting).sum();
            assertThat(shares.values().stream().mapToInt(Integer::intValue).sum())
                    .as("seed %d", seed)
                    .isEqualTo(Math.min(all, most));
            shares.forEach((queue, taken) -> assertThat(taken).isBetween(1, queue.waiting()));
        }
    }

    @Test
    void whatEachSaysFirstGoesBeforeWhatAnybodySaysSecond() {
        var queues = new ArrayList<Queue>();
        for (int i = 0; i < 100; i++) {
            queues.add(queue("acme", "s" + i, i + 1, 100));
        }
        assertThat(turns.fresh(queues, T)).hasSize(100);
        assertThat(turns.firsts(queues, 60, T)).hasSize(60).containsValue(1).doesNotContainValue(2);
        List<Queue> left = turns.fresh(queues, T);
        assertThat(left).hasSize(40);
        assertThat(turns.firsts(left, 60, T)).hasSize(40);
        assertThat(turns.fresh(queues, T)).isEmpty();
    }

    @Test
    void whoHadNoTurnForAMinuteIsNewAgain() {
        List<Queue> one = List.of(queue("acme", "one", 1, 5));
        turns.firsts(one, 10, T);
        assertThat(turns.fresh(one, T)).isEmpty();
        assertThat(turns.fresh(one, T.plus(FairTurns.NEW_AGAIN).minusNanos(1))).isEmpty();
        assertThat(turns.fresh(one, T.plus(FairTurns.NEW_AGAIN))).isEqualTo(one);
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWaitForTheTimeToComeAgain() {
        List<Queue> one = List.of(queue("acme", "one", 1, 5));
        turns.firsts(one, 10, T);
        assertThat(turns.fresh(one, T.minus(Duration.ofDays(1)))).isEqualTo(one);
    }

    @Test
    void aSenderThatIsTakenAsItsTurnsComeIsNotNew() {
        List<Queue> one = List.of(queue("acme", "one", 1, 5));
        turns.share(one, 2, T);
        assertThat(turns.fresh(one, T.plusSeconds(59))).isEmpty();
    }

    /// New senders come all the time, and as many as can be decided: whoever was heard once waits a
    /// minute and a little, for then it is new itself.
    @Test
    void howeverManyNewSendersComeNobodyIsKeptOutForGood() {
        for (long seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var mine = new FairTurns();
            var waiting = new HashMap<String, ArrayDeque<Long>>();
            waiting.put("old", new ArrayDeque<>(List.of(0L, 1L, 2L)));
            long seq = 3;
            int second = 0;
            for (; waiting.containsKey("old"); second++) {
                assertThat(second).as("seed %d", seed).isLessThan(300);
                for (int i = 1 + random.nextInt(9); i > 0; i--) {
                    waiting.put("s" + seq, new ArrayDeque<>(List.of(seq++)));
                }
                Instant now = T.plusSeconds(second);
                List<Queue> queues =
                        waiting.entrySet().stream()
                                .map(one ->
                                        queue(
                                                "acme",
                                                one.getKey(),
                                                one.getValue().getFirst(),
                                                one.getValue().size()))
                                .toList();
                List<Queue> fresh = mine.fresh(queues, now);
                Map<Queue, Integer> taken =
                        fresh.isEmpty() ? mine.share(queues, 5, now) : mine.firsts(fresh, 5, now);
                taken.forEach((queue, n) -> {
                    var left = waiting.get(queue.integration().value());
                    for (int i = 0; i < n; i++) {
                        left.removeFirst();
                    }
                    if (left.isEmpty()) {
                        waiting.remove(queue.integration().value());
                    }
                });
            }
        }
    }

    @Test
    void whoHadATurnIsRememberedWithinBounds() {
        Queue first = queue("acme", "s0", 1, 1);
        for (int i = 0; i < FairTurns.MOST_KEPT; i += 100) {
            var hundred = new ArrayList<Queue>();
            for (int k = i; k < i + 100; k++) {
                hundred.add(queue("acme", "s" + k, 1, 1));
            }
            turns.share(hundred, 100, T);
        }
        turns.share(List.of(queue("globex", "one-more", 1, 1)), 1, T);
        assertThat(turns.fresh(List.of(first), T)).isEmpty();
        // One too many: all are forgotten, and whoever had no turn lately goes before nobody.
        Queue acme = queue("acme", "last", 9, 1);
        Queue globex = queue("globex", "last", 8, 1);
        assertThat(turns.share(List.of(acme, globex), 1, T)).containsOnlyKeys(globex);
        assertThat(turns.fresh(List.of(first), T)).containsExactly(first);
    }

    private void round(Map<String, Integer> waiting) {
        List<Queue> queues =
                waiting.entrySet().stream()
                        .filter(one -> one.getValue() > 0)
                        .map(one -> queue("acme", one.getKey(), 1, one.getValue()))
                        .toList();
        turns.share(queues, 50, T)
                .forEach((queue, taken) ->
                        waiting.merge(queue.integration().value(), -taken, Integer::sum));
    }

    private static Queue queue(String organization, String sender, long first, int waiting) {
        return new Queue(
                new OrganizationId(organization), new IntegrationId(sender), first, waiting);
    }
}
