package dev.bellwether.incident;

/// What an import did.
///
/// @param added were not known before
/// @param changed were imported before and are newer now
/// @param left stood already, and were left as they are
public record Imported(int added, int changed, int left) {
    Imported plus(Imported other) {
        return new Imported(added + other.added, changed + other.changed, left + other.left);
    }
}
