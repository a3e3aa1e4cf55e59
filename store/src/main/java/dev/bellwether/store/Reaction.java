package dev.bellwether.store;

/// What a room does about a line. Runs in the transaction that moves the room's cursor, so its
/// writes happen exactly once.
@FunctionalInterface
public interface Reaction {
    void on(Tx tx, Line line);
}
