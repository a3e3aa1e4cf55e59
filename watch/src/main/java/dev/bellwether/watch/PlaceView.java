package dev.bellwether.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A place with how it was last seen.
///
/// @param isConnected whether it asked any node for work within the last fifteen seconds
/// @param seenAt when it last asked; empty when it never did
/// @param lateMedian time from when a probe was wanted to when it began there
/// @param clockOffset by how much its clock is behind ours; negative when it is ahead
/// @param roundTrip of a request between it and us
/// @param withoutVote probes that ended without a vote, of `probes` since it connected
/// @param trouble why it last had no vote; empty when its last probe had one
public record PlaceView(
        Place place,
        boolean isConnected,
        Optional<Instant> seenAt,
        String version,
        Duration lateMedian,
        Duration lateP99,
        Duration clockOffset,
        Duration roundTrip,
        long probes,
        long withoutVote,
        String trouble) {}
