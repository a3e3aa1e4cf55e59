package dev.bellwether.store;

import java.time.Instant;
import java.util.List;

/// One process of those that share a database.
///
/// @param id made at each start
/// @param name what people call it: the host's name unless it is set
/// @param address where this one node is reached, by places; empty when it is not told
/// @param seenAt its last sign of life, by its own clock
/// @param isAlive whether this process has seen it give signs of life
/// @param leases what it holds
public record Node(
        String id,
        String name,
        String version,
        String address,
        Instant startedAt,
        Instant seenAt,
        boolean isAlive,
        List<String> leases) {
    public Node {
        leases = List.copyOf(leases);
    }
}
