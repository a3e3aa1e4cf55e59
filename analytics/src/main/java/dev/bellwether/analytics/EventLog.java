package dev.bellwether.analytics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was acknowledged and is not in the tables yet. One platform thread writes: all that waits
/// is written and synced at once, so a hundred batches share the price of one sync. An append is
/// done when its bytes are on the disk and not before.
///
/// A frame is its length, the CRC-32C of its bytes, its bytes. Each process begins a segment of its
/// own, and never goes on behind what another one may have left half written. After a failure the
/// segment is given up: what a failed sync left on the disk is unknown.
final class EventLog implements AutoCloseable {
    static final int HEAD = 8;
    static final int LARGEST = 64 << 20;
    private static final int LINE = 4_096;
    private static final int GROUP_BYTES = 16 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private record Append(ByteBuffer payload, CompletableFuture<Void> done) {}

    private final LogFiles files;
    private final InstantSource clock;
    private final long segmentBytes;
    private final ArrayBlockingQueue<Append> line = new ArrayBlockingQueue<>(LINE);
    private final Thread thread;
    private volatile boolean closed;
    private volatile LogPosition end;
    private volatile long syncs;
    private @Nullable FileChannel channel;
    private long newest;
    private boolean ailing;

    /// @param segmentBytes a segment is ended when it has more
    EventLog(LogFiles files, long segmentBytes, InstantSource clock) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.clock = clock;
        // Before the first write, so that whoever reads knows which segments are finished.
        this.newest = first(files, clock);
        this.end = new LogPosition(newest, 0);
        this.thread = Thread.ofPlatform().daemon().name("events-log").start(this::run);
    }

    private static long first(LogFiles files, InstantSource clock) {
        long now = Micros.of(clock.instant());
        try {
            List<Long> there = files.segments();
            return there.isEmpty() ? now : Math.max(there.getLast() + 1, now);
        } catch (IOException e) {
            return now;
        }
    }

    /// Done when it is durable; fails with [EventsUnavailable] when it may not be.
    CompletableFuture<Void> append(LogEntry entry) {
        ByteBuffer payload = LogCodec.encode(entry);
        if (payload.remaining() > LARGEST) {
            throw new IllegalArgumentException("An entry has at most " + LARGEST + " bytes");
        }
        var append = new Append(payload, new CompletableFuture<>());
        if (closed || !line.offer(append)) {
            append.done()
                    .completeExceptionally(
                            new EventsUnavailable(
                                    closed
                                            ? "The event store is closed"
                                            : LINE + " batches of events wait already"));
        } else if (closed && line.remove(append)) {
            append.done().completeExceptionally(new EventsUnavailable("The event store is closed"));
        }
        return append.done();
    }

    /// Up to here all is durable.
    LogPosition end() {
        return end;
    }

    /// How often the disk was asked to keep what was written.
    long syncs() {
        return syncs;
    }

    private void run() {
        while (!closed || !line.isEmpty()) {
            try {
                Append first = line.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    write(group(first));
                }
            } catch (InterruptedException e) {
                closed = true;
            }
        }
        leave();
    }

    private List<Append> group(Append first) {
        var group = new ArrayList<Append>();
        long bytes = 0;
        for (Append next = first; next != null; next = line.poll()) {
            group.add(next);
            bytes += next.payload().remaining();
            if (bytes >= GROUP_BYTES) {
                break;
            }
        }
        return group;
    }

    private void write(List<Append> group) {
        try {
            FileChannel out = segment();
            long at = end.at() + put(out, group);
            out.force(false);
            syncs = syncs + 1;
            end = new LogPosition(end.segment(), at);
            ailing = false;
            group.forEach(append -> append.done().complete(null));
        } catch (IOException | RuntimeException e) {
            if (!ailing) {
                LOG.error("Events cannot be written to the log", e);
            }
            ailing = true;
            leave();
            var why = new EventsUnavailable("Events cannot be written: " + e.getMessage(), e);
            group.forEach(append -> append.done().completeExceptionally(why));
        }
    }

    private FileChannel segment() throws IOException {
        FileChannel open = channel;
        if (open != null && end.at() < segmentBytes) {
            return open;
        }
        leave();
        List<Long> there = files.segments();
        long last = Math.max(newest, there.isEmpty() ? 0 : there.getLast());
        // No number twice: a position in the tables may be of a segment that is gone.
        newest = Math.max(last + 1, Micros.of(clock.instant()));
        FileChannel made = files.make(newest);
        channel = made;
        end = new LogPosition(newest, 0);
        return made;
    }

    private static long put(FileChannel out, List<Append> group) throws IOException {
        var buffers = new ByteBuffer[2 * group.size()];
        long bytes = 0;
        for (int i = 0; i < group.size(); i++) {
            ByteBuffer payload = group.get(i).payload().duplicate();
            var head = ByteBuffer.allocate(HEAD);
            head.putInt(payload.remaining()).putInt(sum(payload)).flip();
            buffers[2 * i] = head;
            buffers[2 * i + 1] = payload;
            bytes += HEAD + payload.remaining();
        }
        long left = bytes;
        while (left > 0) {
            left -= out.write(buffers);
        }
        return bytes;
    }

    static int sum(ByteBuffer payload) {
        var sum = new CRC32C();
        sum.update(payload.duplicate());
        return (int) sum.getValue();
    }

    private void leave() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("A segment of the event log did not close well", e);
            }
        }
    }

    /// Writes what waits.
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
