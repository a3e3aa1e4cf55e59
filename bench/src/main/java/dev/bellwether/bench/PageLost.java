package dev.bellwether.bench;

import dev.bellwether.bench.PageLostRecord.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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

    private static final String SET_UP = "set-up.db";
    private static final int OUTAGES_TO_A_KILL = 50;

    /// A life that takes longer is stuck; 500 outages on a busy disk take minutes.
    private static final int LIFE_SECONDS = 180;

    private static final int LIFE_SECONDS_EACH = 2;
    private static final double MOST_DUPLICATES = 0.01;

    private final PrintStream out;
    private final PageSinks sinks;
    private final Path directory;
    private final int outages;
    private final String name;
    private final int channels;
    private final int killsARun;
    private final String what;
    private final PageLostRecord record;

    /// @param channels by which each outage is told, 2 or 3
    private PageLost(
            PrintStream out,
            PageSinks sinks,
            Path directory,
            int outages,
            String name,
            int channels)
            throws IOException {
        this.name = name;
        this.channels = channels;
        this.out = out;
        this.sinks = sinks;
        this.directory = directory;
        this.outages = outages;
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
            try (var sinks = new PageSinks()) {
                return new PageLost(out, sinks, directory, outages, name, channels).measure(runs);
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int measure(int wanted) throws IOException {
        live(directory.resolve(SET_UP), 0, "set-up");
        if (record.points() == 0) {
            record.begin(what, calm());
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
        for (int i = 0; i < runs; i++) {
            int run = Math.toIntExact((long) i * all / runs);
            if (!record.has(run)) {
                record.add(killed(run, stride, points));
            }
            if (i % 10 == 9) {
                out.printf("  %d runs, %d kills%n", i + 1, kills());
            }
        }
        if (runs == all) {
            onceMore();
        }
        return report(points, runs == all, wanted == OF_A_WAVE);
    }

    private long kills() {
        return record.runs().stream().mapToLong(Run::kills).sum();
    }

    /// A run that nobody kills; its pages count for nobody.
    private long calm() throws IOException {
        Life life = live(begun("calm"), 0, false);
        int arrived = new HashSet<>(sinks.takeOurs()).size();
        sinks.takePeers();
        if (!life.ended() || arrived != life.due().size() || arrived < outages) {
            throw new IllegalStateException(
                    "Even without a kill "
                            + arrived
                            + " pages arrived, "
                            + life.due().size()
                            + " were due");
        }
        return life.commits();
    }

    private Run killed(int run, int stride, long points) throws IOException {
        Path file = begun("run" + run);
        boolean after = run % 2 == 1;
        long point = run + 1L;
        long kills = 0;
        Life life = live(file, point, after);
        for (; !life.ended(); point += stride) {
            kills++;
            after = !after;
            boolean more = point + stride <= points;
            life = live(file, more ? stride : 0, after);
        }
        var unkilled = new ArrayList<Long>();
        for (; point <= points; point += stride) {
            unkilled.add(point);
        }
        return count(run, kills, unkilled, file, life);
    }

    /// The points that no kill came to, each as the only kill of a run.
    private void onceMore() throws IOException {
        for (long point : record.runs().stream().flatMap(run -> run.unkilled().stream()).toList()) {
            int number = Math.toIntExact(-1 - point);
            if (record.has(number)) {
                continue;
            }
            Path file = begun("again" + point);
            Life life = live(file, point, point % 2 == 0);
            long kills = life.ended() ? 0 : 1;
            if (kills > 0) {
                life = live(file, 0, false);
            }
            record.add(count(number, kills, List.of(), file, life));
        }
    }

    private Run count(int number, long kills, List<Long> unkilled, Path file, Life life)
            throws IOException {
        var ours = new PageTally();
        var peers = new PageTally();
        ours.add(life.due(), sinks.takeOurs());
        peers.add(life.due(), sinks.takePeers());
        for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
        long missing = Math.max(0, outages - (life.due().size() / channels));
        return new Run(number, kills, missing, ours, peers, unkilled);
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

    /// @param ended came to its end and was not killed
    private record Life(boolean ended, long commits, Set<String> due) {}

    /// A database of its own with policies and services, copied: a kill is measured, not the
    /// set-up.
    private Path begun(String name) throws IOException {
        Path file = directory.resolve(name + ".db");
        for (String suffix : List.of("", "-wal")) {
            Path from = directory.resolve(SET_UP + suffix);
            if (Files.exists(from)) {
                Files.copy(from, Path.of(file + suffix));
            }
        }
        return file;
    }

    private Life live(Path file, long killAt, boolean after) throws IOException {
        return live(file, killAt, after ? "after" : "before");
    }

    private Life live(Path file, long killAt, String when) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (isOfJars()) {
            command.add("-XX:+AutoCreateSharedArchive");
            command.add("-XX:SharedArchiveFile=" + directory.resolve("life.jsa"));
            command.add("-Xlog:cds=off");
            command.add("-Xlog:aot=off");
        }
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.sqlite.tmpdir=" + directory,
                        "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                        "-Dlogback.configurationFile=" + quiet(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PageLostLife.class.getName(),
                        file.toString(),
                        Integer.toString(sinks.smtpPort()),
                        sinks.webhook(),
                        sinks.peer(),
                        Integer.toString(outages),
                        Long.toString(killAt),
                        when,
                        Integer.toString(channels)));
        Path said = directory.resolve("life.out");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        int exit = await(process, LIFE_SECONDS + LIFE_SECONDS_EACH * outages);
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        if (exit != 0 && exit != 137) {
            throw new IllegalStateException(
                    "A life ended with " + exit + ":\n" + String.join("\n", lines));
        }
        return read(exit == 0, lines);
    }

    /// A class-data archive makes a life begin sooner; it takes no directories of classes, which a
    /// build under test has (behind one jar that names them).
    private static boolean isOfJars() {
        String[] entries = System.getProperty("java.class.path").split(java.io.File.pathSeparator);
        return entries.length > 1 && Stream.of(entries).allMatch(entry -> entry.endsWith(".jar"));
    }

    private static Life read(boolean ended, List<String> lines) {
        long commits = 0;
        var due = new HashSet<String>();
        for (String line : lines) {
            if (line.startsWith("commits ")) {
                commits = Long.parseLong(line.substring("commits ".length()));
            } else if (line.startsWith("due ")) {
                due.add(line.substring("due ".length()));
            }
        }
        return new Life(ended, commits, due);
    }

    private static int await(Process process, int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("A life did not end in " + seconds + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String quiet() throws IOException {
        Path file = directory.resolve("quiet.xml");
        if (!Files.exists(file)) {
            Files.writeString(file, "<configuration><root level=\"OFF\"/></configuration>");
        }
        return file.toString();
    }

    static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
