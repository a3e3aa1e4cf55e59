package dev.bellwether.server;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All jobs of the house, each on a virtual thread of its own.
final class Loops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final List<Loop> loops;
    private final List<Loop> following;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    Loops(List<Job> jobs, InstantSource clock) {
        this.loops = jobs.stream().map(job -> new Loop(job, clock, this::ended)).toList();
        this.following = loops.stream().filter(Loop::followsCommits).toList();
    }

    /// Has `watcher` called whenever a job has run; it must not wait.
    void onRun(Runnable watcher) {
        watchers.add(watcher);
    }

    private void ended() {
        watchers.forEach(Runnable::run);
    }

    void start() {
        loops.forEach(Loop::start);
    }

    /// Runs every job now that wants it: lines were committed.
    void wake() {
        following.forEach(Loop::wake);
    }

    List<Loop.Pulse> pulses() {
        return loops.stream().map(Loop::pulse).toList();
    }

    Optional<Loop.Pulse> pulse(String name) {
        return loops.stream().filter(loop -> loop.name().equals(name)).findFirst().map(Loop::pulse);
    }

    /// Lets the runs under way end, for ten seconds in all; then interrupts them.
    @Override
    public void close() {
        loops.forEach(Loop::stop);
        long end = System.nanoTime() + GRACE.toNanos();
        try {
            for (Loop loop : loops) {
                Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
                if (!loop.join(left)) {
                    LOG.warn("{} did not end in time and is interrupted", loop.name());
                    loop.interrupt();
                }
            }
        } catch (InterruptedException e) {
            loops.forEach(Loop::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
