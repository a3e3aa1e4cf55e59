package dev.bellwether.server;

import dev.bellwether.model.Job;
import dev.bellwether.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one job for as long as the process lives: when it asked to be run, and when it is woken. A
/// job that throws is run again after a pause that doubles from 100 ms to 10 s; the first failure
/// of a streak is logged with its trace, the streak's end with its length.
final class Loop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /// However far away a job wants to run next, it is asked again after this.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Job job;
    private final InstantSource clock;
    private final Runnable ended;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong lateNanos = new AtomicLong();
    private final AtomicLong worstLateNanos = new AtomicLong();
    private final AtomicLong busyNanos = new AtomicLong();
    private volatile boolean stopped;
    private volatile @Nullable Instant runningSince;
    private @Nullable Thread thread;
    private int streak;

    Loop(Job job, InstantSource clock) {
        this(job, clock, () -> {});
    }

    /// @param ended called after each run, on the job's own thread
    Loop(Job job, InstantSource clock, Runnable ended) {
        this.job = job;
        this.clock = clock;
        this.ended = ended;
    }

    String name() {
        return job.name();
    }

    boolean followsCommits() {
        return job.followsCommits();
    }

    void start() {
        thread = Thread.ofVirtual().name("job-" + job.name()).start(this);
    }

    void wake() {
        woken.set(true);
        LockSupport.unpark(thread);
    }

    /// Asks it to end after the run under way.
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /// True when it ended within the time.
    boolean join(Duration within) throws InterruptedException {
        Thread running = thread;
        return running == null || running.join(within);
    }

    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public void run() {
        Instant due = clock.instant();
        while (!stopped) {
            boolean early = woken.getAndSet(false);
            Instant now = clock.instant();
            if (!early && now.isBefore(due)) {
                Duration wait = Duration.between(now, due);
                LockSupport.parkNanos(
                        this, (wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT).toNanos());
                continue;
            }
            if (!early) {
                late(Duration.between(due, now));
            }
            due = once(now);
        }
    }

    private Instant once(Instant now) {
        runningSince = now;
        long begun = System.nanoTime();
        try {
            Instant next = job.run(now);
            if (streak > 0) {
                LOG.info("{} works again after {} failures", job.name(), streak);
                streak = 0;
            }
            return next;
        } catch (Throwable e) {
            failed(e);
            return clock.instant().plus(pause());
        } finally {
            busyNanos.addAndGet(System.nanoTime() - begun);
            runs.incrementAndGet();
            runningSince = null;
            ended.run();
        }
    }

    private void failed(Throwable error) {
        failures.incrementAndGet();
        if (streak++ > 0 || stopped) {
            return;
        }
        if (error instanceof StoreUnavailable) {
            LOG.warn("{} waits: {}", job.name(), error.getMessage());
        } else {
            LOG.error("{} failed and will be tried again", job.name(), error);
        }
    }

    private Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(streak - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void late(Duration by) {
        lateNanos.set(by.toNanos());
        worstLateNanos.accumulateAndGet(by.toNanos(), Math::max);
    }

    /// What the metrics tell of a job.
    ///
    /// @param late seconds by which its last run was late
    /// @param worstLate the most it ever was
    /// @param busy seconds it has run in all
    /// @param running seconds its present run has lasted; 0 when it waits
    record Pulse(
            String name,
            long runs,
            long failures,
            double late,
            double worstLate,
            double busy,
            double running) {}

    Pulse pulse() {
        Instant since = runningSince;
        return new Pulse(
                job.name(),
                runs.get(),
                failures.get(),
                lateNanos.get() / 1e9,
                worstLateNanos.get() / 1e9,
                busyNanos.get() / 1e9,
                since == null ? 0 : Duration.between(since, clock.instant()).toNanos() / 1e9);
    }
}
