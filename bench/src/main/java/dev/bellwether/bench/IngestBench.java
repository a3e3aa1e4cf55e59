package dev.bellwether.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// How many visitors' events a second come over HTTP into DuckDB, and whether each that was
/// acknowledged is there once when the program is killed: the whole program on SQLite in a process
/// of its own, batches of JSON over several connections from this one.
///
/// First it is warmed, then loaded for a while; the rate counts until all that was acknowledged is
/// in the tables. Then it is loaded and killed (SIGKILL) again and again, after each third kill
/// once more while it begins. What was not answered is sent again with its ids, and one batch in
/// twenty although it was acknowledged. After a clean stop the file is opened and counted, batch by
/// batch.
///
/// `-Dbellwether.ingest.seconds` (30) and `-Dbellwether.ingest.kills` (10) make it shorter;
/// `.connections` (8) and `.batch` (2000 events) make it another; `.options` are given to the
/// program's virtual machine.
public final class IngestBench {
    private static final double BAR_A_SECOND = 100_000;
    private static final int SECONDS = Integer.getInteger("bellwether.ingest.seconds", 30);
    private static final int KILLS = Integer.getInteger("bellwether.ingest.kills", 10);
    private static final int CONNECTIONS = Integer.getInteger("bellwether.ingest.connections", 8);
    private static final int ROWS = Integer.getInteger("bellwether.ingest.batch", 2_000);
    private static final String OPTIONS =
            System.getProperty("bellwether.ingest.options", "-Xmx768m");
    private static final Duration WARM = Duration.ofSeconds(5);
    private static final double REPEATS = 0.05;
    private static final double MEGABYTE = 1 << 20;

    private final PrintStream out;
    private final Path data;
    private final IngestLedger ledger = new IngestLedger();
    private final SplittableRandom random = new SplittableRandom(6);

    private IngestBench(PrintStream out, Path data) {
        this.out = out;
        this.data = data;
    }

    /// @return 0 when the bar holds, 1 when it does not
    public static int run(PrintStream out) {
        Quiet.logs();
        try {
            Path data = Files.createTempDirectory("ingest");
            try {
                return new IngestBench(out, data).measure();
            } finally {
                PageLost.remove(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int measure() throws IOException {
        out.println("load of the machine before: " + WatchScale.load());
        double aSecond;
        try (var house = new IngestHouse(data, List.of(OPTIONS.split(" ")))) {
            load(house, WARM);
            aSecond = rate(house, Duration.ofSeconds(SECONDS));
            for (int kill = 1; kill <= KILLS; kill++) {
                life(house, kill);
            }
            IngestSenders.sendUnanswered(house.port(), house.key(), ROWS, ledger);
        }
        IngestCount count = IngestCount.of(data, ledger.allAcknowledged(), ROWS);
        out.printf(
                Locale.ROOT,
                """
                %nin the tables after a clean stop %,d of %,d events acknowledged: %,d lost, %,d twice, %,d of no batch
                sent again for want of an answer %,d batches, sent twice on purpose %,d, refused %,d; load after: %s
                """,
                count.rows(),
                count.acknowledged(),
                count.lost(),
                count.twice(),
                count.strange(),
                ledger.sentAgain(),
                ledger.repeats(),
                ledger.refusals(),
                WatchScale.load());
        boolean holds = aSecond >= BAR_A_SECOND && count.isRight();
        out.printf(
                Locale.ROOT,
                "bar ingest: %s (%,.0f events a second of %,.0f in the tables; after %d SIGKILLs %,d lost, %,d"
                        + " twice of %,d acknowledged)%n",
                holds ? "holds" : "falls short",
                aSecond,
                BAR_A_SECOND,
                KILLS,
                count.lost(),
                count.twice(),
                count.acknowledged());
        return holds ? 0 : 1;
    }

    private double load(IngestHouse house, Duration time) throws IOException {
        var senders = new IngestSenders(house.port(), house.key(), ROWS, CONNECTIONS, 0, ledger);
        LockSupport.parkNanos(time.toNanos());
        double cpu = senders.stop();
        house.awaitApplied();
        return cpu;
    }

    private double rate(IngestHouse house, Duration time) throws IOException {
        ProcessMeter meter = house.meter();
        IngestThreads threads = IngestThreads.of(meter.pid());
        double cpu = meter.cpuSeconds();
        int before = ledger.count();
        long resident = 0;
        double waiting = 0;
        long begun = System.nanoTime();
        var senders = new IngestSenders(house.port(), house.key(), ROWS, CONNECTIONS, 0, ledger);
        while (System.nanoTime() - begun < time.toNanos()) {
            LockSupport.parkNanos(500_000_000);
            resident = Math.max(resident, meter.residentBytes());
            waiting = Math.max(waiting, house.waitingBytes());
        }
        double own = senders.stop();
        double answered = (System.nanoTime() - begun) / 1e9;
        house.awaitApplied();
        double applied = (System.nanoTime() - begun) / 1e9;
        double events = (double) (ledger.count() - before) * ROWS;
        double ours = meter.cpuSeconds() - cpu;
        out.printf(
                Locale.ROOT,
                """
                %n%,.0f events in batches of %,d by %d connections
                acknowledged, durable      %,10.0f a second for %.1f s
                until all is in the tables %,10.0f a second: the last %.1f s after its answer; at most %.0f MB of the log waited
                processor time, seconds a million events: the program %.2f, the senders %.2f; resident at most %.0f MB
                of the program's %.1f s by threads: %s
                two cores of nothing but the program would do %,.0f a second; load: %s
                """,
                events,
                ROWS,
                CONNECTIONS,
                events / answered,
                answered,
                events / applied,
                applied - answered,
                waiting / MEGABYTE,
                ours / events * 1e6,
                own / events * 1e6,
                resident / MEGABYTE,
                ours,
                IngestThreads.of(meter.pid()).since(threads),
                2 * events / ours,
                WatchScale.load());
        return events / applied;
    }

    private void life(IngestHouse house, int number) throws IOException {
        int before = ledger.count();
        var senders =
                new IngestSenders(house.port(), house.key(), ROWS, CONNECTIONS, REPEATS, ledger);
        double lived = pause(300, 2_500);
        house.kill();
        senders.stop();
        boolean again = number % 3 == 0;
        house.start();
        if (again) {
            pause(100, 5_000);
            house.kill();
            house.start();
        }
        double seconds = house.awaitReady();
        out.printf(
                Locale.ROOT,
                "killed %d: after %.1f s and %,d events; ready %.1f s later%s%n",
                number,
                lived,
                (ledger.count() - before) * ROWS,
                seconds,
                again ? ", killed once more while it began" : "");
    }

    private double pause(int least, int most) {
        int millis = random.nextInt(least, most);
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        return millis / 1e3;
    }
}
