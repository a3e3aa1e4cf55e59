package dev.bellwether.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// One process with 10,000 HTTP checks each 30 s and the pages of all providers each 60 s: does it
/// keep its beat, in how much memory and processor time, and can somebody still look at it?
///
/// Targets and pages are processes of their own, measured apart. `-Dbellwether.watch-scale.checks`,
/// `.warm-up` and `.measure` (seconds) make it smaller; `.jfr` names a file for a profile.
final class WatchScale {
    private static final int CHECKS = Integer.getInteger("bellwether.watch-scale.checks", 10_000);
    private static final int WARM_UP = Integer.getInteger("bellwether.watch-scale.warm-up", 120);
    private static final int MEASURE = Integer.getInteger("bellwether.watch-scale.measure", 300);
    private static final String HEAP = "-Xmx384m";
    private static final int LOOK_EVERY = 5;

    private static final double LATE_BAR = 1.0;
    private static final double MEGABYTES_BAR = 768;
    private static final double CORES_BAR = 1.0;
    private static final double MILLIS_BAR = 200;

    private static final List<String> LISTS =
            List.of(
                    "/console",
                    "/console/checks",
                    "/console/services",
                    "/console/providers",
                    "/console/incidents");

    private WatchScale() {}

    /// @return 0 when the bar holds, 1 when not
    static int run(PrintStream out) {
        Quiet.logs();
        try {
            Path directory = Files.createTempDirectory("watch-scale");
            try {
                return run(out, directory);
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(PrintStream out, Path directory) throws IOException {
        out.println("load of the machine before: " + load());
        Path data = directory.resolve("data");
        Process pages =
                JavaChild.command(
                                ScalePages.class.getName(),
                                List.of("-Xmx128m"),
                                List.of(directory.toString()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var farm = new Targets()) {
            Path catalogue = Path.of(firstLine(pages));
            ScaleOurs.fill(data, CHECKS, farm, Duration.ofSeconds(30));
            var options = new ArrayList<>(List.of(HEAP));
            String jfr = System.getProperty("bellwether.watch-scale.jfr", "");
            if (!jfr.isEmpty()) {
                options.add("-XX:StartFlightRecording=settings=profile,filename=" + jfr);
            }
            try (var ours = new ScaleOurs(data, catalogue, options);
                    var visitor = new ConsoleVisitor(ours.address())) {
                return measure(out, ours, farm, new ProcessMeter(pages.pid()), visitor);
            }
        } finally {
            pages.destroy();
        }
    }

    private static int measure(
            PrintStream out,
            ScaleOurs ours,
            Targets farm,
            ProcessMeter pages,
            ConsoleVisitor visitor)
            throws IOException {
        // While it starts, and its checks all begin, the console may say 503.
        while (!visitor.isUp() || !visitor.signIn(ScaleOurs.EMAIL, ScaleOurs.PASSWORD)) {
            if (!ours.isAlive()) {
                throw new IOException("The server ended");
            }
            LockSupport.parkNanos(1_000_000_000);
        }
        watch(visitor, ours, WARM_UP);
        visitor.forget();
        double cpu = ours.meter().cpuSeconds();
        double farmCpu = farm.meter().cpuSeconds();
        double pagesCpu = pages.cpuSeconds();
        long asked = farm.asked();
        double polls = visitor.metric("bellwether_provider_polls_total");
        long start = System.nanoTime();
        double megabytes = watch(visitor, ours, MEASURE);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cores = (ours.meter().cpuSeconds() - cpu) / seconds;
        double late = visitor.metric("bellwether_checks_late_seconds{quantile=\"0.99\"}");
        out.printf(
                Locale.ROOT,
                "load of the machine after: %s; %,d checks every 30 s, %,.0f provider pages every 60 s,"
                        + " measured for %.0f s after %d s%n%n",
                load(),
                CHECKS,
                visitor.metric("bellwether_providers"),
                seconds,
                WARM_UP);
        row(out, "checks a second", "%.1f", (farm.asked() - asked) / seconds);
        row(
                out,
                "provider polls a second",
                "%.1f",
                (visitor.metric("bellwether_provider_polls_total") - polls) / seconds);
        row(
                out,
                "age of the oldest confirmed page",
                "%.0f s",
                visitor.metric("bellwether_provider_oldest_seconds"));
        row(out, "rounds skipped", "%.0f", visitor.metric("bellwether_probes_skipped_total"));
        row(
                out,
                "lateness, median since the start",
                "%.3f s",
                visitor.metric("bellwether_checks_late_seconds{quantile=\"0.5\"}"));
        row(out, "lateness, p99 since the start", "%.3f s", late);
        row(out, "memory (RSS), most", "%.0f MB", megabytes);
        row(out, "processor, server", "%.2f cores", cores);
        row(
                out,
                "processor, targets",
                "%.2f cores",
                (farm.meter().cpuSeconds() - farmCpu) / seconds);
        row(out, "processor, pages", "%.2f cores", (pages.cpuSeconds() - pagesCpu) / seconds);
        double slowest = 0;
        for (var list : visitor.millis().entrySet()) {
            double p95 = quantile(list.getValue(), 0.95);
            slowest = Math.max(slowest, p95);
            row(out, list.getKey() + ", median", "%.0f ms", quantile(list.getValue(), 0.5));
            row(out, list.getKey() + ", p95", "%.0f ms", p95);
        }
        boolean holds =
                late < LATE_BAR
                        && megabytes < MEGABYTES_BAR
                        && cores < CORES_BAR
                        && slowest < MILLIS_BAR;
        out.printf(
                Locale.ROOT,
                "%nbar watch-scale: %s (lateness p99 < 1 s, memory < 768 MB, processor < 1 core, lists < 200 ms at p95)%n",
                holds ? "holds" : "falls short");
        return holds ? 0 : 1;
    }

    /// Looks at every list now and then; answers the most memory in use, in MB.
    private static double watch(ConsoleVisitor visitor, ScaleOurs ours, int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long most = 0;
        while (System.nanoTime() < end) {
            for (String list : LISTS) {
                visitor.look(list);
            }
            most = Math.max(most, ours.meter().residentBytes());
            LockSupport.parkNanos(LOOK_EVERY * 1_000_000_000L);
        }
        return most / 1048576.0;
    }

    private static void row(PrintStream out, String what, String form, double figure) {
        out.printf(
                Locale.ROOT, "| %-36s | %14s |%n", what, String.format(Locale.ROOT, form, figure));
    }

    private static double quantile(List<Double> sorted, double quantile) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(sorted.size() * quantile)));
    }

    private static String firstLine(Process process) throws IOException {
        var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line == null) {
            throw new IOException("The pages did not start");
        }
        return line;
    }

    static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).replaceAll(" [0-9]+/.*\\s*$", "") : "?";
    }

    static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
