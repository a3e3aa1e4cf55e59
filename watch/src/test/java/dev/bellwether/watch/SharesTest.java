package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Nodes agree who watches what without asking one another.
class SharesTest {
    @Test
    void everyShardHasOneNodeWhoeverLives() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            Set<String> nodes = nodes(random, 1 + random.nextInt(9));
            var taken = new ArrayList<Integer>();
            nodes.forEach(node -> taken.addAll(Shards.share(node, nodes)));
            assertThat(taken).as("seed %d", seed).hasSize(Shards.COUNT).doesNotHaveDuplicates();
        }
    }

    @Test
    void aNodeThatComesOrGoesMovesOnlyItsOwnShare() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            Set<String> before = nodes(random, 2 + random.nextInt(5));
            String gone = before.iterator().next();
            var after = new HashSet<>(before);
            after.remove(gone);
            for (String node : after) {
                assertThat(Shards.share(node, after))
                        .as("seed %d", seed)
                        .containsAll(Shards.share(node, before));
            }
        }
    }

    @Test
    void twoNodesShareFairlyOnTheWhole() {
        int least = Shards.COUNT;
        for (long seed = 0; seed < 300; seed++) {
            Set<String> nodes = nodes(new Random(seed), 2);
            least = Math.min(least, Shards.share(nodes.iterator().next(), nodes).size());
        }
        assertThat(least).isGreaterThan(Shards.COUNT / 5);
    }

    @Test
    void checksAreSpreadOverTheShards() {
        var counts = new int[Shards.COUNT];
        for (int i = 0; i < 10_000; i++) {
            counts[Shards.of(new CheckId("check-" + i))]++;
        }
        assertThat(java.util.Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(90, 240));
    }

    private static Set<String> nodes(Random random, int count) {
        var nodes = new HashSet<String>();
        while (nodes.size() < count) {
            nodes.add("n" + random.nextInt(1_000_000));
        }
        return Set.copyOf(List.copyOf(nodes));
    }
}
