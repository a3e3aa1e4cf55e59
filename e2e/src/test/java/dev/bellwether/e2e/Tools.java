package dev.bellwether.e2e;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Programs of the machine that a test needs. Where one is missing the test steps aside and says
/// how to get it; in CI it fails.
final class Tools {
    private Tools() {}

    /// The path of `program`.
    ///
    /// @param install the command that installs it, for the message
    static Path need(String program, String install) {
        return find(program)
                .orElseGet(() -> {
                    String message = program + " is not installed; " + install;
                    return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
                });
    }

    static Path chromium() {
        return need("chromium", "on Debian: apt-get install chromium");
    }

    private static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
