package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A burst: the whole program on SQLite gets [#TEAMS] teams' 10,000 PagerDuty-shaped events as fast
/// as it takes them, each an incident of its own. Meanwhile one event a second for a team that is
/// not in it, each for another, measures whether the burst delays anybody else's page.
///
/// Measured: for each team of the burst, from its first event being sent to its first page at the
/// transport; for each team that is not in it, the same; from the last event's answer until the API
/// lists the last alert; and whether the pages together name every alert.
///
/// All teams' webhooks are at one host, which gets one page at a time while it keeps up.
/// `-Dbellwether.page-storm.hosts=true` gives each team a host of its own: what is left then is how
/// long it takes until a page is due. `-Dbellwether.page-storm.incidents` (10000) makes it smaller.
public final class PageStorm {
    private static final int TEAMS = 100;
    private static final int QUIET = 60;
    private static final int AT_ONCE = 64;
    private static final double FIRST_SECONDS = 2;
    private static final double VISIBLE_SECONDS = 30;
    private static final double OTHER_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final PrintStream out;
    private final PageTap tap;
    private final PagingHouse house;
    private final int incidents;
    private final Map<Integer, Long> firstSent = new HashMap<>();
    private final Map<String, Long> quietSent = new java.util.concurrent.ConcurrentHashMap<>();

    private PageStorm(PrintStream out, PageTap tap, PagingHouse house, int incidents) {
        this.out = out;
        this.tap = tap;
        this.house = house;
        this.incidents = incidents;
    }

    /// @return 0 when the bar holds, 1 when it does not
    public static int run(PrintStream out) {
        return run(out, Integer.getInteger("bellwether.page-storm.incidents", 10_000));
    }

    static int run(PrintStream out, int incidents) {
        Quiet.logs();
        try {
            Path directory = Files.createTempDirectory("page-storm");
            boolean hosts = Boolean.getBoolean("bellwether.page-storm.hosts");
            try (var tap = hosts ? PageTap.ofManyHosts() : new PageTap();
                    var house =
                            new PagingHouse(
                                    directory,
                                    TEAMS + 1 + QUIET,
                                    team ->
                                            hosts
                                                    ? tap.address(team)
                                                    : tap.address() + "/" + team)) {
                return new PageStorm(out, tap, house, incidents).measure();
            } finally {
                PageLost.remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int measure() {
        warm();
        var over = new java.util.concurrent.atomic.AtomicBoolean();
        Thread quiet = Thread.ofVirtual().start(() -> quietTeam(over));
        double before = house.meter().cpuSeconds();
        long begun = System.nanoTime();
        double accepted = burst(begun);
        double visible = untilVisible("burst " + (incidents - 1), begun);
        double cpu = house.meter().cpuSeconds() - before;
        over.set(true);
        try {
            quiet.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        double told = untilTold(begun);
        List<Double> first = first();
        List<Double> others = others();
        long named = named();
        out.printf(
                "%n%d incidents of %d teams accepted in %.1f s (%.0f a second); last visible after %.1f s; all named"
                        + " by pages after %.1f s; %.1f s of processor time%n",
                incidents, TEAMS, accepted, incidents / accepted, visible, told, cpu);
        out.printf(
                "%n%-44s %8s %8s %8s %6s%n",
                "seconds to the transport", "median", "p99", "worst", "pages");
        row("first page of each team in the burst", first);
        row("each page of a team that is not in it", others);
        out.println(
                """
                Of one service the first alert pages at once and the rest of its minute as one page that names
                the count, told once more when the minute is over if others have joined. Alertmanager waits 30 s (group_wait) before the first page of a new group.
                """);
        boolean holds =
                first.size() == TEAMS
                        && PageIdle.at(first, 0.99) < FIRST_SECONDS
                        && visible < VISIBLE_SECONDS
                        && others.size() == quietSent.size()
                        && PageIdle.at(others, 1) <= OTHER_SECONDS
                        && named == incidents;
        out.printf(
                "bar page-storm: %s (first page p99 %.2f s of %.0f, %d of %d teams; last alert visible %.1f s of %.0f;"
                        + " another team's page %.2f s of %.0f; %d pages named %d alerts of %d)%n",
                holds ? "holds" : "falls short",
                PageIdle.at(first, 0.99),
                FIRST_SECONDS,
                first.size(),
                TEAMS,
                visible,
                VISIBLE_SECONDS,
                PageIdle.at(others, 1),
                OTHER_SECONDS,
                tap.pages().size(),
                named,
                incidents);
        return holds ? 0 : 1;
    }

    private void row(String name, List<Double> seconds) {
        out.printf(
                "%-44s %8.2f %8.2f %8.2f %6d%n",
                name,
                PageIdle.at(seconds, 0.5),
                PageIdle.at(seconds, 0.99),
                PageIdle.at(seconds, 1),
                seconds.size());
    }

    /// A program that has just begun is no program that has run for a while; and what setting it up
    /// set in motion is over before it is measured.
    private void warm() {
        int many = 200;
        for (int i = 0; i < many; i++) {
            int unused = house.signal(TEAMS, "warm " + i).join();
        }
        if (untilVisible("warm " + (many - 1), System.nanoTime()) > PATIENCE.toSeconds()) {
            throw new IllegalStateException("The program does not even take what warms it");
        }
        LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
    }

    /// @return seconds until all were accepted
    private double burst(long begun) {
        var free = new Semaphore(AT_ONCE);
        var failed = new ConcurrentLinkedQueue<String>();
        var done = new AtomicInteger();
        for (int i = 0; i < incidents; i++) {
            int team = i % TEAMS;
            free.acquireUninterruptibly();
            firstSent.putIfAbsent(team, System.nanoTime());
            var unused =
                    house.signal(team, "burst " + i)
                            .whenComplete((status, error) -> {
                                free.release();
                                done.incrementAndGet();
                                if (error != null || status != 202) {
                                    failed.add(error == null ? "" + status : "" + error);
                                }
                            });
        }
        while (done.get() < incidents) {
            LockSupport.parkNanos(1_000_000);
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException("An event of the burst was answered: " + failed.peek());
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private double untilVisible(String title, long begun) {
        String last = "\"" + title + "\"";
        long end = begun + PATIENCE.toNanos();
        while (!house.newestAlerts(200).contains(last)) {
            if (System.nanoTime() > end) {
                return Double.POSITIVE_INFINITY;
            }
            LockSupport.parkNanos(500_000_000);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private void quietTeam(java.util.concurrent.atomic.AtomicBoolean over) {
        for (int i = 0; !over.get() && i < QUIET; i++) {
            String what = "quiet " + i;
            quietSent.put(what, System.nanoTime());
            int unused = house.signal(TEAMS + 1 + i, what).join();
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (others().size() < quietSent.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private List<Double> first() {
        var seconds = new ArrayList<Double>();
        firstSent.forEach((team, sent) ->
                tap.pages().stream()
                        .filter(page -> page.team() == team)
                        .mapToLong(PageTap.Page::nanos)
                        .min()
                        .ifPresent(nanos -> seconds.add((nanos - sent) / 1e9)));
        seconds.sort(null);
        return seconds;
    }

    private List<Double> others() {
        var seconds = new ArrayList<Double>();
        for (PageTap.Page page : tap.pages()) {
            Long sent = quietSent.get("quiet " + (page.team() - TEAMS - 1));
            if (sent != null) {
                seconds.add((page.nanos() - sent) / 1e9);
            }
        }
        seconds.sort(null);
        return seconds;
    }

    /// @return seconds until the pages have named every alert; infinity when they never do
    private double untilTold(long begun) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (named() < incidents) {
            if (System.nanoTime() > end) {
                return Double.POSITIVE_INFINITY;
            }
            LockSupport.parkNanos(200_000_000);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /// How many alerts of the burst the pages stand for. A page that is told once more has the
    /// title of the one before and a larger count, and counts once.
    private long named() {
        var counts = new HashMap<String, Integer>();
        for (PageTap.Page page : tap.pages()) {
            if (page.team() < TEAMS) {
                counts.merge(page.team() + " " + page.alert(), page.stands(), Math::max);
            }
        }
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
