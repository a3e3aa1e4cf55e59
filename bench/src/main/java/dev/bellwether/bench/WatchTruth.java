package dev.bellwether.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Is the watch right? A virtual day of 10,000 checks that are probed every 30 s from 5 places,
/// with 0.5 % of all probes failing for no reason and real outages of 40 s to 1 h, judged by the
/// verdict machine that the server runs and, on the same probes, by the two rules that are
/// commonest elsewhere: three failures in a row at one place, and any failure.
public final class WatchTruth {
    private static final Duration MOST = WatchDay.INTERVAL.plusSeconds(5);

    private WatchTruth() {}

    /// Runs the whole day.
    ///
    /// @return 0 when the bar holds, 1 when not
    public static int run(PrintStream out) {
        return run(out, 10_000, Duration.ofDays(1), 1);
    }

    static int run(PrintStream out, int checks, Duration time, long seed) {
        long start = System.nanoTime();
        WatchTally all = simulate(checks, time, seed);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%,d checks, %d places, every %d s, for %d h of virtual time (%.1f s of ours);"
                        + " %.1f %% of %,d probes fail for no reason; %,d real outages of 40 s to 1 h%n%n",
                checks,
                WatchDay.PLACES.size(),
                WatchDay.INTERVAL.toSeconds(),
                time.toHours(),
                seconds,
                WatchDay.STRAY * 100,
                all.ours.probes,
                all.outages);
        out.printf(
                Locale.ROOT,
                "%-34s %12s %14s %9s %9s %9s %9s%n",
                "rule",
                "false downs",
                "outages found",
                "median",
                "p99",
                "max",
                "probes");
        print(out, "Bellwether (quorum of 5, burst)", all.ours, all);
        print(out, "3 in a row at one place", all.threeInARow, all);
        print(out, "any failure at any place", all.anyFailure, all);
        return verdict(out, all);
    }

    static WatchTally simulate(int checks, Duration time, long seed) {
        int workers = Runtime.getRuntime().availableProcessors();
        var total = new WatchTally();
        try (var threads = Executors.newFixedThreadPool(workers)) {
            var parts =
                    IntStream.range(0, workers)
                            .<Callable<WatchTally>>mapToObj(
                                    worker -> () -> part(worker, workers, checks, time, seed))
                            .toList();
            for (var part : threads.invokeAll(parts)) {
                total.add(part.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulation broke", e.getCause());
        }
        return total;
    }

    private static WatchTally part(int worker, int workers, int checks, Duration time, long seed) {
        var tally = new WatchTally();
        for (int check = worker; check < checks; check += workers) {
            new WatchDay(seed * 1_000_003 + check, time, tally).run();
        }
        return tally;
    }

    private static void print(PrintStream out, String rule, WatchTally.Rule found, WatchTally all) {
        double[] delays = found.sortedDelays();
        out.printf(
                Locale.ROOT,
                "%-34s %,12d %,7d/%,6d %7.1f s %7.1f s %7.1f s %+8.1f%%%n",
                rule,
                found.falseDowns,
                delays.length,
                all.outages,
                WatchTally.quantile(delays, 0.5),
                WatchTally.quantile(delays, 0.99),
                WatchTally.quantile(delays, 1),
                100.0 * (found.probes - all.regularProbes) / all.regularProbes);
    }

    private static int verdict(PrintStream out, WatchTally all) {
        double[] delays = all.ours.sortedDelays();
        boolean holds =
                all.ours.falseDowns == 0
                        && delays.length == all.outages
                        && Arrays.stream(delays).allMatch(d -> d <= MOST.toSeconds());
        out.printf(
                Locale.ROOT,
                "%nbar watch-truth: %s: %d false downs (0 allowed), %d of %d outages found (all),"
                        + " decided within %.1f s at most and %.1f s at p99 (%d s allowed)%n",
                holds ? "holds" : "falls short",
                all.ours.falseDowns,
                delays.length,
                all.outages,
                WatchTally.quantile(delays, 1),
                WatchTally.quantile(delays, 0.99),
                MOST.toSeconds());
        return holds ? 0 : 1;
    }
}
