package dev.bellwether.guard;

import dev.bellwether.guard.Parts.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A made-up world of several guards before one node, on virtual time: requests that are lost or
/// late on the way there and back, a table that is away, guards that are killed, stopped and go on,
/// and clocks that run apart. Queries take their time to reach the node, and run on when their
/// guard is dead.
final class PartHistory {
    static final String NODE = "node";
    static final long WHOLE = 1_000;

    static final PartTerms TERMS =
            new PartTerms(
                    Duration.ofMillis(10_000),
                    Duration.ofMillis(60_000),
                    Duration.ofMillis(20_000),
                    Duration.ofMillis(75_000),
                    Duration.ofMillis(5_000));

    private static final long BEAT = 1_000;

    /// How long a query may be on its way, milliseconds; below each pair of terms by more than the
    /// clocks run apart.
    private static final long ON_ITS_WAY = 4_000;

    /// How a guard does its part; a wrong one is to be caught.
    enum Guarding {
        RIGHT,
        /// Counts its term from the answer, not from before the request.
        TERM_FROM_THE_ANSWER,
        /// Takes what a silent guard had without a look at what runs for it.
        TAKES_WHILE_QUERIES_RUN,
        /// Takes at once when a row stands still for a moment.
        TAKES_BEFORE_THE_TERM,
        /// Looks at the node before the other's term is over.
        LOOKS_TOO_EARLY,
        /// Lowers its row although its running caps do not fit.
        SHRINKS_BEFORE_CAPS_FIT,
        /// Takes any answer for that to its last request.
        BELIEVES_OLD_ANSWERS,
        /// Does not ask the time when it was stopped and goes on.
        NEVER_LAPSES
    }

    private record Event(long at, long order, Runnable what) {}

    private record Query(long id, String guard, long cap) {}

    private final Random random;
    private final Guarding how;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>((a, b) ->
                    a.at() != b.at()
                            ? Long.compare(a.at(), b.at())
                            : Long.compare(a.order(), b.order()));
    private final Map<String, Man> men = new HashMap<>();
    private final Set<Query> upstream = new HashSet<>();
    private final Set<Query> shown = new HashSet<>();
    private List<PartRow> table = List.of();
    private boolean isAway;
    private boolean isCalm;
    private long now;
    private long order;
    private int born;
    long began;
    long most;
    String breach = "";

    PartHistory(long seed, Guarding how) {
        this.random = new Random(seed);
        this.how = how;
    }

    private PartTerms terms() {
        return how == Guarding.TAKES_BEFORE_THE_TERM
                ? new PartTerms(
                        TERMS.lease(),
                        TERMS.keep(),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3),
                        TERMS.reborn())
                : TERMS;
    }

    /// A guard's process.
    private final class Man {
        final String id;
        final double rate;
        final long skew;
        Parts parts;
        boolean isDead;
        long stoppedUntil;
        int hunger;
        final Set<Query> ledger = new HashSet<>();

        Man(String home) {
            this.id = "g" + born++;
            this.rate = 1 + (random.nextDouble() - 0.5) / 50;
            this.skew = random.nextLong(1_000_000);
            this.parts = Parts.of(terms(), id, home);
            this.hunger = random.nextInt(4);
        }

        /// Its own steady clock.
        long clock() {
            return (long) ((now + skew) * rate * 1e6);
        }

        long running() {
            return ledger.stream().mapToLong(Query::cap).sum();
        }

        /// Done when the process runs: what comes while it is stopped waits.
        void soon(long after, Runnable what) {
            at(
                    now + after,
                    () -> {
                        if (isDead) {
                            return;
                        }
                        if (now < stoppedUntil) {
                            soon(stoppedUntil - now, what);
                        } else {
                            what.run();
                        }
                    });
        }

        void live() {
            soon(random.nextLong(BEAT), this::beats);
            soon(random.nextLong(500), this::looks);
            soon(random.nextLong(500), this::admits);
        }

        void beats() {
            long running = how == Guarding.SHRINKS_BEFORE_CAPS_FIT ? 0 : running();
            long wanted = Math.max(WHOLE / 16, running() + hunger * 250L);
            Parts.Asking asking =
                    parts.ask(
                            Map.of(NODE, new Need(WHOLE, running, Math.min(WHOLE, wanted))),
                            clock());
            parts = asking.parts();
            long number = parts.number();
            PartBeat beat = meddled(asking.beats().getFirst());
            if (!isLost()) {
                at(
                        now + delay(),
                        () -> {
                            if (isAway) {
                                return;
                            }
                            table = PartBook.after(table, beat);
                            check("beat " + beat);
                            List<PartRow> answer = table;
                            if (!isLost()) {
                                soon(delay(), () -> hears(number, answer));
                            }
                        });
            }
            soon(BEAT, this::beats);
        }

        private PartBeat meddled(PartBeat beat) {
            var lapsed = new ArrayList<>(beat.lapsed());
            if (how == Guarding.TAKES_WHILE_QUERIES_RUN) {
                lapsed.replaceAll(one -> new PartBeat.Lapsed(one.guard(), one.beat(), 0));
            }
            return new PartBeat(
                    beat.node(),
                    beat.guard(),
                    beat.home(),
                    beat.number(),
                    beat.whole(),
                    beat.most(),
                    beat.keep(),
                    beat.wanted(),
                    lapsed);
        }

        private void hears(long number, List<PartRow> answer) {
            UnaryOperator<Parts> hearing = was -> was.answered(number, answer, clock());
            parts =
                    switch (how) {
                        case TERM_FROM_THE_ANSWER -> hearing.apply(sentAt(parts, clock()));
                        case BELIEVES_OLD_ANSWERS ->
                                parts.answered(parts.number(), answer, clock());
                        case RIGHT,
                                TAKES_WHILE_QUERIES_RUN,
                                TAKES_BEFORE_THE_TERM,
                                LOOKS_TOO_EARLY,
                                SHRINKS_BEFORE_CAPS_FIT,
                                NEVER_LAPSES ->
                                hearing.apply(parts);
                    };
        }

        private static Parts sentAt(Parts parts, long at) {
            return new Parts(
                    parts.terms(),
                    parts.guard(),
                    parts.home(),
                    parts.number(),
                    at,
                    parts.mine(),
                    parts.rows(),
                    parts.watched(),
                    parts.sights());
        }

        void looks() {
            long asked =
                    how == Guarding.LOOKS_TOO_EARLY ? clock() + TERMS.end().toNanos() : clock();
            var caps = new HashMap<String, Long>();
            shown.forEach(one -> caps.merge(one.guard(), one.cap(), Long::sum));
            long took = isCalm ? 50 : random.nextLong(2_000);
            soon(
                    took,
                    () -> {
                        parts = parts.saw(NODE, asked, caps);
                        soon(how == Guarding.LOOKS_TOO_EARLY ? 30_000 : 500, this::looks);
                    });
        }

        void admits() {
            long usable =
                    how == Guarding.NEVER_LAPSES
                            ? parts.mine().containsKey(NODE) ? parts.mine().get(NODE).bytes() : 0
                            : parts.usable(NODE, clock());
            for (int i = 0; i < hunger; i++) {
                long cap = 1 + random.nextLong(Math.max(1, parts.reach(NODE, clock()) / 2 + 1));
                if (running() + cap <= usable) {
                    sends(new Query(order++, id, cap));
                }
            }
            soon(1 + random.nextLong(1_500), this::admits);
        }

        void sends(Query query) {
            ledger.add(query);
            upstream.add(query);
            began++;
            check("query " + query);
            at(
                    now + 1 + random.nextLong(ON_ITS_WAY),
                    () -> {
                        shown.add(query);
                        long takes = random.nextInt(10) == 0 && !isCalm ? 90_000 : 3_000;
                        at(
                                now + 1 + random.nextLong(takes),
                                () -> {
                                    shown.remove(query);
                                    upstream.remove(query);
                                    soon(delay(), () -> ledger.remove(query));
                                });
                    });
        }
    }

    private void check(String last) {
        long sum = upstream.stream().mapToLong(Query::cap).sum();
        most = Math.max(most, sum);
        if (sum > WHOLE && breach.isEmpty()) {
            breach = "at %d ms caps are %d of %d, after %s".formatted(now, sum, WHOLE, last);
        }
        long given = table.stream().mapToLong(PartRow::bytes).sum();
        if (given > WHOLE && breach.isEmpty()) {
            breach =
                    "at %d ms the table gives %d of %d after %s".formatted(now, given, WHOLE, last);
        }
    }

    private void at(long when, Runnable what) {
        events.add(new Event(when, order++, what));
    }

    private boolean isLost() {
        return !isCalm && random.nextInt(6) == 0;
    }

    private long delay() {
        return isCalm
                ? 5
                : switch (random.nextInt(12)) {
                    case 0 -> random.nextLong(30_000);
                    case 1, 2 -> random.nextLong(9_000);
                    default -> random.nextLong(300);
                };
    }

    private void meddle() {
        List<Man> alive =
                men.values().stream()
                        .filter(man -> !man.isDead)
                        .sorted((a, b) -> a.id.compareTo(b.id))
                        .toList();
        Man one = alive.get(random.nextInt(alive.size()));
        switch (random.nextInt(8)) {
            case 0 -> {
                one.isDead = true;
                join(random.nextInt(3) == 0 ? "elsewhere" + born : one.parts.home());
            }
            case 1, 2 -> one.stoppedUntil = now + random.nextLong(100_000);
            case 3 -> {
                isAway = true;
                at(now + random.nextLong(40_000), () -> isAway = false);
            }
            case 4 -> {
                if (alive.size() < 4) {
                    join("home" + born);
                }
            }
            default -> one.hunger = random.nextInt(4);
        }
        at(
                now + random.nextLong(15_000),
                () -> {
                    if (!isCalm) {
                        meddle();
                    }
                });
    }

    private Man join(String home) {
        var man = new Man(home);
        men.put(man.id, man);
        man.live();
        return man;
    }

    private void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event next = events.poll();
            now = next.at();
            next.what().run();
        }
        now = end;
    }

    /// Trouble of all kinds for so long.
    PartHistory trouble(long millis) {
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            join("home" + i);
        }
        at(5_000, this::meddle);
        runUntil(millis);
        return this;
    }

    /// From here on all goes well, and one guard is left; the bytes it has in the end.
    long oneIsLeft() {
        isCalm = true;
        isAway = false;
        Man last = join("the last one");
        men.values().stream().filter(man -> man != last).forEach(man -> man.isDead = true);
        last.hunger = 3;
        runUntil(now + 300_000);
        return last.parts.mine().get(NODE).bytes();
    }

    /// From here on all goes well, and all want all; the least that one of them has.
    long allAreHungry() {
        isCalm = true;
        isAway = false;
        men.values()
                .forEach(man -> {
                    man.stoppedUntil = 0;
                    man.hunger = 3;
                });
        runUntil(now + 300_000);
        return men.values().stream()
                .filter(man -> !man.isDead)
                .mapToLong(man -> man.parts.mine().get(NODE).bytes())
                .min()
                .orElseThrow();
    }

    long alive() {
        return men.values().stream().filter(man -> !man.isDead).count();
    }
}
