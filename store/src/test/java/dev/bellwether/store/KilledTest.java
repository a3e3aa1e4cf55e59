package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// What was acknowledged is there after the process was killed.
class KilledTest {
    private static final int ACKNOWLEDGED = 150;

    @OnEachStore
    void everyAcknowledgedLineIsThereAfterSigkill(TestStore test) throws Exception {
        var settings = test.settings();
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                WritesUntilKilled.class.getName(),
                                settings.url(),
                                settings.user().orElse(""),
                                settings.password().orElse(""))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Set<String> acknowledged = new HashSet<>();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.startsWith("wrote ") && line.endsWith(".")) {
                    acknowledged.add(line.substring(6, line.length() - 1));
                    if (acknowledged.size() == ACKNOWLEDGED / 2) {
                        assertIsTheOnlyProcess(test);
                    }
                    if (acknowledged.size() == ACKNOWLEDGED) {
                        // Through its handle, which leaves what it said still to be read.
                        child.toHandle().destroyForcibly();
                    }
                }
            }
        }
        assertThat(child.waitFor()).as("killed").isNotZero();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED);
        Set<String> found = new HashSet<>();
        test.store()
                .journal()
                .read(0, 100_000)
                .forEach(line -> found.add(Facts.subject(line.fact())));
        assertThat(found).containsAll(acknowledged);
        assertThat(test.store().journal().head()).isEqualTo(found.size());
    }

    /// Two processes on one SQLite file would both think that they are the only ones to claim work.
    private static void assertIsTheOnlyProcess(TestStore test) {
        if (!test.settings().isPostgres()) {
            assertThatThrownBy(() -> Store.open(test.settings(), test.clock()))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("in use by another process");
        }
        assertThat(Inspection.of(test.settings()).report().journalHead()).isPositive();
    }
}
