package dev.bellwether.guard;

import java.util.List;
import java.util.Map;

/// The table that guards before the same nodes share. Safe for several threads.
public interface PartTable {
    /// For each node, in one transaction that keeps others out: reads its rows, asks
    /// [PartBook#after] what they become, and writes that down.
    ///
    /// @return the rows of all these nodes as they are then
    /// @throws RuntimeException when the table cannot be reached; whether it was done is not known
    List<PartRow> beat(List<PartBeat> beats);

    /// The guard ends: of its rows only what still runs is left, and it keeps nothing.
    ///
    /// @param running caps that may still run, bytes by node; a row without any goes
    /// @throws RuntimeException when the table cannot be reached
    void leave(String guard, Map<String, Long> running);
}
