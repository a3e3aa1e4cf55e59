package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How fast are all subscribers told, and is one lost when the process is killed on the way?
///
/// A page with 20,000 confirmed subscribers says one thing; a process of its own tells them by mail
/// into a mail server that is another process and writes down what came. The process is killed with
/// SIGKILL when two in five mails are there, and started again. It pages somebody four times a
/// second meanwhile, to see whether the crowd delays the one. Once more without a kill, and, where
/// Debian's Exim is installed, 2,000 mails into that for two minutes at most: its own rate is a
/// row, no bar.
///
/// `-Dbellwether.fan-out.subscribers=100000` makes it larger.
public final class FanOutBench {
    private static final double LEAST_A_SECOND = 500;
    private static final double MOST_DUPLICATES = 0.02;
    private static final int PATIENCE_SECONDS = 900;
    private static final int PEER_MAILS = 2_000;
    private static final int PEER_SECONDS = 120;

    private final PrintStream out;
    private final Path directory;
    private final int many;

    private FanOutBench(PrintStream out, Path directory, int many) {
        this.out = out;
        this.directory = directory;
        this.many = many;
    }

    /// @return 0 when the bar holds, 1 when it does not
    public static int run(PrintStream out) {
        return run(out, Integer.getInteger("bellwether.fan-out.subscribers", 20_000));
    }

    static int run(PrintStream out, int many) {
        try {
            Path directory = Files.createTempDirectory("fan-out");
            try {
                return new FanOutBench(out, directory, many).measure();
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int measure() throws IOException {
        out.printf(
                "%n%-34s %9s %6s %11s %9s %9s %8s %12s%n",
                "", "due", "lost", "duplicates", "unmarked", "mails/s", "start", "page p99");
        FanOutTally calm = once("calm", false);
        row("into a sink, nobody killed", calm);
        FanOutTally killed = once("killed", true);
        row("into a sink, SIGKILL at two fifths", killed);
        Optional<String> exim = Program.find("exim4");
        if (exim.isPresent()) {
            peer(exim.get());
        } else {
            out.println("into Debian's Exim: not installed (exim4-daemon-light)");
        }
        boolean holds =
                calm.lost() == 0
                        && killed.lost() == 0
                        && killed.unmarked() == 0
                        && killed.duplicates() <= many * MOST_DUPLICATES
                        && killed.perSecond() >= LEAST_A_SECOND;
        out.printf(
                "bar fan-out: %s (%d due, killed once: %d lost, %d twice, %d of those unmarked, %.0f mails/s from the update to the last mail, restart included)%n",
                holds ? "holds" : "falls short",
                many,
                killed.lost(),
                killed.duplicates(),
                killed.unmarked(),
                killed.perSecond());
        return holds ? 0 : 1;
    }

    /// What a real mail server takes is its own rate, so it is a row and no bar, bounded in mails
    /// and in time.
    private void peer(String program) throws IOException {
        int few = Math.min(many, PEER_MAILS);
        String name = "into Debian's Exim, which discards";
        try (var server = new Exim(program, directory.resolve("exim"))) {
            Path file = directory.resolve("exim.db");
            await(life(file, server.port(), few, "make"));
            Process life = life(file, server.port(), few, "tell");
            boolean ended = isOver(life, PEER_SECONDS);
            if (!ended) {
                life.destroyForcibly();
                await(life);
            }
            row(name, few, server.tally(few, said("tell")));
            if (!ended) {
                out.printf(
                        "(ended after %d s; what is called lost there had not been told yet)%n",
                        PEER_SECONDS);
            }
        } catch (IOException | IllegalStateException e) {
            out.printf("%s: could not be measured: %s%n", name, e.getMessage());
        }
    }

    private static boolean isOver(Process life, int seconds) {
        try {
            return life.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void row(String name, FanOutTally tally) {
        row(name, many, tally);
    }

    private void row(String name, int due, FanOutTally tally) {
        out.printf(
                "%-34s %9d %6d %11d %9d %9.0f %5d ms %9s%n",
                name,
                due,
                tally.lost(),
                tally.duplicates(),
                tally.unmarked(),
                tally.perSecond(),
                tally.firstAfterMillis(),
                tally.pageP99());
    }

    private FanOutTally once(String name, boolean kill) throws IOException {
        Path arrived = directory.resolve(name + ".mails");
        Process counter = java("MailCounter", arrived, List.of());
        try {
            int port = port(arrived);
            Path file = directory.resolve(name + ".db");
            make(file, port);
            Process life = life(file, port, "tell");
            if (kill) {
                awaitMails(arrived, 1_000 + many * 2L / 5, life);
                life.destroyForcibly();
                await(life);
                long said = said("tell");
                await(life(file, port, "tell"));
                return FanOutTally.of(many, said, Files.readAllLines(arrived));
            }
            await(life);
            return FanOutTally.of(many, said("tell"), Files.readAllLines(arrived));
        } finally {
            counter.destroyForcibly();
        }
    }

    private void make(Path file, int port) throws IOException {
        await(life(file, port, "make"));
    }

    private Process life(Path file, int port, String what) throws IOException {
        return life(file, port, many, what);
    }

    private Process life(Path file, int port, int many, String what) throws IOException {
        return java(
                "FanOutLife",
                directory.resolve(what + ".out"),
                List.of(file.toString(), Integer.toString(port), Integer.toString(many), what));
    }

    /// When the update was committed, as the process that did it said.
    private long said(String what) throws IOException {
        return Files.readAllLines(directory.resolve(what + ".out"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("said "))
                .mapToLong(line -> Long.parseLong(line.substring(5)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The update was never said"));
    }

    private static int port(Path arrived) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            for (String line : Files.readAllLines(arrived, StandardCharsets.UTF_8)) {
                if (line.matches("port \\d+")) {
                    return Integer.parseInt(line.substring(5));
                }
            }
            pause();
        }
        throw new IllegalStateException("The mail server did not start");
    }

    private static void awaitMails(Path arrived, long many, Process life) throws IOException {
        long enough = 0;
        while (enough < many && life.isAlive()) {
            pause();
            try (var lines = Files.lines(arrived)) {
                enough = lines.count();
            }
        }
    }

    private Process java(String main, Path output, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.sqlite.tmpdir=" + directory,
                        "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                        "-Dlogback.configurationFile=" + quiet(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.bellwether.bench." + main));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(directory.resolve("errors").toFile()))
                .redirectOutput(output.toFile())
                .start();
    }

    private void await(Process process) throws IOException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("A life did not end in " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        int exit = process.exitValue();
        if (exit != 0 && exit != 137) {
            throw new IllegalStateException(
                    "A life ended with "
                            + exit
                            + ":\n"
                            + Files.readString(directory.resolve("errors")));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String quiet() throws IOException {
        Path file = directory.resolve("quiet.xml");
        if (!Files.exists(file)) {
            Files.writeString(file, "<configuration><root level=\"OFF\"/></configuration>");
        }
        return file.toString();
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
