package dev.bellwether.guard;

import java.net.URI;
import java.time.Duration;

/// How the guard of one node is set up.
///
/// @param upstream the node's HTTP address, without a path
/// @param host where the guard listens
/// @param port where it listens; 0 for any that is free
/// @param limit bytes that the node may have
/// @param reserve bytes of them for merges, caches and what the server does not track
/// @param probe the cap of a query that is not known, bytes
/// @param patience for how long a query waits for its turn at most
record GuardSettings(
        URI upstream,
        String host,
        int port,
        long limit,
        long reserve,
        long probe,
        Duration patience) {
    /// The node's name in the ledger.
    static final String NODE = "node";
}
