package dev.bellwether.analytics;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the log from a position on, but never behind what is durable in the segment that is being
/// written. In a segment that nobody writes any more, a frame that stops short is the end: its
/// sender was never answered.
final class LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    private final LogFiles files;
    private final EventLog log;

    LogReader(LogFiles files, EventLog log) {
        this.files = files;
        this.log = log;
    }

    /// Up to here all is durable.
    LogPosition end() {
        return log.end();
    }

    /// @param after where the next look begins
    record Read(List<LogEntry> entries, int events, LogPosition after) {}

    /// The entries from `from` on until `most` events or `bytes` are read; one entry at least where
    /// there is one.
    Read read(LogPosition from, int most, long bytes) throws IOException {
        // Asked before the segments are: what is made later is looked at later.
        LogPosition end = log.end();
        var entries = new ArrayList<LogEntry>();
        int events = 0;
        long left = bytes;
        LogPosition at = from;
        for (long segment : files.segments()) {
            if (segment < from.segment()) {
                continue;
            }
            if (segment > end.segment()) {
                break;
            }
            long start = segment == from.segment() ? from.at() : 0;
            at = new LogPosition(segment, start);
            try (FileChannel in = FileChannel.open(files.of(segment), StandardOpenOption.READ)) {
                boolean written = segment == end.segment();
                long until = written ? end.at() : in.size();
                in.position(start);
                while (in.position() < until && events < most && left > 0) {
                    ByteBuffer payload = frame(in, until, segment);
                    if (payload == null) {
                        // What stops short is passed over for good.
                        at = new LogPosition(segment, until);
                        break;
                    }
                    left -= payload.remaining();
                    LogEntry entry = LogCodec.decode(payload);
                    entries.add(entry);
                    events += entry instanceof LogEntry.Arrived a ? a.events().size() : 1;
                    at = new LogPosition(segment, in.position());
                }
            }
            if (events >= most || left <= 0) {
                break;
            }
        }
        return new Read(entries, events, at);
    }

    private @Nullable ByteBuffer frame(FileChannel in, long until, long segment)
            throws IOException {
        long start = in.position();
        if (until - start < EventLog.HEAD) {
            return null;
        }
        ByteBuffer head = fill(in, EventLog.HEAD);
        int length = head.getInt();
        int sum = head.getInt();
        if (length <= 0 || length > EventLog.LARGEST || length > until - start - EventLog.HEAD) {
            if (length != 0) {
                LOG.warn("Segment {} of the event log stops short at {}", segment, start);
            }
            return null;
        }
        ByteBuffer payload = fill(in, length);
        if (EventLog.sum(payload) != sum) {
            LOG.error(
                    "The event log is damaged at {} of {}, and was not read further; a copy is"
                            + " kept as {}",
                    start,
                    files.of(segment),
                    files.setAside(segment));
            return null;
        }
        return payload;
    }

    private static ByteBuffer fill(FileChannel in, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                throw new EOFException("the event log ended while it was read");
            }
        }
        return buffer.flip();
    }
}
