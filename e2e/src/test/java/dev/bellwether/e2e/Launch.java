package dev.bellwether.e2e;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The command that starts the program, with the launcher's flags and with a cache of its classes:
/// there are dozens of starts, and each is then a matter of two seconds of a processor and not of
/// eight.
final class Launch {
    private static final Path FLAGS = Path.of("..", "server", "src", "main", "launch", "jvm.flags");
    private static final Path BUILT = Path.of("target").toAbsolutePath();
    private static final String MAIN = "dev.bellwether.server.Main";

    /// Without what is of tests: a cache is bound to a path of jars.
    private static final List<String> PATH =
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(BUILT))
                    .toList();

    private static final List<String> START = start();

    private Launch() {}

    static List<String> command(List<String> arguments) {
        var words = new ArrayList<>(START);
        words.addAll(List.of("-cp", String.join(File.pathSeparator, PATH), MAIN));
        words.addAll(arguments);
        return words;
    }

    private static List<String> start() {
        try {
            var words = new ArrayList<>(java());
            cache().ifPresent(file ->
                    words.addAll(
                            List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off", "-Xlog:cds*=off")));
            // What ends soon is not worth the optimizing compiler.
            words.add("-XX:TieredStopAtLevel=1");
            return List.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> java() throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Files.readAllLines(FLAGS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(words::add);
        return words;
    }

    /// Made by whichever test process comes first. There is none where rooms are on the path as
    /// folders, as they are before they are packed.
    private static Optional<Path> cache() throws IOException, InterruptedException {
        if (!PATH.stream().allMatch(entry -> entry.endsWith(".jar"))) {
            return Optional.empty();
        }
        Path cache = BUILT.resolve("classes.aot");
        Path key = BUILT.resolve("classes.key");
        try (var lock = FileChannel.open(BUILT.resolve("classes.lock"), CREATE, WRITE);
                var _ = lock.lock()) {
            String now =
                    java() + "\n" + PATH.stream().map(Launch::seen).collect(Collectors.joining());
            if (!Files.exists(key) || !Files.readString(key).equals(now)) {
                make(cache);
                Files.writeString(key, now);
            }
        }
        return Files.exists(cache) ? Optional.of(cache) : Optional.empty();
    }

    private static String seen(String jar) {
        File file = new File(jar);
        return jar + " " + file.length() + " " + file.lastModified() + "\n";
    }

    /// Failing is no fault: everything works without, and takes longer.
    private static void make(Path cache) throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        var words = new ArrayList<>(java());
        words.addAll(
                List.of(
                        "-XX:AOTCacheOutput=" + cache,
                        "-cp",
                        String.join(File.pathSeparator, PATH),
                        MAIN,
                        "rehearse"));
        int exit =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(BUILT.resolve("classes.log").toFile())
                        .start()
                        .waitFor();
        if (exit != 0) {
            Files.deleteIfExists(cache);
        }
    }
}
