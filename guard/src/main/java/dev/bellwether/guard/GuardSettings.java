package dev.bellwether.guard;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the guard of one cluster is set up.
///
/// @param nodes HTTP addresses of the nodes, without a path; each has the same memory
/// @param host where the guard listens
/// @param port where it listens; 0 for any that is free
/// @param limit bytes that each node may have; 0 to find out, for a node on this machine
/// @param reserve bytes of them for merges, caches and what the server does not track; 0 for a
///   quarter of the limit
/// @param probe the cap of a query that is not known, bytes; 0 for a sixteenth of what the reserve
///   leaves
/// @param patience for how long a query waits for its turn at most
/// @param login the guard's own user, with whom it looks at what runs
/// @param mode how much it does until somebody switches it
/// @param folder where it keeps what must outlive it; empty to keep nothing
/// @param answers which of them more than one may have
/// @param quarantine for a release that stands accused, and how tight it is
public record GuardSettings(
        List<URI> nodes,
        String host,
        int port,
        long limit,
        long reserve,
        long probe,
        Duration patience,
        Login login,
        Controls.Mode mode,
        Optional<Path> folder,
        AnswerSettings answers,
        QuarantineSettings quarantine) {

    /// A user of ClickHouse.
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /// @throws IllegalArgumentException when the sizes do not fit together
    public GuardSettings {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("the guard needs the address of a node");
        }
        if (limit > 0 && reserve >= limit) {
            throw new IllegalArgumentException(
                    "the reserve, %d bytes, leaves nothing of the limit, %d bytes"
                            .formatted(reserve, limit));
        }
    }

    /// With the standard's answers and quarantine.
    public GuardSettings(
            List<URI> nodes,
            String host,
            int port,
            long limit,
            long reserve,
            long probe,
            Duration patience,
            Login login,
            Controls.Mode mode,
            Optional<Path> folder) {
        this(
                nodes,
                host,
                port,
                limit,
                reserve,
                probe,
                patience,
                login,
                mode,
                folder,
                AnswerSettings.standard(),
                QuarantineSettings.standard());
    }

    /// One node, all of it guarded, nothing kept.
    GuardSettings(
            URI node,
            String host,
            int port,
            long limit,
            long reserve,
            long probe,
            Duration patience) {
        this(
                List.of(node),
                host,
                port,
                limit,
                reserve,
                probe,
                patience,
                new Login("default", ""),
                Controls.Mode.FULL,
                Optional.empty());
    }

    /// The same with these answers.
    GuardSettings with(AnswerSettings shared) {
        return new GuardSettings(
                nodes,
                host,
                port,
                limit,
                reserve,
                probe,
                patience,
                login,
                mode,
                folder,
                shared,
                quarantine);
    }

    /// The same with this quarantine.
    GuardSettings with(QuarantineSettings other) {
        return new GuardSettings(
                nodes, host, port, limit, reserve, probe, patience, login, mode, folder, answers,
                other);
    }

    /// Bytes that all caps on a node may have together.
    long room() {
        return limit - reserve;
    }

    /// With what was left open filled in.
    ///
    /// @param found the limit that was found out, when none was given
    /// @throws IllegalArgumentException when the sizes do not fit together
    GuardSettings with(long found) {
        long whole = limit > 0 ? limit : found;
        long kept = reserve > 0 ? reserve : whole / 4;
        long tried = probe > 0 ? probe : Math.max(Forecasts.LEAST, (whole - kept) / 16);
        return new GuardSettings(
                nodes,
                host,
                port,
                whole,
                kept,
                tried,
                patience,
                login,
                mode,
                folder,
                answers,
                quarantine);
    }
}
