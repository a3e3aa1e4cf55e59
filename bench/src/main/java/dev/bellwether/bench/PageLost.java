package dev.bellwether.bench;

import dev.bellwether.bench.PageLostRecord.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Is a page ever lost? A process takes outages from verdict to incident, alert, mail and webhook,
/// and is killed with SIGKILL at commits of its store; it is started again until all is done. Real
/// sinks count what arrived.
///
/// A run without kills tells how many write points there are. Then each of them gets a kill, one
/// half just before the commit is durable, the other half just after: run `r` of `R` dies at write
/// points `r`, `r + R`, `r + 2R` …, counted over its lives. So each run is killed a few times, as
/// no real process ever is, and all runs together cover every write point. How many commits a run
/// takes differs a little from run to run, since SQLite's writer groups what waits: a point at
/// which a run was not killed because it had ended before is tried once more, as the only kill of a
/// run.
///
/// `-Dbellwether.page-lost.outages=50` is the short form: every write point of a shorter run, with
/// as many pages to a kill. `-Dbellwether.page-lost.runs` takes a sample: fewer runs than write
/// points leave points out, evenly, and the table says so. `-Dbellwether.page-lost.record=FILE`
/// keeps what each run came to, so that a whole measurement can be ended and gone on with.
public final class PageLost {
    /// Every write point gets a kill.
    static final int ALL = 0;

    /// Every write point of a wave of 50 outages gets a kill. The waves of a run are alike, so they
    /// share the places: the first is killed at its first, the second at its second, and so on.
    static final int OF_A_WAVE = -1;

    /// Runs that are under way at a time, each with a store and sinks of its own.
    private static final int SIDE_BY_SIDE =
            Integer.getInteger(
                    "bellwether.page-lost.side-by-side",
                    Runtime.getRuntime().availableProcessors());

    private static final int OUTAGES_TO_A_KILL = 50;

    private static final double MOST_DUPLICATES = 0.01;

    private final PrintStream out;
    private final List<PageLostHouse> houses;
    private final int outages;
    private final String name;
    private final int killsARun;
    private final String what;
    private final PageLostRecord record;

    private PageLost(
            PrintStream out, List<PageLostHouse> houses, int outages, String name, int channels)
            throws IOException {
        this.out = out;
        this.houses = houses;
        this.outages = outages;
        this.name = name;
        this.killsARun = Math.max(1, outages / OUTAGES_TO_A_KILL);
        this.what = name + " of " + outages + " outages by " + channels + " channels, write points";
        this.record = PageLostRecord.open(name, what);
    }

    /// @return 0 when the bar holds, 1 when it does not
    public static int run(PrintStream out) {
        return run(
                out,
                Integer.getInteger("bellwether.page-lost.outages", 200),
                Integer.getInteger("bellwether.page-lost.runs", 0));
    }

    /// @param runs how many, [#ALL] or [#OF_A_WAVE]
    static int run(PrintStream out, int outages, int runs) {
        return run(out, outages, runs, "page-lost", 2);
    }

    /// @param name of the bar
    /// @param channels 2: mail and webhook; 3: the person is told by webhook too, by a notification
    ///   rule two minutes later
    static int run(PrintStream out, int outages, int runs, String name, int channels) {
        try {
            Path directory = Files.createTempDirectory("page-lost");
            var houses = new ArrayList<PageLostHouse>();
            try {
                for (int i = 0; i < SIDE_BY_SIDE; i++) {
                    Path own = Files.createDirectory(directory.resolve("house" + i));
                    houses.add(new PageLostHouse(own, outages, channels));
                }
                return new PageLost(out, houses, outages, name, channels).measure(runs);
            } finally {
                houses.forEach(PageLostHouse::close);
                remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int measure(int wanted) throws IOException {
        if (record.points() == 0) {
            record.begin(what, houses.getFirst().calm());
        }
        long points = record.points();
        int all = Math.toIntExact((points + killsARun - 1) / killsARun);
        int runs =
                switch (wanted) {
                    case ALL -> all;
                    case OF_A_WAVE -> (all + killsARun - 1) / killsARun;
                    default -> Math.min(wanted, all);
                };
        // One place further in each wave: the waves share the places among them.
        int stride = wanted == OF_A_WAVE ? all + 1 : all;
        out.printf(
                "%d outages a run; %d write points from verdict to record; %d runs of %d that cover all%n",
                outages, points, runs, all);
        var numbers =
                IntStream.range(0, runs)
                        .map(i -> Math.toIntExact((long) i * all / runs))
                        .filter(run -> !record.has(run))
                        .boxed()
                        .toList();
        each(numbers, (house, run) -> house.killed(run, stride, points));
        if (runs == all) {
            onceMore();
        }
        return report(points, runs == all, wanted == OF_A_WAVE);
    }

    private long kills() {
        return record.runs().stream().mapToLong(Run::kills).sum();
    }

    /// The points that no kill came to, each as the only kill of a run.
    private void onceMore() {
        var points =
                record.runs().stream()
                        .flatMap(run -> run.unkilled().stream())
                        .filter(point -> !record.has(again(point)))
                        .toList();
        each(points, (house, point) -> house.killedOnce(again(point), point));
    }

    /// The number of the run that is made again for one write point.
    private static int again(long point) {
        return Math.toIntExact(-1 - point);
    }

    /// A run as a house makes it.
    private interface Making<T> {
        Run in(PageLostHouse house, T run) throws IOException;
    }

    /// Makes what is to be made, as many at a time as there are houses, and records it.
    private <T> void each(List<T> runs, Making<T> making) {
        var left = new ConcurrentLinkedQueue<>(runs);
        try (var threads = Executors.newFixedThreadPool(houses.size())) {
            var working =
                    houses.stream()
                            .map(house -> threads.submit(() -> work(house, left, making)))
                            .toList();
            for (Future<?> each : working) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A run could not be made", e.getCause());
        }
    }

    private <T> Void work(PageLostHouse house, Queue<T> left, Making<T> making) throws IOException {
        for (T run = left.poll(); run != null; run = left.poll()) {
            int made = record.add(making.in(house, run));
            if (made % 10 == 0) {
                out.printf("  %d runs, %d kills%n", made, kills());
            }
        }
        return null;
    }

    private int report(long points, boolean complete, boolean ofAWave) {
        var ours = new PageTally();
        var peers = new PageTally();
        record.runs().forEach(run -> ours.add(run.ours()));
        record.runs().forEach(run -> peers.add(run.peers()));
        long missing = record.runs().stream().mapToLong(Run::missing).sum();
        long unkilled =
                record.runs().stream().filter(run -> run.number() < 0 && run.kills() == 0).count();
        out.printf("%n%-34s %9s %6s %11s %9s%n", "", "due", "lost", "duplicates", "unmarked");
        row("Bellwether, at least once", ours);
        row("at most once (our model)", peers);
        out.println(
                """
                The second row is our model of the policy that GoAlert documents: a message is marked as being
                sent, sent, recorded, and never sent again when a crash came in between. Same process, same kills.
                """);
        if (complete && unkilled > 0) {
            out.printf(
                    "%d of the last write points were beyond the end of each run that was to die there.%n",
                    unkilled);
        }
        boolean holds =
                ours.lost() == 0
                        && missing == 0
                        && ours.unmarked() == 0
                        && ours.duplicateShare() <= MOST_DUPLICATES;
        out.printf(
                "bar %s: %s (%d kills%s over %d write points, %d pages due, %d lost, %.2f %% twice, %d of those unmarked)%n",
                name,
                holds ? "holds" : "falls short",
                kills(),
                complete
                        ? ""
                        : ofAWave
                                ? ", each write point of a wave of 50 once,"
                                : ", not all write points",
                points,
                ours.due(),
                ours.lost() + missing,
                100 * ours.duplicateShare(),
                ours.unmarked());
        return holds ? 0 : 1;
    }

    private void row(String name, PageTally tally) {
        out.printf(
                "%-34s %9d %6d %11d %9d%n",
                name, tally.due(), tally.lost(), tally.duplicates(), tally.unmarked());
    }

    static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
