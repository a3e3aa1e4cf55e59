package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// "Identical reads that wait share one run, and each gets what it would have got alone." Curl,
/// before a real server.
@DisplayName("Identical reads that wait share one run, and each gets what it would have got alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneRunAnswersAllWhoAskTheSameTest {
    private static final String READ = "SELECT sum(number), 'x' FROM numbers(1000) FORMAT JSON";

    private ClickHouseNode node;
    private Asking asking;
    private Path folder;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private int before;

    @BeforeAll
    void start(@TempDir Path files) throws Exception {
        folder = files;
        node = ClickHouseNode.start(files.resolve("node"));
        asking =
                Asking.before(
                        files.resolve("guard"),
                        Controls.Mode.FULL,
                        new AnswerSettings(
                                AnswerSettings.Share.QUEUED, Duration.ZERO, 8 * Asking.MIB),
                        node.address());
    }

    @AfterAll
    void stop() {
        clients.close();
        if (asking != null) {
            asking.close();
        }
        if (node != null) {
            node.close();
        }
    }

    /// Three unknown ones that never end are all that the lane for unknown ones holds.
    @BeforeEach
    void fill() throws Exception {
        for (int i = 0; i < 3; i++) {
            asking.begin("SELECT count() FROM system.numbers WHERE number <> " + before++);
        }
        asking.until("they run", () -> asking.guard().state().running().size() == 3);
    }

    private void free() {
        asking.clients().forEach(Process::destroy);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        free();
        asking.until("all have ended", () -> asking.guard().state().running().isEmpty());
        assertThat(asking.guard().followers()).isZero();
    }

    @Test
    void manyWhoWaitGetTheSameBytesEachUnderTheirOwnId() throws Exception {
        long shared = shared();
        List<String> ids = new ArrayList<>();
        List<Future<Curl.Answer>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(UUID.randomUUID().toString());
            String sql = "/* request=%d */ %s".formatted(i, READ);
            all.add(ask(i, "/?query_id=" + ids.getLast(), sql));
        }
        asking.until("one leads", () -> asking.guard().followers() == 11);
        assertThat(asking.guard().state().waiting()).hasSize(1);
        String leader = asking.guard().state().waiting().getFirst().ask().id();
        assertThat(ids).contains(leader);
        free();
        Set<String> bodies = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            Curl.Answer answer = all.get(i).get();
            assertThat(answer.status()).isEqualTo("200");
            bodies.add(answer.text());
            assertThat(answer.all()).contains("x-clickhouse-query-id: " + ids.get(i));
            assertThat(answer.all().contains("x-bellwether-shared: " + leader))
                    .isEqualTo(!ids.get(i).equals(leader));
            assertThat(answer.headers())
                    .containsExactlyInAnyOrderElementsOf(all.getFirst().get().headers());
        }
        assertThat(bodies).hasSize(1);
        assertThat(bodies.iterator().next()).contains("\"499500\"");
        assertThat(shared() - shared).isEqualTo(11);
    }

    @Test
    void whoShowsAWrongPasswordGetsNoAnswerOfAnothers() throws Exception {
        Future<Curl.Answer> right = ask(0, "/", READ);
        asking.until("one waits", () -> asking.guard().state().waiting().size() == 1);
        Future<Curl.Answer> wrong = ask(1, "/?user=default&password=guessed", READ);
        asking.until("both wait", () -> asking.guard().state().waiting().size() == 2);
        assertThat(asking.guard().followers()).isZero();
        free();
        assertThat(right.get().status()).isEqualTo("200");
        assertThat(wrong.get().status()).isNotEqualTo("200");
        assertThat(wrong.get().text()).contains("DB::Exception").doesNotContain("499500");
    }

    /// This server ends what breaks in mid-answer as if it were whole.
    @Test
    void anErrorInMidAnswerIsTheLeadersAlone() throws Exception {
        letDown("SELECT intDiv(1, number - 150000) FROM numbers(200000)", "DB::Exception");
    }

    @Test
    void anAnswerTooLargeToHoldIsGottenByEach() throws Exception {
        letDown("SELECT number FROM numbers(400000)", "399999");
    }

    @Test
    void anErrorBeforeTheFirstByteIsEachsOwn() throws Exception {
        letDown("SELECT nothing FROM nowhere", "Code: 60");
    }

    /// Each has a run of its own then, and gets what it gets straight.
    private void letDown(String sql, String part) throws Exception {
        long shared = shared();
        List<Future<Curl.Answer>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(ask(i, "/", sql));
        }
        asking.until("one leads", () -> asking.guard().followers() == 2);
        free();
        Curl.Answer straight = Curl.get(folder, node.address() + "/", "-d", sql);
        assertThat(straight.text()).contains(part);
        for (Future<Curl.Answer> one : all) {
            assertThat(one.get().text()).isEqualTo(straight.text());
            assertThat(one.get().status()).isEqualTo(straight.status());
        }
        assertThat(shared()).isEqualTo(shared);
    }

    private long shared() {
        return asking.guard().status().counts().shared();
    }

    /// Each with files of their own.
    private Future<Curl.Answer> ask(int client, String path, String sql) throws Exception {
        Path own = Files.createDirectories(folder.resolve("client" + client));
        String address = "http://127.0.0.1:" + asking.guard().port() + path;
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Curl.get(own, address, "-d", sql);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                clients);
    }
}
