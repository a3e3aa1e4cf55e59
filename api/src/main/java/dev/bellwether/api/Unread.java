package dev.bellwether.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/// A body of known length that is refused for it. It is thrown away before the answer: a connection
/// that is closed upon bytes nobody read takes the answer with it, and the sender sees a reset.
final class Unread {
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Unread() {}

    /// Reads to the body's end, or 64 MiB, or for ten seconds; what then is left may still stand in
    /// the connection, so no other request follows in it.
    static void discard(Context context) {
        context.header("Connection", "close");
        long end = System.nanoTime() + MOST_NANOS;
        var thrown = new byte[16 << 10];
        try (InputStream body = context.req().getInputStream()) {
            long left = MOST_BYTES;
            int read = 0;
            while (read >= 0 && left > 0 && System.nanoTime() < end) {
                read = body.read(thrown);
                left -= read;
            }
        } catch (IOException gone) {
            // Whoever hangs up in the middle waits for no answer.
        }
    }
}
