package dev.bellwether.watch;

import java.util.List;

/// What an undo brought back.
///
/// @param refused the names of checks that were changed by somebody since, or made anew, and stay
///   as they are
public record Undone(int done, List<String> refused) {
    public Undone {
        refused = List.copyOf(refused);
    }
}
