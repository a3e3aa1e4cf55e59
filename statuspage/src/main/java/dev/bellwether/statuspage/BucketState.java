package dev.bellwether.statuspage;

import java.time.Instant;
import java.util.Optional;

/// How the bucket stands.
///
/// @param written files put or deleted since the start
/// @param failures in all since the start
/// @param upToDateAt when it last held the pages as they were; empty before the first time
/// @param trouble what failed last; empty once it went well
public record BucketState(
        String address,
        long written,
        long failures,
        Optional<Instant> upToDateAt,
        Optional<String> trouble) {}
