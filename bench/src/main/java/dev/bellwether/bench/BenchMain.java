package dev.bellwether.bench;

import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// Runs a benchmark by name. Each prints a table with a peer beside us, ends in a line `bar NAME:
/// holds` or `bar NAME: falls short`, and answers 0 or 1.
public final class BenchMain {
    private static final int USAGE = 2;

    private static final Map<String, ToIntFunction<PrintStream>> BENCHMARKS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("assign", Assign::run),
                            Map.entry("audience", AudienceBench::run),
                            Map.entry("console-lists", ConsoleLists::run),
                            Map.entry("fan-out", FanOutBench::run),
                            Map.entry("guard-blame", GuardBlame::run),
                            Map.entry("guard-forecast", GuardForecast::run),
                            Map.entry("guard-oom", GuardOom::run),
                            Map.entry("guard-overhead", GuardOverhead::run),
                            Map.entry("guard-recover", GuardRecover::run),
                            Map.entry("inbound", InboundBench::run),
                            Map.entry("ingest", IngestBench::run),
                            Map.entry("page", PageBench::run),
                            Map.entry("page-fresh", PageFresh::run),
                            Map.entry("page-idle", PageIdle::run),
                            Map.entry("page-kill", PageKill::run),
                            Map.entry("page-lost", PageLost::run),
                            Map.entry("page-storm", PageStorm::run),
                            Map.entry("peeking", Peeking::run),
                            Map.entry("readers", Readers::run),
                            Map.entry("results", ResultsBench::run),
                            Map.entry("results-clickhouse", ResultsClickHouse::run),
                            Map.entry("schedule-year", ScheduleYear::run),
                            Map.entry("takeover", Takeover::run),
                            Map.entry("watch-rival", WatchRival::run),
                            Map.entry("watch-scale", WatchScale::run),
                            Map.entry("watch-truth", WatchTruth::run)));

    private static final Set<String> HELP = Set.of("--help", "-h");

    private BenchMain() {}

    /// @param args the benchmark's name
    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    /// @return 0 when the bar holds, 1 when it does not, 2 when there is no such benchmark; 0 for
    ///   help
    public static int run(String[] args, PrintStream out) {
        ToIntFunction<PrintStream> benchmark = args.length == 1 ? BENCHMARKS.get(args[0]) : null;
        if (benchmark == null) {
            boolean asksForHelp = args.length == 1 && HELP.contains(args[0]);
            if (args.length > 0 && !asksForHelp) {
                out.println("There is no benchmark '" + String.join(" ", args) + "'.");
            }
            out.println("usage: bench NAME, where NAME is one of " + names());
            return asksForHelp ? 0 : USAGE;
        }
        return benchmark.applyAsInt(out);
    }

    /// The names of all benchmarks, with commas.
    public static String names() {
        return String.join(", ", BENCHMARKS.keySet());
    }
}
