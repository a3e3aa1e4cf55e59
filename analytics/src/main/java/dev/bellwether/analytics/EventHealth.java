package dev.bellwether.analytics;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How it goes with the events of this process since it began.
///
/// @param taken events that are durable and were acknowledged
/// @param applied events that came into the tables
/// @param repeated events whose id stood in the tables, or came twice
/// @param refused rows that were not kept, by cause
/// @param syncs how often the disk was asked to keep what was written
/// @param waitingBytes of the log that are not in the tables yet
/// @param newest the arrival of the newest batch in the tables, since this process began
/// @param trouble why nothing comes into the tables, when that is so
public record EventHealth(
        long taken,
        long applied,
        long repeated,
        Map<EventRefused.Cause, Long> refused,
        long syncs,
        long waitingBytes,
        Optional<Instant> newest,
        Optional<HistoryHealth.Trouble> trouble) {}
