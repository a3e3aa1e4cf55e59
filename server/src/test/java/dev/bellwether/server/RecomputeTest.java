package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.people.Principal;
import dev.bellwether.store.Ports;
import dev.bellwether.watch.Checks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// "A verdict carries its evidence and can be recomputed from it": by the command, while the server
/// runs.
class RecomputeTest {
    @Test
    void theVerdictOfAFailingCheckComesOutTheSame() throws Exception {
        try (var booted = Booted.fresh(Map.of("BELLWETHER_WATCH_ALLOW_PRIVATE", "true"))) {
            Principal owner = booted.owner("olga@example.com");
            CheckId check = failingCheck(booted.assembly.rooms(), owner);
            Booted.until("there is a verdict", () -> !verdicts(booted, owner, check).isEmpty());

            var said = new StringWriter();
            int code =
                    run(booted, verdicts(booted, owner, check).getFirst().verdict().value(), said);
            assertThat(said.toString()).contains("Stored:", "Recomputed:", "The same.");
            assertThat(code).isZero();
        }
    }

    @Test
    void aVerdictThatIsNotThereIsSaidInOneLine() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            var said = new StringWriter();
            assertThat(run(booted, "nonsense", said)).isEqualTo(1);
            assertThat(said.toString()).contains("nonsense").hasLineCount(1);
        }
    }

    private static int run(Booted booted, String verdict, StringWriter said) throws IOException {
        Path config =
                Files.writeString(
                        booted.directory.resolve("bellwether.yaml"),
                        "data: '" + booted.directory + "'\n");
        return Main.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute("recompute", "--config", config.toString(), verdict);
    }

    private static List<VerdictChanged> verdicts(Booted booted, Principal owner, CheckId check) {
        return booted.assembly
                .rooms()
                .verdicts()
                .list(owner.organization(), check, Optional.empty(), 10)
                .items();
    }

    private static CheckId failingCheck(Rooms rooms, Principal owner) throws IOException {
        var services = rooms.incidents().services();
        var service =
                services.save(
                        new Service(
                                services.newId(),
                                owner.organization(),
                                "Shop",
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.empty()),
                        owner.actor());
        return rooms.checks()
                .save(
                        new Check(
                                Checks.newId(),
                                owner.organization(),
                                service.id(),
                                "Front page",
                                CheckSpec.Http.get("http://127.0.0.1:" + Ports.free() + "/"),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(4),
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                new Check.Recovery(1, Duration.ofSeconds(1)),
                                List.of(),
                                false),
                        owner.actor())
                .id();
    }
}
