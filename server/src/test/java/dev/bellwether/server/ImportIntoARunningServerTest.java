package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "I move my page here without stopping the server": `import` asks the running server, twice with
/// the same result, and says so when it finds the database in use.
class ImportIntoARunningServerTest {
    private static final String PAGE =
            """
            {"page": {"id": "harbor1", "name": "Harbor Analytics"},
             "components": [{"id": "c1", "name": "Queries", "position": 1}],
             "incidents": [{"id": "i1", "name": "Results were late", "impact": "major",
               "created_at": "2026-05-07T00:00:00Z", "resolved_at": "2026-05-09T00:00:00Z",
               "body": "%s"}]}
            """;

    @TempDir Path folder;
    private Booted booted;
    private Principal owner;
    private Path file;

    private record Ended(int code, String said) {}

    @BeforeEach
    void boot() throws Exception {
        booted = Booted.fresh(Map.of());
        owner = booted.owner("olga@example.com");
        file = Files.writeString(folder.resolve("page.json"), PAGE.formatted("All is well."));
    }

    @AfterEach
    void end() {
        booted.close();
    }

    private String token(Scope... scopes) {
        return booted.assembly
                .rooms()
                .people()
                .tokens()
                .issue(owner, "t" + Set.of(scopes), Set.of(scopes), Optional.empty())
                .secret();
    }

    private Ended told(String token) {
        var said = new StringWriter();
        int code =
                Main.commandLine()
                        .setOut(new PrintWriter(said))
                        .setErr(new PrintWriter(said))
                        .execute(
                                "import",
                                "statuspage",
                                file.toString(),
                                "--url",
                                booted.assembly.local().toString(),
                                "--token",
                                token);
        return new Ended(code, said.toString());
    }

    /// As another process, which finds the database in use.
    private Ended process(Map<String, String> environment) throws Exception {
        File log = folder.resolve("import.log").toFile();
        Process child =
                Children.start(environment, log, List.of("import", "statuspage", file.toString()));
        return new Ended(child.waitFor(), Files.readString(log.toPath()));
    }

    @Test
    void theDatabaseInUseNamesTheRemedyAndTheRemedyHelps() throws Exception {
        Ended refused = process(Map.of("BELLWETHER_DATA", booted.directory.toString()));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said())
                .contains("in use by another process", "--url", "BELLWETHER_TOKEN")
                .doesNotContain("\tat ");
        Ended done =
                process(
                        Map.of(
                                "BELLWETHER_DATA",
                                booted.directory.toString(),
                                "BELLWETHER_URL",
                                booted.assembly.local().toString(),
                                "BELLWETHER_TOKEN",
                                token(Scope.WRITE)));
        assertThat(done.said()).contains("/p/harbor-analytics/: 1 component, 1 incident, 0 maint");
        assertThat(done.code()).isZero();
        Booted.until(
                "the page is served",
                () -> booted.get("/p/harbor-analytics/").body().contains("Queries"));
    }

    @Test
    void twiceChangesNothingTwice() {
        String token = token(Scope.WRITE);
        assertThat(told(token).code()).isZero();
        var rooms = booted.assembly.rooms();
        var before = rooms.pages().list(owner.organization());
        assertThat(told(token).code()).isZero();
        var after = rooms.pages().list(owner.organization());
        assertThat(after).hasSize(1);
        assertThat(after.getFirst().slug()).isEqualTo(before.getFirst().slug());
        assertThat(after.getFirst().components()).isEqualTo(before.getFirst().components());
        assertThat(rooms.incidents().services().list(owner.organization())).hasSize(1);
    }

    @Test
    void whoMayNotChangeTheSetUpIsRefused() {
        Ended refused = told(token(Scope.READ, Scope.RESPOND));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said()).contains("403", "WRITE").doesNotContain("\tat ");
        assertThat(told("bw_nobody").said()).contains("401");
        assertThat(booted.assembly.rooms().pages().list(owner.organization())).isEmpty();
    }

    @Test
    void aLongHistoryIsTakenAndOneWithoutEndIsNot() throws Exception {
        String token = token(Scope.WRITE);
        Files.writeString(file, PAGE.formatted("word ".repeat(300_000)));
        assertThat(told(token).said()).contains("1 incident,");
        Files.writeString(file, PAGE.formatted("word ".repeat(2_000_000)));
        assertThat(told(token).said()).contains("413", "8388608");
    }

    @Test
    void aRefusedPageLeavesNothingBehind() throws Exception {
        String token = token(Scope.WRITE);
        assertThat(told(token).code()).isZero();
        Files.writeString(
                file,
                PAGE.formatted("x")
                        .replace("harbor1", "harbor2")
                        .replace("\"c1\"", "\"c2\"")
                        .replace("\"i1\"", "\"i2\""));
        assertThat(told(token).said()).contains("409", "'harbor-analytics' is taken");
        assertThat(booted.assembly.rooms().incidents().services().list(owner.organization()))
                .hasSize(1);
        Files.writeString(file, "{\"incidents\": []}");
        assertThat(told(token).said()).contains("names no page");
    }
}
