package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `check-config` says which file it read, or that it found none and where it looked.
class CheckConfigSaysWhatItReadTest {
    @TempDir private Path folder;

    @Test
    void theFileItRead() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "server:\n  port: 9000\n");
        var ran = CommandLine.run(file, "check-config");
        assertThat(ran.code()).isZero();
        assertThat(ran.text().lines().findFirst().orElseThrow())
                .isEqualTo("# Configuration: read from " + file.toAbsolutePath());
        assertThat(ran.text()).contains("server.port: 9000");
    }

    @Test
    void thatThereIsNone() {
        assertThat(new ConfigOption().says())
                .isEqualTo(
                        "no file was read: there is no "
                                + Path.of("bellwether.yaml").toAbsolutePath()
                                + ", and neither --config nor BELLWETHER_CONFIG names one");
    }
}
