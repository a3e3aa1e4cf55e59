package dev.bellwether.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads bodies within bounds: one may weigh so much, decompressed, and all that are held at one
/// time together so much. So a thousand pages of 1 GB cost what one of 5 MB does.
final class PollBody {
    private static final int STEP = 16 << 10;

    /// In steps: 48 MB together.
    private final Semaphore room = new Semaphore((48 << 20) / STEP);

    private final int maxBytes;

    PollBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// A body that takes room until it is closed.
    final class Held implements AutoCloseable {
        private final byte[] bytes;
        private int steps;

        private Held(byte[] bytes, int steps) {
            this.bytes = bytes;
            this.steps = steps;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public void close() {
            room.release(steps);
            steps = 0;
        }
    }

    /// @throws UnreadablePage when it is too large, or there is no room for it until `deadline` (of
    ///   [System#nanoTime])
    Held read(InputStream in, long deadline) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream(STEP);
        var step = new byte[STEP];
        int steps = 0;
        boolean isHeld = false;
        try {
            while (true) {
                int n = in.read(step);
                if (n < 0) {
                    var held = new Held(body.toByteArray(), steps);
                    isHeld = true;
                    return held;
                }
                while ((body.size() + n) / STEP >= steps) {
                    long left = deadline - System.nanoTime();
                    if (!room.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                        throw new UnreadablePage("No room for the answer: others are read");
                    }
                    steps++;
                }
                body.write(step, 0, n);
                if (body.size() > maxBytes) {
                    throw tooLarge(maxBytes);
                }
            }
        } finally {
            if (!isHeld) {
                room.release(steps);
            }
        }
    }

    static UnreadablePage tooLarge(int maxBytes) {
        return new UnreadablePage("The answer is larger than " + (maxBytes >> 10) + " KB");
    }
}
