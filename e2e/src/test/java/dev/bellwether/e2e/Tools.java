package dev.bellwether.e2e;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.Missing;
import dev.bellwether.bed.NodeSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Programs of the machine that a test needs. Where one is missing the test steps aside and says
/// how to get it; in CI it fails.
final class Tools {
    private Tools() {}

    /// The path of `program`.
    ///
    /// @param install the command that installs it, for the message
    static Path need(String program, String install) {
        return find(program).orElseGet(() -> missing(program + " is not installed; " + install));
    }

    private static <T> T missing(String message) {
        return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }

    static Path chromium() {
        return need("chromium", "on Debian: apt-get install chromium");
    }

    /// Debian's node, which reads row by row: so a query that sleeps a second a row can be ended.
    static DebianNode clickHouse() throws IOException {
        try {
            return DebianNode.start(
                    Program.newFolder(), NodeSettings.plain().with(Map.of("max_block_size", "1")));
        } catch (Missing e) {
            return missing(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
