package dev.bellwether.e2e;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The packages of `npm/`, installed by their lock file into a folder of the build.
final class Npm {
    private Npm() {}

    /// Once, whichever of several test processes asks first.
    static Path installed() throws IOException, InterruptedException {
        Path npm = Tools.need("npm", "on Debian: apt-get install npm");
        Path target = Path.of("target", "npm").toAbsolutePath();
        Files.createDirectories(target);
        try (var lock =
                        FileChannel.open(
                                target.resolveSibling("npm.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            install(npm, target);
        }
        return target;
    }

    private static void install(Path npm, Path target) throws IOException, InterruptedException {
        boolean changed = false;
        for (String file :
                List.of(
                        "package.json",
                        "package-lock.json",
                        "ask-clickhouse.cjs",
                        "ask-flags.cjs",
                        "read-page.cjs",
                        "read-push.cjs",
                        "send-alerts.cjs")) {
            Path from = Path.of("npm", file);
            Path to = target.resolve(file);
            if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
                Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                changed = true;
            }
        }
        if (changed || !Files.isDirectory(target.resolve("node_modules"))) {
            run(target, List.of(npm.toString(), "ci", "--no-audit", "--no-fund"));
        }
    }

    /// What a node script of `npm/` prints.
    static String node(Path folder, String script, String argument)
            throws IOException, InterruptedException {
        Path node = Tools.need("node", "on Debian: apt-get install nodejs");
        return run(folder, List.of(node.toString(), script, argument));
    }

    private static String run(Path folder, List<String> command)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("errors", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(errors.toFile())
                        .start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    String.join(" ", command) + " failed: " + Files.readString(errors));
        }
        return output;
    }
}
