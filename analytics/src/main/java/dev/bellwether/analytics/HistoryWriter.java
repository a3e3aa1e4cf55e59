package dev.bellwether.analytics;

import dev.bellwether.model.ProbeResult;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns the open file: opens it and writes what waits. Runs on the writing thread only; what it
/// tells of itself may be read from any.
///
/// After any failure the file is closed and opened again [#RETRY] later: DuckDB refuses everything
/// after a fatal error, and a disk that was full may have room again.
final class HistoryWriter {
    static final Duration RETRY = Duration.ofSeconds(5);
    static final int BATCH = 10_000;
    private static final long REDONE = 3;
    private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);

    private final HistorySettings settings;
    private final Waiting waiting;
    private final Marks marks;
    private volatile @Nullable Duck duck;
    private volatile HistoryHealth.@Nullable Trouble trouble;
    private volatile @Nullable String setAside;
    private volatile Instant notBefore = Instant.MIN;
    private volatile long written;
    private volatile long failures;
    private long lostSaid;

    HistoryWriter(HistorySettings settings, Waiting waiting, Marks marks) {
        this.marks = marks;
        this.settings = settings;
        this.waiting = waiting;
    }

    /// Writes all that waits. False when it could not.
    boolean write(Instant now) {
        sayLost();
        if (!open(now)) {
            return false;
        }
        while (true) {
            List<ProbeResult> batch = waiting.head(BATCH);
            if (batch.isEmpty()) {
                return true;
            }
            try {
                Appending.append(opened().writer(), batch);
                waiting.written(batch.size());
                count(batch.size());
                note(batch);
                well();
            } catch (SQLException | RuntimeException e) {
                failed("written", e, now);
                return false;
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; others read.
    private void count(int more) {
        written += more;
    }

    private void note(List<ProbeResult> batch) {
        long earliest = Long.MAX_VALUE;
        for (ProbeResult result : batch) {
            earliest = Math.min(earliest, Micros.of(result.at()));
        }
        marks.wrote(earliest);
    }

    private boolean open(Instant now) {
        if (duck != null) {
            return true;
        }
        if (now.isBefore(notBefore)) {
            return false;
        }
        try {
            HistoryFile.Opened opened = HistoryFile.open(settings, now);
            opened.setAside().ifPresent(name -> setAside = name);
            readMarks(opened.duck(), now);
            duck = opened.duck();
            well();
            return true;
        } catch (SQLException | IOException | RuntimeException e) {
            failed("opened", e, now);
            return false;
        }
    }

    /// Results that came late and were not rolled up again before the end of the last process are
    /// now: the last hours are done once more.
    private void readMarks(Duck file, Instant now) throws SQLException {
        long back = Micros.of(now) - REDONE * Micros.HOUR;
        new Rollup(file.writer(), settings).cameLate(back, now);
        marks.set(Rollup.mark(file.writer(), "hour"), Rollup.mark(file.writer(), "day"));
    }

    private void well() {
        if (trouble != null) {
            LOG.info("The history of checks is written again");
            trouble = null;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; others read.
    private void failed(String doing, Exception error, Instant now) {
        failures++;
        notBefore = now.plus(RETRY);
        String why = "The history of checks cannot be " + doing + ": " + error.getMessage();
        HistoryHealth.Trouble before = trouble;
        if (before == null) {
            LOG.error("{}; results wait, up to {} of them", why, settings.buffer(), error);
        }
        trouble = new HistoryHealth.Trouble(before == null ? now : before.since(), why);
        close();
    }

    private void sayLost() {
        long lost = waiting.lost();
        if (lost > lostSaid) {
            LOG.error("{} results of checks were lost: the buffer is full", lost - lostSaid);
            lostSaid = lost;
        }
    }

    void close() {
        Duck open = duck;
        duck = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.warn("The history of checks did not close well", e);
            }
        }
    }

    /// @throws SQLException when the file is not open
    Duck opened() throws SQLException {
        Duck open = duck;
        if (open == null) {
            HistoryHealth.Trouble why = trouble;
            throw new SQLException(why == null ? "it is not open" : why.why());
        }
        return open;
    }

    HistoryHealth health(Optional<HistoryHealth.Trouble> other) {
        return new HistoryHealth(
                waiting.size(),
                settings.buffer(),
                written,
                waiting.lost(),
                failures,
                Micros.toInstant(marks.hours()),
                Optional.ofNullable(trouble).or(() -> other),
                Optional.ofNullable(setAside));
    }
}
