package dev.bellwether.server;

import java.util.concurrent.CountDownLatch;

/// Lets a command run until the process is told to end, and the process end when the command has
/// put its things away.
final class StopSignal {
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    StopSignal() {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    told.countDown();
                                    awaitEnd();
                                }));
    }

    /// Waits until the process is told to end.
    void await() throws InterruptedException {
        told.await();
    }

    /// All is put away.
    void done() {
        ended.countDown();
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
