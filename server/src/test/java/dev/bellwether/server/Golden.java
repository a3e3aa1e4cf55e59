package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that are written from the program and kept in the repository. `-Dgolden=write` writes them
/// anew; a test fails when one differs.
final class Golden {
    private Golden() {}

    static void check(Path file, String text) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(file.toAbsolutePath().normalize().getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("write it anew with -Dgolden=write").exists();
        assertThat(Files.readString(file))
                .as("%s; write it anew with -Dgolden=write", file)
                .isEqualTo(text);
    }
}
