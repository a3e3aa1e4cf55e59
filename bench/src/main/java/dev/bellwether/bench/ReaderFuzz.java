package dev.bellwether.bench;

import com.sun.management.ThreadMXBean;
import dev.bellwether.demo.SimulatedPages;
import dev.bellwether.watch.PageReaders;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Reads spoilt pages. Bounds of one read, by this thread's own counters so that a busy machine
/// changes nothing: memory allocated of at most [#BASE] and [#FACTOR] times the page, processor
/// time of at most [#MOST_MICROS].
final class ReaderFuzz {
    static final long BASE = 16 << 20;
    static final long FACTOR = 100;
    static final long MOST_MICROS = 1_000_000;

    private static final int WARM_UP = 20;
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<SimulatedPages.Page> pages = SimulatedPages.all(NOW.minusSeconds(600));
    private final Map<String, ReaderTally> tallies = new TreeMap<>();

    ReaderFuzz() {
        // What is loaded once belongs to no page.
        for (int i = 0; i < WARM_UP; i++) {
            pages.forEach(page -> PageReaders.read(page.reader(), page.documents(), NOW));
        }
        PageReaders.names().forEach(name -> tallies.put(name, new ReaderTally(name)));
    }

    List<ReaderTally> tallies() {
        return List.copyOf(tallies.values());
    }

    /// Every page of every shape, spoilt as `seed` has it, read by its reader, and by another one.
    void round(long seed) {
        List<String> readers = PageReaders.names();
        for (int i = 0; i < pages.size(); i++) {
            SimulatedPages.Page page = pages.get(i);
            var random = new Random(seed * 1_000_003 + i);
            List<byte[]> documents = spoilt(page.documents(), random);
            read(page.reader(), documents, seed);
            if (random.nextInt(4) == 0) {
                read(readers.get(random.nextInt(readers.size())), documents, seed);
            }
        }
    }

    private static List<byte[]> spoilt(List<byte[]> documents, Random random) {
        var spoilt = new ArrayList<>(documents);
        int one = random.nextInt(documents.size());
        spoilt.set(one, PageMutator.spoil(documents.get(one), random));
        // A reader may count on as many documents as it asks for, not on what stands in them.
        while (spoilt.size() < 4) {
            spoilt.add(new byte[0]);
        }
        return spoilt;
    }

    private void read(String reader, List<byte[]> documents, long seed) {
        ReaderTally tally = tallies.get(reader);
        if (tally == null) {
            throw new IllegalStateException("There is no reader " + reader);
        }
        long size = documents.stream().mapToLong(d -> d.length).sum();
        long self = Thread.currentThread().threadId();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getThreadAllocatedBytes(self);
        try {
            if (PageReaders.read(reader, documents, NOW).isEmpty()) {
                tally.refused++;
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            StackTraceElement[] trace = e.getStackTrace();
            tally.fault("seed " + seed + ": " + e + (trace.length > 0 ? " at " + trace[0] : ""));
        }
        allocated = THREADS.getThreadAllocatedBytes(self) - allocated;
        long micros = (THREADS.getCurrentThreadCpuTime() - cpu) / 1_000;
        tally.reads++;
        tally.bytes += size;
        tally.mostBytes = Math.max(tally.mostBytes, size);
        tally.mostAllocated = Math.max(tally.mostAllocated, allocated);
        tally.mostMicros = Math.max(tally.mostMicros, micros);
        if (size > 64 << 10) {
            tally.worstFactor = Math.max(tally.worstFactor, (double) allocated / size);
        }
        if (allocated > BASE + FACTOR * size) {
            tally.fault("seed " + seed + ": " + allocated + " bytes allocated for " + size);
        }
        if (micros > MOST_MICROS) {
            tally.fault("seed " + seed + ": " + micros + " µs for " + size + " bytes");
        }
    }
}
