package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How nodes share the checks. A check belongs to one of [#COUNT] shards by a hash of its id, and a
/// shard to the node that scores highest for it (rendezvous hashing: Thaler and Ravishankar, 1998).
/// Every node works out the same answer from who lives, with nobody to tell it; a node that comes
/// or goes moves only its own share. Pure.
final class Shards {
    /// Enough for eight nodes to have shares of much the same size. Never change it: nodes of two
    /// versions must agree.
    static final int COUNT = 64;

    private Shards() {}

    static int of(CheckId check) {
        return (int) Math.floorMod(Beats.spread(check.value()), (long) COUNT);
    }

    /// The name of the lease of a shard.
    static String lease(int shard) {
        return "watch/%02d".formatted(shard);
    }

    static Set<String> leases(Collection<Integer> shards) {
        return shards.stream().map(Shards::lease).collect(Collectors.toSet());
    }

    static Set<Integer> all() {
        return IntStream.range(0, COUNT).boxed().collect(Collectors.toSet());
    }

    /// The shards that are `me`'s when these nodes live.
    static Set<Integer> share(String me, Collection<String> alive) {
        var mine = new TreeSet<Integer>();
        for (int shard = 0; shard < COUNT; shard++) {
            long own = score(me, shard);
            int at = shard;
            boolean best =
                    alive.stream()
                            .filter(node -> !node.equals(me))
                            .noneMatch(node -> {
                                long other = score(node, at);
                                return other > own || other == own && node.compareTo(me) > 0;
                            });
            if (best) {
                mine.add(shard);
            }
        }
        return mine;
    }

    private static long score(String node, int shard) {
        return Beats.spread(shard + "@" + node);
    }
}
