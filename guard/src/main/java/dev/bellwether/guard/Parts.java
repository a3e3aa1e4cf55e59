package dev.bellwether.guard;

import dev.bellwether.guard.PartBeat.Lapsed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What one guard knows of the parts of nodes, its own and the others'. Pure: data in, data out;
/// times are nanoseconds of this process's steady clock.
///
/// *The invariant*: at every moment what a guard takes itself to have is no more than its row has,
/// and the rows of a node together are no more than the node gives. So, whoever is dead, stopped or
/// cut off, all caps together stay within the node.
///
/// *Down before it is said, up after it is heard.* A guard lowers its part before the request that
/// lowers its row is sent, and never below its running caps; it raises it when the answer is there.
/// An answer that is lost, or late, so leaves it with less than its row. Only the answer to the
/// last request counts.
///
/// *Time is counted against whoever would gain*: a guard's own term from before it sent the last
/// request that was answered; another's from after this one saw the last change of its row. Once
/// its term is over a guard begins nothing, until it hears again. What is lapsed is taken down to
/// the caps of what the node is seen to run for it, by a look that began after the term. After Gray
/// and Cheriton, "Leases", 1989.
record Parts(
        PartTerms terms,
        String guard,
        String home,
        long number,
        long sent,
        Map<String, Mine> mine,
        List<PartRow> rows,
        Map<String, Watched> watched,
        Map<String, Sight> sights) {
    /// This guard's part of a node.
    ///
    /// @param goal down to which it lets queries end, and begins none, because others lack it
    /// @param since when the request was sent whose answer it stands on
    /// @param reach what it would get if it wanted all
    record Mine(long bytes, long goal, long kept, long since, long reach) {}

    /// Another guard's row.
    ///
    /// @param since when it was first seen at this beat, without a pause in looking
    record Watched(long beat, long since, long looked) {}

    /// What a look at a node has shown.
    ///
    /// @param asked when it began
    /// @param caps of what runs there, by guard; [Long#MAX_VALUE] where one could not be read
    record Sight(long asked, Map<String, Long> caps) {}

    /// What this guard's queries need of a node; bytes.
    ///
    /// @param whole that the node gives to queries
    /// @param running caps of what runs
    /// @param wanted by what runs and waits
    record Need(long whole, long running, long wanted) {}

    /// A state, and what is to be sent.
    record Asking(Parts parts, List<PartBeat> beats) {}

    Parts {
        mine = Map.copyOf(mine);
        rows = List.copyOf(rows);
        watched = Map.copyOf(watched);
        sights = Map.copyOf(sights);
    }

    static Parts of(PartTerms terms, String guard, String home) {
        return new Parts(terms, guard, home, 0, 0, Map.of(), List.of(), Map.of(), Map.of());
    }

    /// Bytes that this guard's caps on a node may have together now.
    long usable(String node, long now) {
        Mine part = mine.get(node);
        if (part == null) {
            return 0;
        }
        long age = now - part.since();
        return age < terms.lease().toNanos()
                ? Math.min(part.bytes(), part.goal())
                : age < terms.keep().toNanos() ? part.kept() : 0;
    }

    /// Bytes that it could have of it, as others want the rest; what a cap is cut to.
    long reach(String node, long now) {
        Mine part = mine.get(node);
        long usable = usable(node, now);
        return part == null || now - part.since() >= terms.lease().toNanos()
                ? usable
                : Math.max(usable, part.reach());
    }

    /// Whether all of its parts are its own still.
    boolean isHeard(long now) {
        return !mine.isEmpty()
                && mine.values().stream()
                        .allMatch(part -> now - part.since() < terms.lease().toNanos());
    }

    /// A sign of life that is to be sent now.
    ///
    /// @param needs by node
    Asking ask(Map<String, Need> needs, long now) {
        var lower = new HashMap<>(mine);
        var beats = new ArrayList<PartBeat>();
        needs.forEach((node, need) -> {
            Mine part = mine.getOrDefault(node, new Mine(0, 0, 0, now, 0));
            long most = Math.min(part.bytes(), Math.max(part.goal(), need.running()));
            long keep = need.whole() / 2 / Math.max(1, rows(node).size());
            if (mine.containsKey(node)) {
                long kept = Math.min(part.kept(), Math.min(keep, most));
                lower.put(node, new Mine(most, part.goal(), kept, part.since(), part.reach()));
            }
            beats.add(
                    new PartBeat(
                            node,
                            guard,
                            home,
                            number + 1,
                            need.whole(),
                            most < part.bytes() ? most : Long.MAX_VALUE,
                            keep,
                            need.wanted(),
                            lapsed(node, now)));
        });
        return new Asking(
                new Parts(terms, guard, home, number + 1, now, lower, rows, watched, sights),
                beats);
    }

    /// The rows after a request; nothing when a later one was sent meanwhile.
    Parts answered(long request, List<PartRow> answer, long now) {
        if (request != number) {
            return this;
        }
        Map<String, List<PartRow>> nodes =
                answer.stream().collect(Collectors.groupingBy(PartRow::node));
        var own = new HashMap<String, Mine>();
        var others = new HashMap<String, Watched>();
        for (PartRow row : answer) {
            if (row.guard().equals(guard)) {
                own.put(row.node(), mine(row, nodes.getOrDefault(row.node(), List.of())));
            } else {
                others.put(key(row), watch(row, now));
            }
        }
        return new Parts(terms, guard, home, number, sent, own, answer, others, sights);
    }

    private Mine mine(PartRow row, List<PartRow> there) {
        long goal =
                Math.max(
                        PartBook.target(there, guard),
                        row.bytes() - PartBook.lacking(there, guard));
        return new Mine(row.bytes(), goal, row.kept(), sent, PartBook.reach(there, guard));
    }

    private Watched watch(PartRow row, long now) {
        Watched before = watched.get(key(row));
        if (before != null
                && before.beat() == row.beat()
                && now - before.looked() <= terms.lapse().toNanos() / 2) {
            return new Watched(row.beat(), before.since(), now);
        }
        return new Watched(row.beat(), now, now);
    }

    private static String key(PartRow row) {
        return row.guard() + " " + row.node();
    }

    /// A look at a node has shown what runs there for guards.
    ///
    /// @param asked when it began
    Parts saw(String node, long asked, Map<String, Long> caps) {
        var all = new HashMap<>(sights);
        all.put(node, new Sight(asked, Map.copyOf(caps)));
        return new Parts(terms, guard, home, number, sent, mine, rows, watched, all);
    }

    private List<Lapsed> lapsed(String node, long now) {
        var all = new ArrayList<Lapsed>();
        Sight sight = sights.get(node);
        for (PartRow row : rows(node)) {
            Watched seen = watched.get(key(row));
            if (sight == null || seen == null || row.guard().equals(guard)) {
                continue;
            }
            long stood = Math.min(now, sight.asked()) - seen.since();
            long caps = sight.caps().getOrDefault(row.guard(), 0L);
            boolean isReborn = row.home().equals(home) && stood >= terms.reborn().toNanos();
            if (isReborn || stood >= terms.end().toNanos()) {
                all.add(new Lapsed(row.guard(), row.beat(), caps));
            } else if (stood >= terms.lapse().toNanos()) {
                all.add(new Lapsed(row.guard(), row.beat(), Math.max(row.kept(), caps)));
            }
        }
        return all;
    }

    /// The rows of a node as last heard.
    List<PartRow> rows(String node) {
        return rows.stream().filter(row -> row.node().equals(node)).toList();
    }
}
