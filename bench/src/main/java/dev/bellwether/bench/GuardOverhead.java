package dev.bellwether.bench;

import dev.bellwether.bed.DebianNode;
import dev.bellwether.bed.GuardProgram;
import dev.bellwether.bed.Missing;
import dev.bellwether.bed.NodeSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What does the guard cost beside nginx as a plain proxy, and beside no proxy? `SELECT 1` with 1,
/// 16 and 64 clients in rounds that alternate, the median of the rounds; a result of 1 GiB; and its
/// heap with 50 readers who are slow.
///
/// Clients that ask again at once are as many requests as the machine can do: what they wait is
/// time in line for its processors, of which node, proxy and client want their share. So the added
/// latency of the bar is that of 16 clients with [#PAUSE] between an answer and the next question,
/// which no way is too slow for; both are in the table.
///
/// `-Dbellwether.guard-overhead.seconds` (3) is the length of a run, `.rounds` (3) how many.
public final class GuardOverhead {
    private static final List<Integer> CLIENTS = List.of(1, 16, 64);
    private static final int AT = 16;
    private static final int MOST_WARMING = 20;

    /// Milliseconds.
    private static final int PAUSE = 20;

    private static final double P50_BAR = 0.3;
    private static final double P99_BAR = 2.0;
    private static final double STREAM_BAR = 0.9;
    private static final long HEAP_BAR = 128L << 20;
    private static final String ONE = "/?query=SELECT%201";

    /// 134,217,728 numbers of 8 bytes.
    private static final String GIB =
            "/?query=SELECT%20number%20FROM%20system.numbers%20LIMIT%20134217728%20FORMAT%20RowBinary";

    /// More than the machine has: here nothing waits for memory.
    private static final long LIMIT = 64L << 30;

    private static final long PROBE = 16L << 20;

    private final String wrk;
    private final Path folder;
    private final int seconds = Integer.getInteger("bellwether.guard-overhead.seconds", 3);
    private final int rounds = Integer.getInteger("bellwether.guard-overhead.rounds", 3);
    private final Map<String, URI> ways = new LinkedHashMap<>();

    private GuardOverhead(String wrk, Path folder) {
        this.wrk = wrk;
        this.folder = folder;
    }

    /// @return 0 when the bar holds, 1 when not or when a package is missing
    public static int run(PrintStream out) {
        return GuardFolder.measure(
                out,
                folder -> {
                    String wrk = need("wrk", "wrk");
                    String nginx = need("nginx", "nginx-light");
                    need("curl", "curl");
                    try (DebianNode node =
                                    DebianNode.start(folder.resolve("node"), NodeSettings.plain());
                            Nginx peer = Nginx.proxy(nginx, folder, node.address());
                            var guard = GuardProgram.before(node.address(), LIMIT, PROBE, folder)) {
                        var bench = new GuardOverhead(wrk, folder);
                        bench.ways.put("no proxy", node.address());
                        bench.ways.put("nginx", URI.create("http://127.0.0.1:" + peer.port()));
                        bench.ways.put("guard", guard.address());
                        return bench.measure(out, guard);
                    }
                });
    }

    private static String need(String program, String debian) {
        return Program.find(program)
                .orElseThrow(() -> new Missing(program, "apt-get install " + debian));
    }

    private boolean measure(PrintStream out, GuardProgram guard) throws IOException {
        out.printf("%d rounds of %d s; %s%n%n", rounds, seconds, GuardFolder.load());
        Map<String, Wrk.Result> paced = requests(out);
        Map<String, Double> rates = stream(out);
        long heap = SlowReaders.heap(guard, 50);
        out.printf(
                Locale.ROOT,
                "%nheap of the guard (-Xmx128m) with 50 slow readers: %.0f MB; %s%n",
                heap / 1e6,
                GuardFolder.load());
        double p50 = at("guard", paced).p50Millis() - at("nginx", paced).p50Millis();
        double p99 = at("guard", paced).p99Millis() - at("nginx", paced).p99Millis();
        double ratio = rates.getOrDefault("guard", 0.0) / rates.getOrDefault("nginx", 1.0);
        boolean holds = p50 <= P50_BAR && p99 <= P99_BAR && ratio >= STREAM_BAR && heap <= HEAP_BAR;
        out.printf(
                Locale.ROOT,
                "bar guard-overhead: %s (%d clients that ask %d ms after an answer, beside nginx: p50 %+.2f ms of +%.1f, p99 %+.2f ms of +%.1f; 1 GiB at %.2f × nginx of %.1f; heap %.0f MB of 134)%n",
                holds ? "holds" : "falls short",
                AT,
                PAUSE,
                p50,
                P50_BAR,
                p99,
                P99_BAR,
                ratio,
                STREAM_BAR,
                heap / 1e6);
        return holds;
    }

    private static Wrk.Result at(String way, Map<String, Wrk.Result> results) {
        return results.getOrDefault(way, new Wrk.Result(0, Double.NaN, Double.NaN));
    }

    /// What is asked of one way, once.
    private interface Round {
        Wrk.Result of(URI way) throws IOException;
    }

    /// @return the medians of [#AT] clients that pause
    private Map<String, Wrk.Result> requests(PrintStream out) throws IOException {
        out.println("| `SELECT 1` | clients | requests/s | p50 ms | p99 ms |");
        out.println("| ---------- | ------- | ---------: | -----: | -----: |");
        ways.values().forEach(this::warm);
        for (int clients : CLIENTS) {
            row(
                    out,
                    Integer.toString(clients),
                    way -> Wrk.run(wrk, way.getPort(), ONE, false, seconds, clients));
        }
        return row(
                out,
                "%d, %d ms apart".formatted(AT, PAUSE),
                way -> Wrk.paced(wrk, way.getPort(), ONE, seconds, AT, PAUSE, folder));
    }

    /// @return the medians
    private Map<String, Wrk.Result> row(PrintStream out, String clients, Round round)
            throws IOException {
        Map<String, List<Wrk.Result>> results = new LinkedHashMap<>();
        for (int i = 0; i < rounds; i++) {
            for (Map.Entry<String, URI> way : ways.entrySet()) {
                results.computeIfAbsent(way.getKey(), _ -> new ArrayList<>())
                        .add(round.of(way.getValue()));
            }
        }
        var medians = new LinkedHashMap<String, Wrk.Result>();
        results.forEach((name, all) -> {
            Wrk.Result median = Wrk.median(all);
            medians.put(name, median);
            out.printf(
                    Locale.ROOT,
                    "| %-10s | %s | %10.0f | %6.2f | %6.2f |%n",
                    name,
                    clients,
                    median.rate(),
                    median.p50Millis(),
                    median.p99Millis());
        });
        return medians;
    }

    /// Until it grows no faster: a virtual machine that has just begun interprets, and on two
    /// processors its compiler takes the rest. What is measured is a guard that has been running.
    private void warm(URI way) {
        double best = 0;
        int sameAgain = 0;
        for (int round = 0; round < MOST_WARMING && sameAgain < 2; round++) {
            double rate = Wrk.run(wrk, way.getPort(), ONE, false, seconds, AT).rate();
            sameAgain = rate < best * 1.05 ? sameAgain + 1 : 0;
            best = Math.max(best, rate);
        }
    }

    /// @return bytes a second, the median of the rounds
    private Map<String, Double> stream(PrintStream out) throws IOException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, URI> way : ways.entrySet()) {
                rates.computeIfAbsent(way.getKey(), _ -> new ArrayList<>())
                        .add(download(way.getValue()));
            }
        }
        var medians = new LinkedHashMap<String, Double>();
        out.printf("%n| 1 GiB    | MB/s |%n| -------- | ---: |%n");
        rates.forEach((name, all) -> {
            double median = all.stream().sorted().toList().get(all.size() / 2);
            medians.put(name, median);
            out.printf(Locale.ROOT, "| %-8s | %4.0f |%n", name, median / 1e6);
        });
        return medians;
    }

    private static double download(URI from) throws IOException {
        Process curl =
                new ProcessBuilder(
                                "curl",
                                "-sS",
                                "-o",
                                "/dev/null",
                                "-w",
                                "%{size_download} %{speed_download}",
                                from + GIB)
                        .redirectErrorStream(true)
                        .start();
        String[] words =
                new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .split(" ", -1);
        if (words.length != 2 || Long.parseLong(words[0]) != 1L << 30) {
            throw new IOException(from + " gave not 1 GiB but " + String.join(" ", words));
        }
        return Double.parseDouble(words[1]);
    }
}
