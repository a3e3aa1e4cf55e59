package dev.bellwether.analytics;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Reads the log one part ahead: while a part is brought into the tables, the next one is read and
/// decoded by a thread of its own. For one thread at a time; at most two parts are in memory.
final class LogAhead {
    private final LogReader reader;
    private final int most;
    private final long bytes;
    private @Nullable Part next;

    private record Part(LogPosition from, FutureTask<LogReader.Read> read) {}

    /// @param most events of a part
    /// @param bytes of a part
    LogAhead(LogReader reader, int most, long bytes) {
        this.reader = reader;
        this.most = most;
        this.bytes = bytes;
    }

    /// As [LogReader#read].
    ///
    /// @param end up to where somebody will ask for more
    LogReader.Read read(LogPosition from, LogPosition end) throws IOException {
        Part begun = next;
        next = null;
        LogReader.Read read =
                begun != null && begun.from().equals(from)
                        ? await(begun.read())
                        : reader.read(from, most, bytes);
        if (!read.entries().isEmpty() && read.after().isBefore(end)) {
            next = begin(read.after());
        }
        return read;
    }

    private Part begin(LogPosition from) {
        var task = new FutureTask<>(() -> reader.read(from, most, bytes));
        Thread.ofPlatform().name("events-ahead").daemon().start(task);
        return new Part(from, task);
    }

    private static LogReader.Read await(FutureTask<LogReader.Read> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the event log was read", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException why -> throw why;
                case RuntimeException why -> throw why;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
