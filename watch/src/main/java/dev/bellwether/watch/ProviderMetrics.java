package dev.bellwether.watch;

import java.time.Instant;
import java.util.Optional;

/// How the polling of providers does. Counters since the start of the process.
///
/// @param scheduled providers that are polled
/// @param polls requests for a page that were answered or failed
/// @param unchanged of those, answered 304
/// @param errors of those, ended without a readable page
/// @param inFlight requests under way
/// @param confirmed of those polled, the ones whose page is known to be theirs
/// @param found of those polled, the ones whose reader was found at first contact
/// @param searching of those polled, the ones of which is being found out how they are read
/// @param lost of those polled, the ones where nothing we can read was found
/// @param oldestContact of the confirmed providers that are polled, the longest ago one was read
public record ProviderMetrics(
        long scheduled,
        long polls,
        long unchanged,
        long errors,
        long inFlight,
        long confirmed,
        long found,
        long searching,
        long lost,
        Optional<Instant> oldestContact) {}
