package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns the open tables: brings the log into them and removes the segments that are in them. Runs
/// on the applying thread only; what it tells of itself may be read from any.
///
/// After any failure the tables are closed and opened again [#RETRY] later; the log keeps what came
/// meanwhile.
final class EventWriter {
    static final Duration RETRY = Duration.ofSeconds(5);

    /// Events and bytes of the log that are applied in one transaction.
    static final int MOST = 200_000;

    private static final long MOST_BYTES = 32L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

    private final EventSettings settings;
    private final LogFiles files;
    private final LogReader reader;
    private final LogAhead ahead;
    private volatile @Nullable EventTarget target;
    private volatile HistoryHealth.@Nullable Trouble trouble;
    private volatile @Nullable Instant newest;
    private volatile long applied;
    private volatile long repeated;
    private volatile long waitingBytes;
    private LogPosition position = LogPosition.START;
    private Instant notBefore = Instant.MIN;

    EventWriter(EventSettings settings, LogFiles files, LogReader reader) {
        this.settings = settings;
        this.files = files;
        this.reader = reader;
        this.ahead = new LogAhead(reader, MOST, MOST_BYTES);
    }

    /// Applies all that is durable by now. False when it could not.
    boolean apply(Instant now) {
        try {
            if (!open(now)) {
                return false;
            }
            EventTarget open = opened();
            LogPosition end = reader.end();
            while (position.isBefore(end) && step(open, end)) {
                look();
            }
            well();
            return true;
        } catch (SQLException | IOException | RuntimeException e) {
            failed(e, now);
            return false;
        } finally {
            look();
        }
    }

    private boolean step(EventTarget open, LogPosition end) throws SQLException, IOException {
        LogReader.Read read = ahead.read(position, end);
        if (read.entries().isEmpty()) {
            return false;
        }
        EventApplier.Done done = open.apply(read.entries(), read.after());
        position = read.after();
        count(done, read);
        removeApplied();
        return true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes; others read.
    private void count(EventApplier.Done done, LogReader.Read read) {
        applied += done.applied();
        repeated += done.repeated();
        if (read.entries().getLast() instanceof LogEntry.Arrived last) {
            newest = last.arrived();
        }
    }

    private void removeApplied() throws IOException {
        for (long segment : files.segments()) {
            if (segment < position.segment()) {
                files.remove(segment);
            }
        }
    }

    /// @return events deleted
    long retain(SiteId site, Instant oldest) throws SQLException {
        return opened().retain(site, Micros.of(oldest));
    }

    private boolean open(Instant now) throws SQLException, IOException {
        if (target != null) {
            return true;
        }
        if (now.isBefore(notBefore)) {
            return false;
        }
        EventTarget opened =
                settings.clickHouse().isPresent()
                        ? ClickHouseTarget.open(settings, settings.clickHouse().get())
                        : new DuckTarget(EventTables.open(settings));
        target = opened;
        position = opened.position();
        return true;
    }

    private void look() {
        try {
            waitingBytes = files.bytes(position);
        } catch (IOException e) {
            LOG.warn("The event log cannot be looked at: {}", e.getMessage());
        }
    }

    private void well() {
        if (trouble != null) {
            LOG.info("Events come into the tables again");
            trouble = null;
        }
    }

    private void failed(Exception error, Instant now) {
        notBefore = now.plus(RETRY);
        HistoryHealth.Trouble before = trouble;
        String why = "Events cannot be brought into the tables: " + error.getMessage();
        if (before == null) {
            LOG.error("{}; they are taken into the log meanwhile", why, error);
        }
        trouble = new HistoryHealth.Trouble(before == null ? now : before.since(), why);
        close();
    }

    void close() {
        EventTarget open = target;
        target = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.warn("The tables of events did not close well", e);
            }
        }
    }

    /// @throws SQLException when the tables are not open
    EventTarget opened() throws SQLException {
        EventTarget open = target;
        if (open == null) {
            HistoryHealth.Trouble why = trouble;
            throw new SQLException(why == null ? "they are not open" : why.why());
        }
        return open;
    }

    Optional<HistoryHealth.Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    long waitingBytes() {
        return waitingBytes;
    }

    EventHealth health(long taken, Map<EventRefused.Cause, Long> refused, long syncs) {
        return new EventHealth(
                taken,
                applied,
                repeated,
                refused,
                syncs,
                waitingBytes,
                Optional.ofNullable(newest),
                Optional.ofNullable(trouble));
    }
}
