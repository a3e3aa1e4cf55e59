package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.time.Instant;

/// At `at` the status of a service went from one to another.
record Turn(Instant at, Status was, Status became) {}
