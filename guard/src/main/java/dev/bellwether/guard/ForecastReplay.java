package dev.bellwether.guard;

import java.time.Instant;
import java.util.OptionalLong;

/// What would have been forecast for queries whose peaks are known, one after the other: for
/// whoever measures the forecasts. Not for several threads at once.
public final class ForecastReplay {
    private final Forecasts forecasts = new Forecasts();
    private final boolean estimates;

    /// @param estimates whether rows are those of `EXPLAIN ESTIMATE`, and not of whole tables
    public ForecastReplay(boolean estimates) {
        this.estimates = estimates;
    }

    /// What is forecast for a query, before it is told what it needed; bytes. Empty while its form
    /// is not known.
    ///
    /// @param rows that it is expected to read; 0 when nobody can tell
    public OptionalLong forecast(String sql, long rows, Instant now) {
        Statement.Read read = read(sql);
        return switch (forecasts.of(
                read.fingerprint().hash(), read.shape().family(), rows(read, rows, now), now)) {
            case Forecast.Known known -> OptionalLong.of(known.bytes());
            case Forecast.Unknown _ -> OptionalLong.empty();
        };
    }

    /// What it needed, bytes above 0.
    public void ended(String sql, long rows, long peak, Instant now) {
        Statement.Read read = read(sql);
        forecasts.ended(
                read.fingerprint().hash(),
                read.shape().family(),
                rows(read, rows, now),
                peak,
                false,
                now);
    }

    /// The class that a query is taken for, such as `GROUP`.
    public static String family(String sql) {
        return read(sql).shape().family().name();
    }

    private static Statement.Read read(String sql) {
        if (Statement.of(sql) instanceof Statement.Read read) {
            return read;
        }
        throw new IllegalArgumentException("not understood: " + sql);
    }

    /// As [Rows]: who estimates is not asked about a form that was not seen to need much.
    private long rows(Statement.Read read, long rows, Instant now) {
        return !estimates || forecasts.highest(read.fingerprint().hash(), now) > Forecasts.MAY_GROW
                ? rows
                : 0;
    }
}
