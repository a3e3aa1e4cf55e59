package dev.bellwether.store;

import java.time.Instant;
import java.util.List;

/// How the store is doing, for `doctor`, the metrics and the console.
///
/// @param engine name and version, such as `SQLite 3.54.1`
/// @param bytes what it takes on disk
/// @param journalHead number of the journal's last line; 0 when there is none
/// @param setAside lines that some reader could not take, all in all
public record StoreReport(
        String engine,
        long bytes,
        long journalHead,
        long setAside,
        List<Cursor> cursors,
        List<Lease> leases) {
    public StoreReport {
        cursors = List.copyOf(cursors);
        leases = List.copyOf(leases);
    }

    /// @param lag lines that the reader has not taken yet
    public record Cursor(String name, long seq, long lag) {}

    public record Lease(String name, String holder, Instant until) {}

    /// @param error what its reader said
    public record SetAside(String reader, long seq, Instant at, String error) {}
}
