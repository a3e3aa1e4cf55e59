package dev.bellwether.console;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A body that is refused before it is read.
final class Unread {
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Unread() {}

    /// Reads the body and keeps nothing of it: to its end, or 64 MiB, or for ten seconds.
    static void discard(HttpServletRequest request) {
        long end = System.nanoTime() + MOST_NANOS;
        var thrown = new byte[16 << 10];
        try (var body = request.getInputStream()) {
            long left = MOST_BYTES;
            while (left > 0 && System.nanoTime() < end) {
                int read = body.read(thrown);
                if (read < 0) {
                    return;
                }
                left -= read;
            }
        } catch (IOException gone) {
            // Whoever hangs up in the middle waits for no answer.
        }
    }
}
