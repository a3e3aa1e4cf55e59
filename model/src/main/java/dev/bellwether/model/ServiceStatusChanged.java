package dev.bellwether.model;

import java.time.Instant;

/// What is said of a service changed: the worst of its checks, its open incidents and its
/// maintenance.
///
/// @param at when it became so, which may be before this line was written
public record ServiceStatusChanged(
        ServiceId service, Status from, Status to, Instant at, String why) implements Fact {}
