package dev.bellwether.analytics;

import java.time.Instant;
import java.util.Optional;

/// How the history does, for the console and the metrics. Counters since the start of the process.
///
/// @param waiting results that wait to be written
/// @param capacity results that can wait at most
/// @param written results written
/// @param lost results dropped because the buffer was full
/// @param failures attempts to write or to open that failed
/// @param rolledUpTo every hour before this instant is rolled up
/// @param trouble why nothing is written, and since when; empty when all is well
/// @param setAside the name of a damaged file that was put aside at the opening, if one was
public record HistoryHealth(
        long waiting,
        long capacity,
        long written,
        long lost,
        long failures,
        Instant rolledUpTo,
        Optional<Trouble> trouble,
        Optional<String> setAside) {
    /// Writes fail since `since` because of `why`.
    public record Trouble(Instant since, String why) {}
}
