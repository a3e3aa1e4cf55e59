package dev.bellwether.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads bodies within bounds: one may weigh so much, decompressed, and all that are being read at
/// one time together so much. So a thousand pages of 1 GB cost what one of 5 MB does.
final class PollBody {
    private static final int STEP = 16 << 10;

    /// In steps: 48 MB together.
    private final Semaphore room = new Semaphore((48 << 20) / STEP);

    private final int maxBytes;

    PollBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Something is done with the body, then its room is given back.
    interface Use<T> {
        T of(byte[] body);
    }

    /// @throws UnreadablePage when it is too large
    <T> T read(InputStream in, long deadline, Use<T> use) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream(STEP);
        var step = new byte[STEP];
        int steps = 0;
        try {
            while (true) {
                int n = in.read(step);
                if (n < 0) {
                    return use.of(body.toByteArray());
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
            room.release(steps);
        }
    }

    static UnreadablePage tooLarge(int maxBytes) {
        return new UnreadablePage("The answer is larger than " + (maxBytes >> 10) + " KB");
    }
}
