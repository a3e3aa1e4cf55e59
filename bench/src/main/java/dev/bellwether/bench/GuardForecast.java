package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// Do the forecasts of what queries need come true? Forty shapes and more over small volumes, then
/// over larger ones, through the guard, on Debian's ClickHouse of 2018 and on a current engine,
/// which say themselves what each query needed.
///
/// `-Dbellwether.guard-forecast.rows` (2,400,000) is the largest volume; each other is half of the
/// next. `.engines` (`debian,chdb`) are those that are asked. `.record` is a file that all runs are
/// written to, `.recorded` one that they are read from instead of asking anybody; both with the
/// engine's name behind.
final class GuardForecast {
    private static final double SHARE = 0.995;
    private static final double MEDIAN = 2;
    private static final double REFUSALS = 0.01;
    private static final int SHAPES = 30;
    private static final int ROWS = 2_400_000;
    private static final String DEBIAN = "Debian 18.16";
    private static final String CHDB = "libchdb 26.7";
    private static final String KEY = "bellwether.guard-forecast.";

    private GuardForecast() {}

    /// @return 0 when the bar holds, 1 when not or when a package is missing
    static int run(PrintStream out) {
        return GuardFolder.measure(out, folder -> run(out, folder));
    }

    private static boolean run(PrintStream out, Path folder) throws IOException {
        int rows = Integer.getInteger(KEY + "rows", ROWS);
        String engines = System.getProperty(KEY + "engines", "debian,chdb");
        out.printf(
                "trained on %,d to %,d rows, tested on %,d and %,d; %s%n",
                rows / 16, rows / 4, rows / 2, rows, GuardFolder.load());
        List<String> lines = new ArrayList<>();
        List<ForecastTold> each = new ArrayList<>();
        for (String name : engines.split(",")) {
            String engine = name.equals("debian") ? DEBIAN : CHDB;
            boolean isModern = engine.equals(CHDB);
            ForecastRecord record = record(folder.resolve(name), isModern, name);
            Map<String, ForecastTold> told = ForecastTold.of(record, isModern);
            new TreeMap<>(told).forEach((of, one) -> lines.add(one.line(engine, of)));
            each.add(Objects.requireNonNull(told.get("all")));
            out.printf(
                    "%s: %d shapes, %d queries; %s%n",
                    engine,
                    ForecastShape.all(isModern).size(),
                    record.runs().size(),
                    GuardFolder.load());
        }
        out.println();
        out.println(ForecastTold.HEAD);
        lines.forEach(out::println);
        return holds(out, each);
    }

    private static ForecastRecord record(Path folder, boolean isModern, String name)
            throws IOException {
        String recorded = System.getProperty(KEY + "recorded", "");
        if (!recorded.isEmpty()) {
            return ForecastRecord.read(Path.of(recorded + "." + name), ForecastShape.all(isModern));
        }
        int rows = Integer.getInteger(KEY + "rows", ROWS);
        try (ForecastEngine engine =
                        isModern
                                ? ForecastEngine.Chdb.start(folder)
                                : ForecastEngine.Debian.start(folder);
                var load = new ForecastLoad(engine)) {
            var record = new ForecastRecord(load.run(volumes(rows)), engine.peaks());
            String file = System.getProperty(KEY + "record", "");
            if (!file.isEmpty()) {
                record.write(Path.of(file + "." + name));
            }
            return record;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// 24 runs of each form over the smaller ones; over the larger ones it goes on to learn.
    private static List<ForecastLoad.Volume> volumes(int most) {
        return List.of(
                new ForecastLoad.Volume(most / 16, 8, false),
                new ForecastLoad.Volume(most / 8, 8, false),
                new ForecastLoad.Volume(most / 4, 8, false),
                new ForecastLoad.Volume(most / 2, 5, true),
                new ForecastLoad.Volume(most, 3, true));
    }

    private static boolean holds(PrintStream out, List<ForecastTold> each) {
        boolean holds =
                ForecastShape.all(false).size() >= SHAPES
                        && each.stream()
                                .allMatch(one ->
                                        one.share() >= SHARE
                                                && one.median() <= MEDIAN
                                                && one.falseRefusals() <= REFUSALS);
        ForecastTold all = each.stream().reduce(ForecastTold::and).orElseThrow();
        out.println(all.line("both", "all"));
        out.printf(
                Locale.ROOT,
                "%nbar guard-forecast: %s (on each engine: %s of 99.5 %% within the forecast, median forecast/actual %s of 2, false refusals %s of 1 %%)%n",
                holds ? "holds" : "falls short",
                words(each, "%.2f %%", one -> one.share() * 100),
                words(each, "%.2f", ForecastTold::median),
                words(each, "%.2f %%", one -> one.falseRefusals() * 100));
        return holds;
    }

    private static String words(
            List<ForecastTold> each, String format, ToDoubleFunction<ForecastTold> what) {
        return String.join(
                " and ",
                each.stream()
                        .map(one -> String.format(Locale.ROOT, format, what.applyAsDouble(one)))
                        .toList());
    }
}
