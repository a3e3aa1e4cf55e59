package dev.bellwether.guard;

/// How a guard shares its nodes with others.
///
/// @param table that all of them use
/// @param quarantines likewise
/// @param guard this process's id; another process never has the same
/// @param home what stays over its restarts, and no two processes have at the same time
public record SharedNodes(PartTable table, QuarantineTable quarantines, String guard, String home) {
    /// @throws IllegalArgumentException when the id cannot stand in a query's mark
    public SharedNodes {
        if (!guard.matches("[A-Za-z0-9]{1,64}")) {
            throw new IllegalArgumentException("guard id '" + guard + "': 1 to 64 letters, digits");
        }
    }
}
