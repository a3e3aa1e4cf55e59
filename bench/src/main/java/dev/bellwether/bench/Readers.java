package dev.bellwether.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Does any page of a stranger's break a reader? Pages in the shape of every platform, spoilt by a
/// seeded mutator, for ten minutes: no exception but the readers' own, memory and time bounded.
public final class Readers {
    private static final Duration FULL = Duration.ofMinutes(10);

    private Readers() {}

    /// @return 0 when the bar holds, 1 when not
    public static int run(PrintStream out) {
        Quiet.logs();
        long end = System.nanoTime() + FULL.toNanos();
        var fuzz = new ReaderFuzz();
        long seed = 0;
        while (System.nanoTime() < end) {
            fuzz.round(seed++);
        }
        return tell(out, fuzz.tallies(), seed);
    }

    static int tell(PrintStream out, List<ReaderTally> tallies, long seeds) {
        out.printf(
                Locale.ROOT,
                "%,d seeds, two pages of each shape, one to three mutations%n%n",
                seeds);
        out.println(
                "| reader           |     reads | refused | largest page | most allocated | bytes per byte | most CPU | faults |");
        out.println(
                "| ---------------- | --------: | ------: | -----------: | -------------: | -------------: | -------: | -----: |");
        for (ReaderTally t : tallies) {
            out.printf(
                    Locale.ROOT,
                    "| %-16s | %,9d | %5.1f %% | %9.1f KB | %11.1f MB | %14.1f | %5.0f ms | %6d |%n",
                    t.reader,
                    t.reads,
                    100.0 * t.refused / Math.max(1, t.reads),
                    t.mostBytes / 1024.0,
                    t.mostAllocated / 1048576.0,
                    t.worstFactor,
                    t.mostMicros / 1000.0,
                    t.faults.size());
        }
        tallies.forEach(t -> t.faults.forEach(out::println));
        boolean holds = tallies.stream().allMatch(t -> t.faults.isEmpty() && t.reads > 0);
        out.printf(
                Locale.ROOT,
                "%nbar readers: %s (no exception but UnreadablePage; at most %d MB + %d times the page allocated and %d ms of CPU a read)%n",
                holds ? "holds" : "falls short",
                ReaderFuzz.BASE >> 20,
                ReaderFuzz.FACTOR,
                ReaderFuzz.MOST_MICROS / 1000);
        return holds ? 0 : 1;
    }
}
