package dev.bellwether.model;

import java.time.Duration;

/// A maintenance is near: whoever wants to be told is told now.
///
/// @param before how long before its start the reminder was asked for
public record MaintenanceReminded(Maintenance maintenance, Duration before) implements Fact {}
