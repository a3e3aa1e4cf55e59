package dev.bellwether.bench;

import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.CampaignSums;
import dev.bellwether.experiment.Results;
import dev.bellwether.experiment.ResultsAnswer;
import dev.bellwether.experiment.SliceFilter;
import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Difference;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Scale;
import dev.bellwether.statistics.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// The process in which [ResultsBench] measures.
final class ResultsHouse {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int TURNS = 3;

    /// Megabytes of DuckDB, ours and the rival's.
    private static final int MEMORY = 1_024;

    /// Every column that a reading needs, of every row that it needs.
    private static final String SCAN =
            """
            SELECT sum(visitor), sum(happened), sum(value), sum(strlen(name)),
                sum(strlen(variation)), sum(strlen(properties))
            FROM event
            WHERE site = 'shop' AND (kind = 0 AND name = 'blue' OR kind = 1 AND name IN
                ('order', 'signup', 'view', 'cart', 'search', 'page_loaded_ms'))
            """;

    private final long events = ResultsBench.events();
    private final Campaign campaign = ResultsWorld.campaign();
    private final Path folder;
    private final EventStore store;
    private final ResultsBars bars = new ResultsBars(System.out);

    private ResultsHouse(Path folder, EventStore store) {
        this.folder = folder;
        this.store = store;
    }

    public static void main(String[] args) throws Exception {
        Quiet.logs();
        Path folder = Files.createTempDirectory("bellwether-results-");
        int code;
        try {
            code = run(folder);
        } finally {
            delete(folder);
        }
        System.exit(code);
    }

    static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static int run(Path folder) throws Exception {
        long began = System.nanoTime();
        ResultsWorld.make(folder, ResultsBench.events());
        System.out.printf(
                Locale.ROOT,
                "%,d events of %,d visitors, 10 metrics, 2 variations; %,d MB of tables, made in"
                        + " %.0f s; load %s%n%n",
                ResultsBench.events(),
                ResultsWorld.visitors(ResultsBench.events()),
                Files.size(folder.resolve("events.duckdb")) >> 20,
                (System.nanoTime() - began) / 1e9,
                WatchScale.load());
        var settings = new EventSettings(folder, MEMORY, 2, 4L << 30, Duration.ofMinutes(1));
        try (var store = EventStore.open(settings, Instant::now)) {
            return new ResultsHouse(folder, store).measure();
        }
    }

    private int measure() throws Exception {
        double scan = median(() -> ask(SCAN));
        double[] cold = new double[TURNS];
        double[] refresh = new double[TURNS];
        for (int i = 0; i < TURNS - 1; i++) {
            try (Results results = open()) {
                cold[i] = timed(() -> now(results));
            }
        }
        try (Results results = open()) {
            cold[TURNS - 1] = timed(() -> now(results));
            bars.tell("DuckDB's scan of the needed columns", scan);
            bars.tell("ours, cold, the first in the process", cold[0]);
            double ours = middle(cold);
            bars.tell("ours, cold", ours);
            bars.most("cold", ours, 3 * scan, "3 × the scan");
            for (int i = 0; i < TURNS; i++) {
                ResultsWorld.take(store, events, i, (int) (events / 100));
                refresh[i] = timed(() -> now(results));
                bars.tell("ours, refresh after 1 % more events, " + (i + 1), refresh[i]);
            }
            double after = middle(refresh);
            bars.most("refresh", after, 0.05 * ours, "5 % of cold");
            bars.most("page", median(() -> page(results)), 50, "50 ms");
            bars.most("filter", filters(results), 1_000, "1 s");
            long resident = peakMegabytes();
            bars.megabytes("memory", resident, 2_048);
            rival(now(results), ours, after);
        }
        return bars.holds() ? 0 : 1;
    }

    private Results open() throws IOException {
        return Results.of(store, folder.resolve("states"), Instant::now);
    }

    private CampaignSums now(Results results) {
        return told(results.now(ResultsWorld.SITE, campaign, SliceFilter.ALL));
    }

    static CampaignSums told(ResultsAnswer answer) {
        return switch (answer) {
            case ResultsAnswer.Told(CampaignSums sums) -> sums;
            case ResultsAnswer.CannotSay(var cause, String why) ->
                    throw new IllegalStateException(cause + ": " + why);
        };
    }

    /// What a page needs: each metric's levels and difference, and of sums each day's.
    private int page(Results results) {
        int said = 0;
        for (CampaignSums.MetricSums metric :
                told(results.kept(ResultsWorld.SITE, campaign, SliceFilter.ALL)).metrics()) {
            Answer<Level> control = metric.level(0);
            Answer<Level> treatment = metric.level(1);
            said +=
                    control.then(a -> treatment.then(b -> Difference.between(a, b, Scale.RELATIVE)))
                                    .optional()
                                    .isPresent()
                            ? 1
                            : 0;
            if (metric instanceof CampaignSums.Summed summed) {
                said += summed.daily(0).size() + summed.daily(1).size();
            }
        }
        return said;
    }

    private double filters(Results results) throws Exception {
        List<SliceFilter> filters =
                List.of(
                        SliceFilter.of("country", "c3"),
                        new SliceFilter.Not(SliceFilter.of("device", "d1")),
                        new SliceFilter.Any(
                                List.of(
                                        new SliceFilter.All(
                                                List.of(
                                                        SliceFilter.of("country", "c1", "c2"),
                                                        SliceFilter.of("device", "d0"))),
                                        new SliceFilter.Not(SliceFilter.of("country", "c7")))));
        double slowest = 0;
        for (SliceFilter filter : filters) {
            double took = timed(() -> told(results.kept(ResultsWorld.SITE, campaign, filter)));
            bars.tell("filter " + (filters.indexOf(filter) + 1), took);
            slowest = Math.max(slowest, took);
        }
        return slowest;
    }

    private void rival(CampaignSums sums, double cold, double refresh) throws Exception {
        List<Map<String, List<Double>>> told = new ArrayList<>();
        double each =
                timed(() ->
                        store.ask(session -> told.add(new ResultsRival(session).each()), PATIENCE));
        bars.tell("rival, a query a metric", each);
        double together =
                timed(() ->
                        store.ask(
                                session -> {
                                    new ResultsRival(session).together();
                                    return true;
                                },
                                PATIENCE));
        bars.tell("rival, all metrics in one query, quantiles by themselves", together);
        bars.least("rival cold", each / cold, 10);
        bars.least("rival refresh", each / refresh, 100);
        bars.same(numbers(sums), told.getFirst());
    }

    /// As [ResultsRival#each] has them.
    static Map<String, List<Double>> numbers(CampaignSums sums) {
        Map<String, List<Double>> numbers = new TreeMap<>();
        for (CampaignSums.MetricSums metric : sums.metrics()) {
            for (int arm = 0; arm < sums.campaign().variations().size(); arm++) {
                numbers.put(
                        metric.metric().key() + " " + sums.campaign().variations().get(arm).name(),
                        switch (metric) {
                            case CampaignSums.Summed summed -> numbers(summed.sums(arm));
                            case CampaignSums.Ranked ranked ->
                                    numbers(ranked.variations().get(arm));
                        });
            }
        }
        return numbers;
    }

    private static List<Double> numbers(Sums sums) {
        List<Double> numbers = new ArrayList<>(List.of((double) sums.n(), sums.sum(0)));
        numbers.add(sums.sumOfProducts(0, 0));
        if (sums.variables() > 1) {
            numbers.addAll(
                    List.of(sums.sum(1), sums.sumOfProducts(0, 1), sums.sumOfProducts(1, 1)));
        }
        return numbers;
    }

    private static List<Double> numbers(CampaignSums.Ranks ranks) {
        Sums below = ranks.below();
        return List.of(
                (double) ranks.events(),
                ranks.values().optional().orElseThrow().value(),
                below.sum(0),
                below.sumOfProducts(0, 0),
                below.sumOfProducts(0, 1),
                below.sumOfProducts(1, 1));
    }

    private boolean ask(String sql) {
        return store.ask(
                session -> {
                    try (var statement = session.connection().createStatement();
                            var row = statement.executeQuery(sql)) {
                        return row.next();
                    }
                },
                PATIENCE);
    }

    static double median(Callable<?> work) throws Exception {
        double[] took = new double[TURNS];
        for (int i = 0; i < TURNS; i++) {
            took[i] = timed(work);
        }
        return middle(took);
    }

    private static double middle(double[] took) {
        double[] sorted = took.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /// Milliseconds.
    static double timed(Callable<?> work) throws Exception {
        long began = System.nanoTime();
        work.call();
        return (System.nanoTime() - began) / 1e6;
    }

    /// The most memory of this process at once, mapped pages of states included.
    private static long peakMegabytes() throws IOException {
        return Files.readString(Path.of("/proc/self/status"))
                        .lines()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                >> 10;
    }
}
