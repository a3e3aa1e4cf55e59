package dev.bellwether.bed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The npm package with libchdb.so: 166 MB to fetch, 566 MB on disk. It is installed once for a
/// machine, in `$XDG_CACHE_HOME/bellwether` (usually `~/.cache/bellwether`), by its lock file.
final class ChdbPackage {
    private static final String VERSION = "26.7.3-stable.1";
    private static final String LIBRARY = "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";
    private static final long MOST_MINUTES = 5;

    private ChdbPackage() {}

    /// The library, installed if it was not.
    ///
    /// @throws Missing when it is for another machine, or npm does not bring it
    static Path library() throws IOException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!machine.equals("Linux amd64")) {
            throw new Missing(
                    "libchdb for " + machine, "it exists for Linux on x86-64 with glibc only");
        }
        Path cache = Files.createDirectories(cache());
        Path folder = cache.resolve("chdb-" + VERSION);
        try (FileChannel lock =
                        FileChannel.open(
                                cache.resolve("chdb.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            if (!Files.exists(folder.resolve("done"))) {
                install(folder);
                Files.createFile(folder.resolve("done"));
            }
        }
        return folder.resolve(LIBRARY);
    }

    private static Path cache() {
        String said = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path root =
                said.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(said);
        return root.resolve("bellwether");
    }

    private static void install(Path folder) throws IOException {
        String npm =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(one -> Path.of(one, "npm"))
                        .filter(Files::isExecutable)
                        .map(Path::toString)
                        .findFirst()
                        .orElseThrow(() -> new Missing("npm", "apt-get install npm"));
        Files.createDirectories(folder);
        for (String file : List.of("package.json", "package-lock.json")) {
            try (InputStream in =
                    Objects.requireNonNull(ChdbPackage.class.getResourceAsStream("chdb/" + file))) {
                Files.write(folder.resolve(file), in.readAllBytes());
            }
        }
        Path said = folder.resolve("npm.log");
        Process process =
                new ProcessBuilder(npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            if (process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new Missing(
                "npm package @chdb/lib-linux-x64-gnu " + VERSION,
                "npm ci did not bring it: " + Files.readString(said, StandardCharsets.UTF_8));
    }
}
