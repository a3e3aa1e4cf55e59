package dev.bellwether.bench;

import dev.bellwether.bench.PageLostRecord.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Where the runs of a [PageLost] are made, one after the other: a folder with a store that is set
/// up, and sinks of its own, so that several can stand side by side.
final class PageLostHouse implements AutoCloseable {
    private static final String SET_UP = "set-up.db";

    /// A life that takes longer is stuck; 500 outages on a busy disk take minutes.
    private static final int LIFE_SECONDS = 180;

    private static final int LIFE_SECONDS_EACH = 2;

    private final PageSinks sinks = new PageSinks();
    private final Path directory;
    private final int outages;
    private final int channels;

    /// @param channels by which each outage is told, 2 or 3
    PageLostHouse(Path directory, int outages, int channels) throws IOException {
        this.directory = directory;
        this.outages = outages;
        this.channels = channels;
        live(directory.resolve(SET_UP), 0, "set-up");
    }

    /// A run that nobody kills; its pages count for nobody.
    long calm() throws IOException {
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

    /// A run that dies at its write points `run + 1`, `run + 1 + stride` and so on.
    Run killed(int run, int stride, long points) throws IOException {
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

    /// A run that dies once, at one write point.
    Run killedOnce(int number, long point) throws IOException {
        Path file = begun("again" + point);
        Life life = live(file, point, point % 2 == 0);
        long kills = life.ended() ? 0 : 1;
        if (kills > 0) {
            life = live(file, 0, false);
        }
        return count(number, kills, List.of(), file, life);
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
            command.add("-Xlog:cds*=off");
            command.add("-Xlog:aot*=off");
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

    @Override
    public void close() {
        sinks.close();
    }
}
