package dev.bellwether.guard;

import java.util.List;

/// A guard's sign of life for one node, and what it gives and wants there. Sizes in bytes.
///
/// @param number rises with each; one that comes after a later one does nothing
/// @param whole what it takes the node to give to queries
/// @param most that it has from now on, before it is given more: it went down to that before it
///   said so
/// @param keep how much of it it would go on with while it cannot reach the table
/// @param wanted by its queries
/// @param lapsed guards that it has seen fall silent
public record PartBeat(
        String node,
        String guard,
        String home,
        long number,
        long whole,
        long most,
        long keep,
        long wanted,
        List<Lapsed> lapsed) {
    /// A guard that has stood still for its whole term, and what it may still use.
    ///
    /// @param beat at which it stands still; if it has moved on, nothing is taken
    /// @param left bytes
    public record Lapsed(String guard, long beat, long left) {}

    public PartBeat {
        lapsed = List.copyOf(lapsed);
    }
}
