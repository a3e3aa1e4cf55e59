package dev.bellwether.bench;

import dev.bellwether.model.Job;
import dev.bellwether.model.Update;
import dev.bellwether.server.PagesOnly;
import dev.bellwether.statuspage.PageSettings;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// How long after an incident update is committed does a visitor get the first byte that says so?
/// An installation of 1,000 components on ten pages of 100; and, harder, ten pages that each show
/// all 1,000. The incident concerns every page, so that all ten change at once; 200 readers with
/// their connections kept alive ask again and again meanwhile. The clock starts before the commit,
/// so the commit itself counts too.
public final class PageFresh {
    private static final int PAGES = 10;
    private static final int COMPONENTS = 1_000;
    private static final int READERS = 200;
    private static final int UPDATES = 100;
    private static final int WARM_UP = 40;
    private static final double BAR_MILLIS = 100;
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(250);

    private PageFresh() {}

    /// @return 0 when the bar holds, 1 when not
    public static int run(PrintStream out) {
        Quiet.logs();
        try {
            out.println(
                    "| pages | components | on each page | readers | samples | p50 ms | p95 ms | p99 ms | max ms |");
            out.println(
                    "| ----: | ---------: | -----------: | ------: | ------: | -----: | -----: | -----: | -----: |");
            double bar = measure(out, COMPONENTS / PAGES);
            double harder = measure(out, COMPONENTS);
            boolean holds = bar < BAR_MILLIS;
            out.printf(
                    Locale.ROOT,
                    "bar page-fresh: %s (p99 %.1f ms from before the commit to the first new byte, bar %.0f ms;"
                            + " with all components on every page %.1f ms)%n",
                    holds ? "holds" : "falls short",
                    bar,
                    BAR_MILLIS,
                    harder);
            return holds ? 0 : 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /// @param each how many of the components a page shows
    /// @return the 99th percentile, ms
    private static double measure(PrintStream out, int each)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("bellwether-fresh");
        InstantSource clock = InstantSource.system();
        var stop = new AtomicBoolean();
        try (Store store = Store.open(StoreSettings.sqlite(directory.resolve("bench.db")), clock)) {
            var settings =
                    new PageSettings(
                            Optional.of(directory.resolve("data")),
                            Optional.empty(),
                            "https://status.example.com");
            var pages = new PublishedPages(settings, clock);
            PageFacts.services(store, COMPONENTS, clock.instant(), 7);
            PageFacts.pastIncidents(store, 30, clock.instant());
            var setUp = new StatusPages(store);
            for (int i = 0; i < PAGES; i++) {
                setUp.create(
                        PageFacts.ORGANIZATION,
                        PageFacts.page("p" + i, firstOf(i, each), each, i == 0, clock.instant()),
                        PageFacts.ACTOR);
            }
            List<Job> jobs = pages.jobs(store);
            jobs.forEach(job -> job.run(clock.instant()));
            try (var server = new PagesOnly(pages, clock)) {
                jobs.forEach(job -> loop(job, store, clock, stop));
                for (int i = 0; i < READERS; i++) {
                    reader(server.port(), "/p/p" + i % PAGES + "/", stop);
                }
                Histogram histogram = updates(store, server.port(), each, clock, stop);
                stop.set(true);
                return report(out, each, histogram);
            }
        } finally {
            stop.set(true);
        }
    }

    /// The number of the first component of a page.
    private static int firstOf(int page, int each) {
        return page * each % COMPONENTS;
    }

    private static Histogram updates(
            Store store, int port, int each, InstantSource clock, AtomicBoolean stop)
            throws InterruptedException, IOException {
        var probes = new ArrayList<PageProbe>();
        for (int i = 0; i < PAGES; i++) {
            probes.add(new PageProbe(port, "/p/p" + i + "/"));
        }
        var histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        var said = new ArrayList<Update>();
        Instant opened = clock.instant();
        List<Integer> services =
                IntStream.range(0, PAGES).map(i -> firstOf(i, each)).distinct().boxed().toList();
        for (int n = 0; n < WARM_UP + UPDATES && !stop.get(); n++) {
            String words = "This is update number " + n + ".";
            said.add(PageFacts.update("update" + n, "investigating", words, clock.instant()));
            if (said.size() > 5) {
                said.removeFirst();
            }
            var incident =
                    PageFacts.incident(
                            "fresh", "Checkout fails", opened, List.copyOf(said), false, services);
            var threads = new ArrayList<Thread>();
            var took = new long[PAGES];
            long start = System.nanoTime();
            for (int i = 0; i < PAGES; i++) {
                int page = i;
                threads.add(
                        Thread.ofPlatform()
                                .daemon()
                                .start(() -> took[page] = probes.get(page).await(words) - start));
            }
            store.run(tx -> tx.journal(PageFacts.ORGANIZATION, PageFacts.opened(incident)));
            for (Thread thread : threads) {
                thread.join();
            }
            if (n >= WARM_UP) {
                for (long nanos : took) {
                    histogram.recordValue(nanos);
                }
            }
            LockSupport.parkNanos(BETWEEN);
        }
        return histogram;
    }

    private static double report(PrintStream out, int each, Histogram histogram) {
        double p99 = millis(histogram.getValueAtPercentile(99));
        out.printf(
                Locale.ROOT,
                "| %5d | %10d | %12d | %7d | %7d | %6.1f | %6.1f | %6.1f | %6.1f |%n",
                PAGES,
                COMPONENTS,
                each,
                READERS,
                histogram.getTotalCount(),
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(95)),
                p99,
                millis(histogram.getMaxValue()));
        return p99;
    }

    /// Runs a job whenever lines were committed, as the server does.
    private static void loop(Job job, Store store, InstantSource clock, AtomicBoolean stop) {
        var due = new Semaphore(0);
        store.journal().onLines(due::release);
        Thread.ofVirtual()
                .start(() -> {
                    while (!stop.get()) {
                        try {
                            if (due.tryAcquire(500, TimeUnit.MILLISECONDS)) {
                                due.drainPermits();
                            }
                        } catch (InterruptedException e) {
                            return;
                        }
                        if (!stop.get()) {
                            job.run(clock.instant());
                        }
                    }
                });
    }

    /// Asks four times a second, with the tag it has, as a page that refreshes itself would.
    private static void reader(int port, String path, AtomicBoolean stop) {
        Thread.ofVirtual()
                .start(() -> {
                    try (var probe = new PageProbe(port, path)) {
                        while (!stop.get()) {
                            probe.ask();
                            LockSupport.parkNanos(BETWEEN);
                        }
                    } catch (IOException e) {
                        if (!stop.get()) {
                            throw new UncheckedIOException(e);
                        }
                    }
                });
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
