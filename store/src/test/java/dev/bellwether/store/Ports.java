package dev.bellwether.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for programs that have to be told theirs before they start, or that come back on the one
/// they had.
public final class Ports {
    /// Below those that systems give to connections that go out: such a one cannot take a port
    /// between here and the start of the program.
    private static final int LEAST = 20_000;

    private static final int MOST = 32_000;

    private Ports() {}

    /// One that nobody listens on.
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
}
