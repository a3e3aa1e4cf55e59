package dev.bellwether.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Reactions that take lines in the transaction that wrote them, while it is under way: so a
/// verdict, its incident, the alert and the page that is due are one commit.
///
/// Only a reaction that has taken everything before takes part, and only what is new. It moves its
/// cursor as ever, so each line is taken once, whichever way. When one fails, all that the
/// reactions did in this round is undone; the lines they were about stay, and each takes them in a
/// transaction of its own, where its failure is its own too. Lines that reactions write are taken
/// in the same round, until it is quiet or its time is over. Then clocks do what those lines made
/// due ([Sequel]), which may go on in the same way.
///
/// For SQLite, where one process writes and knows each line. Belongs to the thread that writes.
final class AtOnce {
    private final List<Reactor> reactors;
    private final List<Sequel> sequels;
    private final Tail tail;
    private final List<Written> lines;

    /// How many of the lines each that takes part has seen.
    private final Map<Reactor, Integer> seen = new LinkedHashMap<>();

    private final Map<Reactor, Progress.Event> taken = new LinkedHashMap<>();
    private final List<Runnable> effects = new ArrayList<>();
    private final int given;

    /// @param reactors those that take part if they can
    /// @param sequels what is done when they are quiet
    /// @param tail all lines that are durable
    /// @param lines what was written after them, in order; not empty
    AtOnce(List<Reactor> reactors, List<Sequel> sequels, Tail tail, List<Written> lines) {
        this.reactors = reactors;
        this.sequels = sequels;
        this.tail = tail;
        this.lines = new ArrayList<>(lines);
        this.given = lines.size();
    }

    /// Whether a line concerns one that can take it now.
    boolean isWanted() {
        for (Reactor reactor : reactors) {
            if (reactor.hasTakenAllBefore(lines.getFirst().seq(), tail)) {
                seen.put(reactor, 0);
            }
        }
        return seen.keySet().stream().anyMatch(reactor -> lines.stream().anyMatch(reactor::wants));
    }

    /// @param end by [System#nanoTime]
    void run(Handle handle, InstantSource clock, long end) {
        int called = 0;
        while (react(handle, clock, end) && called < lines.size()) {
            List<Written> fresh = List.copyOf(lines.subList(called, lines.size()));
            called = lines.size();
            for (Sequel sequel : sequels) {
                if (fresh.stream().anyMatch(one -> sequel.isCalledBy().test(one.line().fact()))) {
                    var tx = new Tx(handle, clock.instant(), "");
                    sequel.work().accept(tx);
                    add(tx);
                }
            }
        }
    }

    /// False when it is late, or somebody could not take all.
    private boolean react(Handle handle, InstantSource clock, long end) {
        boolean isQuiet;
        do {
            isQuiet = true;
            for (Reactor reactor : seen.keySet()) {
                List<Written> next = List.copyOf(lines.subList(seen.get(reactor), lines.size()));
                if (next.stream().noneMatch(reactor::wants)) {
                    continue;
                }
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                var tx = new Tx(handle, clock.instant(), "");
                Progress.Event.TakenAtOnce took = reactor.takeAtOnce(tx, next, end);
                add(tx);
                taken.put(reactor, took);
                if (took.reached() < next.getLast().seq()) {
                    return false;
                }
                seen.put(reactor, seen.get(reactor) + next.size());
                isQuiet = false;
            }
        } while (!isQuiet);
        return System.nanoTime() - end <= 0;
    }

    private void add(Tx tx) {
        lines.addAll(tx.flush());
        effects.addAll(tx.effects());
    }

    /// What it left behind, beside the lines it was given.
    <T> Committed<T> with(Committed<T> before) {
        var all = new ArrayList<>(before.lines());
        all.addAll(lines.subList(given, lines.size()));
        var then = new ArrayList<>(before.afterCommit());
        then.addAll(effects);
        return new Committed<>(before.value(), List.copyOf(all), List.copyOf(then));
    }

    /// It is durable.
    void succeed() {
        taken.forEach(Reactor::happened);
    }
}
