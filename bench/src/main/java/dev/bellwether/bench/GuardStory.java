package dev.bellwether.bench;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.GuardProgram;
import dev.bellwether.bed.NodeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The incident's load on one node of 1 GiB: dashboards all the time, one heavy report from the
/// start; after a third of the time a release comes that asks for four more at once; after two
/// thirds somebody kills the node by hand.
///
/// @param seconds how long it is measured
/// @param say where the story is told as it happens
record GuardStory(Path folder, int seconds, Consumer<String> say) {
    static final long LIMIT = 1L << 30;

    private static final int DASHBOARDS = 4;
    private static final int REPORTS_BEFORE = 1;
    private static final int REPORTS_OF_THE_RELEASE = 4;
    private static final long LOOK_NANOS = 100_000_000;

    /// How the node is run.
    enum Way {
        NOTHING("no guard", Map.of(), false),
        /// What a careful operator sets: a cap, and a third of it to spill at.
        SETTINGS(
                "settings only",
                Map.of(
                        "max_memory_usage", "300000000",
                        "max_bytes_before_external_group_by", "100000000",
                        "max_bytes_before_external_sort", "100000000"),
                false),
        GUARD("guard", Map.of(), true);

        private final String words;
        private final Map<String, String> profile;
        private final boolean isGuarded;

        Way(String words, Map<String, String> profile, boolean isGuarded) {
            this.words = words;
            this.profile = profile;
            this.isGuarded = isGuarded;
        }
    }

    /// Only the dashboards, straight: what the cheap queries take when nothing is beside them.
    GuardRow alone(int forSeconds) throws IOException {
        try (DebianNode node = node("alone", Way.NOTHING);
                var clients = new GuardClients(node.address())) {
            clients.dashboards(DASHBOARDS);
            List<GuardRow.Sample> memory = new ArrayList<>();
            watch(node, memory, System.nanoTime(), forSeconds);
            return row("cheap alone", forSeconds, node, clients, memory);
        }
    }

    GuardRow run(Way way) throws IOException {
        try (DebianNode node = node(way.name(), way)) {
            if (!way.isGuarded) {
                return measure(way, node, node.address());
            }
            try (var guard = GuardProgram.before(node.address(), LIMIT, folder)) {
                return measure(way, node, guard.address());
            }
        }
    }

    private GuardRow measure(Way way, DebianNode node, URI address) {
        say.accept(way.words + ": dashboards and one report; " + node.limitWords());
        List<GuardRow.Sample> memory = new ArrayList<>();
        long begun = System.nanoTime();
        try (var clients = new GuardClients(address)) {
            clients.dashboards(DASHBOARDS);
            clients.reports(REPORTS_BEFORE, "1");
            watch(node, memory, begun, seconds / 3);
            say.accept(way.words + ": the release comes, with four more reports at once");
            clients.reports(REPORTS_OF_THE_RELEASE, "2");
            watch(node, memory, begun, seconds * 2 / 3);
            say.accept(way.words + ": somebody kills the node");
            node.kill();
            watch(node, memory, begun, seconds);
            return row(way.words, seconds, node, clients, memory);
        }
    }

    private static GuardRow row(
            String name,
            int seconds,
            DebianNode node,
            GuardClients clients,
            List<GuardRow.Sample> memory) {
        return new GuardRow(
                name,
                seconds,
                node.oomKills(),
                node.restarts(),
                clients.cheap(),
                clients.heavy(),
                List.copyOf(memory));
    }

    /// Until so many seconds after `begun`.
    private void watch(DebianNode node, List<GuardRow.Sample> memory, long begun, int untilSecond) {
        long kills = memory.isEmpty() ? 0 : memory.getLast().oomKills();
        while (System.nanoTime() - begun < untilSecond * 1_000_000_000L) {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            long now = node.oomKills();
            if (now > kills) {
                say.accept(
                        "  %3d s: the kernel killed the node (%d)".formatted(millis / 1_000, now));
            }
            kills = now;
            memory.add(new GuardRow.Sample(millis, node.resident(), kills));
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private DebianNode node(String name, Way way) throws IOException {
        DebianNode node =
                DebianNode.start(
                        folder.resolve(name), NodeSettings.plain().within(LIMIT).with(way.profile));
        for (String sql : GuardQueries.tables()) {
            ask(node.address(), sql);
        }
        return node;
    }

    /// @throws IllegalStateException when it is not answered with 200
    static String ask(URI address, String sql) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(address)
                            .POST(HttpRequest.BodyPublishers.ofString(sql))
                            .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(sql + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
