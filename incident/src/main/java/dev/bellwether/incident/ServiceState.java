package dev.bellwether.incident;

import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Instant;

/// What is said of a service now, since when, and why.
public record ServiceState(ServiceId service, Status status, Instant since, String why) {}
