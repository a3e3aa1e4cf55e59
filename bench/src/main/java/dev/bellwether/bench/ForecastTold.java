package dev.bellwether.bench;

import dev.bellwether.guard.ForecastReplay;
import dev.bellwether.statistics.Proportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of the forecasts of the larger volumes, of one class of queries or of all.
///
/// @param ratios forecast / actual, sorted
/// @param held how many fitted in the first cap that the guard gave
/// @param refused how many the guard did not let come to their end
/// @param wronglyRefused of those, whose peak is within what one query may have
record ForecastTold(double[] ratios, int held, int refused, int wronglyRefused) {
    static final String HEAD =
            "| engine | class | forecasts | within | 95 % of it | median forecast/actual | 90 % of it | held by the guard's first cap | refused, though it fits |\n"
                    + "|---|---|--:|--:|--:|--:|--:|--:|--:|";

    /// The most that one query may have of the guard's room: the heavy lane's three quarters.
    private static final long MOST = ForecastLoad.LIMIT / 4 * 3 / 4 * 3;

    private static final int SAMPLES = 20;

    /// Forecasts are made and learnt from in the order of the runs, with the peaks that the engine
    /// told. Of each form only those after 20 runs count.
    ///
    /// @param estimates whether the engine tells what a query will read
    /// @return by class; those of all under `all`
    static Map<String, ForecastTold> of(ForecastRecord record, boolean estimates) {
        var replay = new ForecastReplay(estimates);
        var seen = new HashMap<String, Integer>();
        var tested = new HashMap<String, List<Tested>>();
        for (ForecastRun run : record.runs()) {
            Long peak = record.peaks().get(run.mark());
            if (peak == null) {
                throw new IllegalStateException("no peak is known of " + run.sql());
            }
            int before = seen.merge(run.shape().name(), 1, Integer::sum) - 1;
            if (run.isTest() && before >= SAMPLES) {
                long forecast = replay.forecast(run.sql(), run.rows(), run.at()).orElseThrow();
                var one = new Tested(run, forecast, peak);
                for (String of : List.of(ForecastReplay.family(run.sql()), "all")) {
                    tested.computeIfAbsent(of, _ -> new ArrayList<>()).add(one);
                }
            }
            replay.ended(run.sql(), run.rows(), peak, run.at());
        }
        var told = new HashMap<String, ForecastTold>();
        tested.forEach((of, all) -> told.put(of, of(all)));
        return told;
    }

    private record Tested(ForecastRun run, long forecast, long peak) {}

    private static ForecastTold of(List<Tested> all) {
        return new ForecastTold(
                all.stream().mapToDouble(t -> (double) t.forecast() / t.peak()).sorted().toArray(),
                (int) all.stream().filter(t -> !t.run().ranOut() && t.run().isAnswered()).count(),
                (int) all.stream().filter(t -> !t.run().isAnswered()).count(),
                (int) all.stream().filter(t -> !t.run().isAnswered() && t.peak() <= MOST).count());
    }

    ForecastTold and(ForecastTold other) {
        double[] both = Arrays.copyOf(ratios, ratios.length + other.ratios.length);
        System.arraycopy(other.ratios, 0, both, ratios.length, other.ratios.length);
        Arrays.sort(both);
        return new ForecastTold(
                both,
                held + other.held,
                refused + other.refused,
                wronglyRefused + other.wronglyRefused);
    }

    int count() {
        return ratios.length;
    }

    int within() {
        return (int) Arrays.stream(ratios).filter(ratio -> ratio >= 1).count();
    }

    double share() {
        return (double) within() / count();
    }

    double median() {
        return ratios[count() / 2];
    }

    double falseRefusals() {
        return (double) wronglyRefused / count();
    }

    String line(String engine, String of) {
        var interval =
                Proportions.wilson(new Proportions.Count(count(), within()), 0.05)
                        .optional()
                        .orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.2f %% | %.2f to %.2f %% | %.2f | %.2f to %.2f | %.2f %% | %d of %d |",
                engine,
                of,
                count(),
                share() * 100,
                interval.low() * 100,
                interval.high() * 100,
                median(),
                ratios[count() / 20],
                ratios[count() * 19 / 20],
                100.0 * held / count(),
                wronglyRefused,
                refused);
    }
}
