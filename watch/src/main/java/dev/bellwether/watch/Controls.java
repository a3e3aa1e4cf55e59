package dev.bellwether.watch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/// Targets that are always there: when none of them can be reached, this place cannot see. Asked
/// only after a failure, and at most every five seconds. Safe for many threads.
final class Controls {
    private static final long KEPT_NANOS = 5_000_000_000L;
    private static final int PATIENCE_MILLIS = 2_000;

    private final List<HostPort> targets;
    private final Names names;
    private final java.util.concurrent.ScheduledExecutorService watchdog;
    private final java.util.concurrent.locks.ReentrantLock asking =
            new java.util.concurrent.locks.ReentrantLock();
    private long askedAt;
    private boolean seen = true;
    private boolean asked;

    /// @throws IllegalArgumentException quoting a target that is no `host:port`
    Controls(
            List<String> targets,
            Names names,
            java.util.concurrent.ScheduledExecutorService watchdog) {
        this.targets =
                targets.stream()
                        .map(text ->
                                HostPort.parse(text, 443)
                                        .orElseThrow(() ->
                                                new IllegalArgumentException(
                                                        "'"
                                                                + text
                                                                + "' is not a control target such as"
                                                                + " 1.1.1.1:53")))
                        .toList();
        this.names = names;
        this.watchdog = watchdog;
    }

    /// False when there are control targets and none of them takes a connection.
    boolean canSee() throws InterruptedException {
        if (targets.isEmpty()) {
            return true;
        }
        asking.lock();
        try {
            if (!asked || System.nanoTime() - askedAt > KEPT_NANOS) {
                seen = anyAnswers();
                askedAt = System.nanoTime();
                asked = true;
            }
            return seen;
        } finally {
            asking.unlock();
        }
    }

    private boolean anyAnswers() throws InterruptedException {
        for (HostPort target : targets) {
            var deadline = new Deadline(watchdog, java.time.Duration.ofMillis(PATIENCE_MILLIS));
            try (var socket = new Socket()) {
                var address = names.addresses(target.host(), deadline).getFirst();
                socket.connect(
                        new InetSocketAddress(address, target.port()), deadline.remainingMillis());
                return true;
            } catch (IOException e) {
                // The next one may answer.
            }
        }
        return false;
    }
}
