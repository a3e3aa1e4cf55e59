package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The room in figures, since the start of the process.
///
/// @param waiting messages that wait for an attempt, this moment
/// @param lateness how long the oldest due message has waited; empty when none is due
public record NotifyMetrics(
        Map<Channel, OfChannel> channels, long waiting, Optional<Duration> lateness) {
    /// @param underWay attempts this moment
    /// @param possibleDuplicates attempts that said so of themselves
    public record OfChannel(
            int underWay, long delivered, long triedAgain, long gaveUp, long possibleDuplicates) {}

    public NotifyMetrics {
        channels = Map.copyOf(channels);
    }
}
