package dev.bellwether.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Reads what a sender posts while it comes in. No thread waits for it: whoever sends slowly costs
/// memory alone, and of that no more than what has come.
///
/// Belongs to one thread at a time, as Jetty calls it.
final class SenderBody implements Runnable {
    private static final int FIRST = 2_048;
    private static final int KILOBYTE = 1_024;

    /// What became of it.
    sealed interface Outcome {
        record Whole(InboundGate.Body body) implements Outcome {}

        record CutShort(Throwable why) implements Outcome {}

        /// There was no room for more of it.
        record Crowded() implements Outcome {}
    }

    private final Request request;
    private final int most;
    private final Duration longest;
    private final Semaphore room;
    private final Consumer<Outcome> reader;
    private byte[] bytes = new byte[FIRST];
    private int length;
    private int held;
    private Scheduler.@Nullable Task timeout;

    /// @param most bytes; what comes behind them is not kept
    /// @param longest for the whole body
    /// @param room kilobytes that all bodies together may take
    /// @param reader called once
    SenderBody(
            Request request, int most, Duration longest, Semaphore room, Consumer<Outcome> reader) {
        this.request = request;
        this.most = most;
        this.longest = longest;
        this.room = room;
        this.reader = reader;
    }

    /// Gives back the room that it takes. To be called when its request is answered.
    void free() {
        room.release(held);
        held = 0;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await();
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(new Outcome.CutShort(chunk.getFailure()));
                return;
            }
            boolean kept = keep(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (!kept) {
                end(new Outcome.Crowded());
                return;
            }
            if (last || length > most) {
                end(new Outcome.Whole(body()));
                return;
            }
        }
    }

    private InboundGate.Body body() {
        return new InboundGate.Body(Arrays.copyOf(bytes, Math.min(length, most)), length > most);
    }

    private void await() {
        if (timeout == null) {
            timeout =
                    request.getComponents()
                            .getScheduler()
                            .schedule(this::late, longest.toMillis(), TimeUnit.MILLISECONDS);
        }
        request.demand(this);
    }

    /// Jetty calls again, with the failure.
    private void late() {
        request.fail(new TimeoutException("The body did not come whole in " + longest));
    }

    private void end(Outcome outcome) {
        if (timeout != null) {
            timeout.cancel();
        }
        reader.accept(outcome);
    }

    private boolean keep(ByteBuffer more) {
        int taken = Math.min(more.remaining(), most + 1 - length);
        if (!take((length + taken) / KILOBYTE + 1)) {
            return false;
        }
        if (length + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most + 1, Math.max(length + taken, length * 2)));
        }
        more.get(bytes, length, taken);
        length += taken;
        return true;
    }

    private boolean take(int kilobytes) {
        int more = kilobytes - held;
        if (more > 0) {
            if (!room.tryAcquire(more)) {
                return false;
            }
            held = kilobytes;
        }
        return true;
    }
}
