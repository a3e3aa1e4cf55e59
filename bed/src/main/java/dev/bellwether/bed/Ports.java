package dev.bellwether.bed;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/// Ports, and whether somebody answers there.
public final class Ports {
    /// Below those that systems give to connections that go out.
    private static final int LEAST = 20_000;

    private static final int MOST = 32_000;
    private static final Duration LONG = Duration.ofMinutes(2);

    private Ports() {}

    /// One that nobody listens on now.
    public static int free() throws IOException {
        for (int tries = 0; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (tries == 100) {
                    throw e;
                }
            }
        }
    }

    /// Waits until `/ping` answers 200, two minutes at most.
    ///
    /// @param isAlive whether it is worth to go on
    /// @return whether it answered
    public static boolean awaitPing(URI address, BooleanSupplier isAlive) {
        var ping =
                HttpRequest.newBuilder(address.resolve("/ping"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        long deadline = System.nanoTime() + LONG.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline && isAlive.getAsBoolean()) {
                if (answers(client, ping)) {
                    return true;
                }
                Pause.millis(20);
            }
        }
        return false;
    }

    private static boolean answers(HttpClient client, HttpRequest ping) {
        try {
            return client.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
