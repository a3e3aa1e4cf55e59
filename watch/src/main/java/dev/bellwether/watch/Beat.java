package dev.bellwether.watch;

import java.time.Instant;
import java.util.Optional;

/// What a job said when it last reported in.
///
/// @param failure why it failed, in its own words, 1 to 200 characters; empty when it did its work
record Beat(Instant at, Optional<String> failure) {}
