package dev.bellwether.guard;

/// What one guard has of one node, as the table that all guards share has it. Sizes in bytes.
///
/// @param guard one process's id; another process never has the same
/// @param home what stays over a guard's restarts: of two with the same home the elder has ended
/// @param whole what this guard takes the node to give to queries: its limit without the reserve
/// @param bytes that this guard's caps may have together
/// @param kept of them, while the guard cannot reach the table
/// @param wanted by its queries, those that run and those that wait; [#SILENT] for a guard that has
///   fallen silent or left: it gets no more
/// @param beat raised by each sign of life
public record PartRow(
        String node,
        String guard,
        String home,
        long whole,
        long bytes,
        long kept,
        long wanted,
        long beat) {
    /// See `wanted`.
    public static final long SILENT = -1;

    public PartRow {
        if (bytes < 0 || kept < 0 || kept > bytes) {
            throw new IllegalArgumentException(
                    "guard %s at %s: keeps %d of %d bytes".formatted(guard, node, kept, bytes));
        }
    }

    /// As it stands once its guard has fallen silent and this is all that it may still use.
    PartRow left(long most) {
        long now = Math.min(bytes, most);
        return new PartRow(node, guard, home, whole, now, Math.min(kept, now), SILENT, beat);
    }
}
