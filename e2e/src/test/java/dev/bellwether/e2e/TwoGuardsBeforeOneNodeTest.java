package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.GuardProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// "Two guards before one node give out no more than it has, also when one is killed while a heavy
/// query of its runs on."
class TwoGuardsBeforeOneNodeTest {
    private static final long LIMIT = 1L << 30;
    private static final long WHOLE = LIMIT / 4 * 3;
    private static final long CAP = WHOLE / 4;
    private static final Pattern PART =
            Pattern.compile("\"part\"\\s*:\\s*\\{\\s*\"bytes\"\\s*:\\s*(\\d+)");

    /// Where a query cannot be run again it begins with a quarter of the room: so in a session.
    private static final String SLEEPS =
            "SELECT count() FROM (SELECT sleep(0.5) FROM system.numbers LIMIT %d)";

    private static final String HEAVY = "the-heavy-one";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatADeadGuardsQueryMayTakeIsGivenToNobody() throws Exception {
        try (var postgres = DebianPostgres.start();
                var node = Tools.clickHouse();
                var other = guard(node, postgres, Program.newFolder())) {
            Path data = Program.newFolder();
            var most = new AtomicLong();
            var isOver = new AtomicBoolean();
            try (var doomed = guard(node, postgres, data)) {
                await(
                        node,
                        "both have half",
                        () -> part(doomed) == WHOLE / 2 && part(other) == WHOLE / 2);
                Thread.ofVirtual().start(() -> watch(node.address(), most, isOver));
                Thread.ofVirtual().start(() -> load(other.address(), isOver));
                Thread.ofVirtual()
                        .start(() -> ask(doomed.address(), HEAVY, SLEEPS.formatted(1_000)));
                await(node, "it runs", () -> caps(node.address(), HEAVY) == CAP);
                doomed.kill();
            }
            try (var heir = guard(node, postgres, data)) {
                await(node, "all but its cap is given", () -> sum(heir, other) >= WHOLE - CAP - 2);
                assertThat(sum(heir, other)).isLessThanOrEqualTo(WHOLE - CAP);
                assertThat(caps(node.address(), HEAVY))
                        .as("the dead guard's query runs on")
                        .isEqualTo(CAP);
                ask(node.address(), "KILL QUERY WHERE query_id = '%s'".formatted(HEAVY));
                await(node, "all is given when it has gone", () -> sum(heir, other) >= WHOLE - 2);
            }
            isOver.set(true);
            assertThat(most.get())
                    .as("the most that all caps were together")
                    .isBetween(CAP * 2, WHOLE);
        }
    }

    private static GuardProgram guard(DebianNode node, DebianPostgres postgres, Path data)
            throws IOException {
        return GuardProgram.again(node.address(), LIMIT, postgres.settings(), data);
    }

    /// Bytes of the node that are this guard's.
    private static long part(GuardProgram guard) throws IOException, InterruptedException {
        var part = PART.matcher(guard.status());
        return part.find() ? Long.parseLong(part.group(1)) : -1;
    }

    private static long sum(GuardProgram one, GuardProgram other)
            throws IOException, InterruptedException {
        return part(one) + part(other);
    }

    private void load(URI guard, AtomicBoolean isOver) {
        while (!isOver.get()) {
            ask(guard, SLEEPS.formatted(1));
        }
    }

    private void watch(URI node, AtomicLong most, AtomicBoolean isOver) {
        while (!isOver.get()) {
            most.accumulateAndGet(caps(node, "%"), Math::max);
            rest(node);
        }
    }

    /// What the caps of the guards' queries come to, as the node itself has them.
    private long caps(URI node, String id) {
        String sum =
                ask(
                        node,
                        """
                        SELECT sum(toInt64OrZero(Settings.Values[indexOf(Settings.Names, 'max_memory_usage')]))
                        FROM system.processes WHERE http_user_agent LIKE '%%bellwether-guard/%%' AND query_id LIKE '%s'
                        """
                                .formatted(id));
        return sum.isBlank() ? 0 : Long.parseLong(sum.strip());
    }

    private String ask(URI to, String sql) {
        return ask(to, UUID.randomUUID().toString(), sql);
    }

    /// The answer; nothing when there is none, for its guard may be killed.
    private String ask(URI to, String id, String sql) {
        try {
            return http.send(
                            HttpRequest.newBuilder(
                                            to.resolve("/?session_id=" + id + "&query_id=" + id))
                                    .timeout(Duration.ofMinutes(1))
                                    .POST(HttpRequest.BodyPublishers.ofString(sql))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /// A moment, by the node's own doing.
    private void rest(URI node) {
        ask(node, "SELECT sleep(0.1)");
    }

    private void await(DebianNode node, String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            rest(node.address());
        }
    }
}
