package dev.bellwether.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks names up on a few platform threads: the system's resolver is native and would hold a
/// virtual thread's carrier.
final class Lookup implements AutoCloseable {
    private static final int SECONDS = 10;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    4, Thread.ofPlatform().daemon().name("notify-lookup-", 0).factory());

    List<InetAddress> all(String host) throws IOException {
        Future<InetAddress[]> answer = threads.submit(() -> InetAddress.getAllByName(host));
        try {
            return List.of(answer.get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException
                    ? new UnknownHostException("'" + host + "' has no address")
                    : new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("the look-up of '" + host + "' took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
