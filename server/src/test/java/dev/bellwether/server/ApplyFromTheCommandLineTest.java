package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The example of the guide, planned, applied and exported from the command line")
class ApplyFromTheCommandLineTest {
    @TempDir Path directory;

    @Test
    void planApplyExportApplyEndsWithNothingToDo() throws Exception {
        String guide = Files.readString(Path.of("../docs/guide/configuration-as-code.md"));
        String example = guide.split("```yaml\n", 2)[1].split("```", 2)[0];
        Path file = Files.writeString(directory.resolve("setup.yaml"), example);
        Path exported = directory.resolve("exported.yaml");
        // A mail server, so that the people of the example can be reached.
        var mail = Map.of("BELLWETHER_SMTP_HOST", "127.0.0.1", "BELLWETHER_SMTP_PORT", "1");
        try (var booted = Booted.fresh(mail)) {
            String token =
                    booted.assembly
                            .rooms()
                            .people()
                            .tokens()
                            .issue(
                                    booted.owner("olga@example.com"),
                                    "pipeline",
                                    Set.of(Scope.READ, Scope.WRITE),
                                    Optional.empty())
                            .secret();
            String url = booted.assembly.local().toString();

            var planned = CommandLine.run(url, token, "apply", file.toString(), "--plan");
            assertThat(planned.code()).as(planned.text()).isEqualTo(2);
            assertThat(planned.text())
                    .contains("+ services shop (Shop)")
                    .contains("Plan: 6 to create, 0 to change, 0 to delete");
            var applied = CommandLine.run(url, token, "apply", file.toString(), "--yes");
            assertThat(applied.code()).as(applied.text()).isZero();
            assertThat(applied.text()).contains("Applied.");
            assertThat(CommandLine.run(url, token, "apply", file.toString(), "--plan").text())
                    .startsWith("Nothing to do");

            assertThat(CommandLine.run(url, token, "export", exported.toString()).code()).isZero();
            var again = CommandLine.run(url, token, "apply", exported.toString(), "--plan");
            assertThat(again.text()).startsWith("Nothing to do");
            assertThat(again.code()).isZero();

            String more =
                    guide.split("```yaml\n", 3)[2]
                            .split("```", 2)[0]
                            .replace("ada@example.com, bob@example.com", "olga@example.com")
                            .replace("cid@example.com", "olga@example.com")
                            .replace("env:BUILDS_SECRET", "a secret of this test");
            Path second = Files.writeString(directory.resolve("more.yaml"), more);
            var extended = CommandLine.run(url, token, "apply", second.toString(), "--yes");
            assertThat(extended.code()).as(extended.text()).isZero();
            assertThat(extended.text())
                    .contains("+ schedules primary (Primary)", "+ integrations builds (Builds)")
                    .contains("+ services stripe (Stripe)", "+ routing rules (Routing rules)")
                    .doesNotContain("a secret of this test");
            assertThat(CommandLine.run(url, token, "export", exported.toString()).code()).isZero();
            assertThat(Files.readString(exported)).contains("follows:", "- olga@example.com");
            assertThat(CommandLine.run(url, token, "apply", exported.toString(), "--plan").text())
                    .startsWith("Nothing to do");

            Path wrong = Files.writeString(directory.resolve("wrong.yaml"), example + "extra: 1\n");
            var refused = CommandLine.run(url, token, "apply", wrong.toString(), "--yes");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.text()).contains("wrong.yaml:").contains("there is no such field");
        }
    }
}
