package dev.bellwether.analytics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What this side knows of the rows in ClickHouse: up to where the log is in them, and which of our
/// attempts to insert count. A file on our own disk, written whole and synced before what it says
/// is relied on.
///
/// @param owner of the tables, a random name of this directory
/// @param started the last attempt that may have been sent
/// @param committed up to it, all attempts count that are not abandoned
/// @param abandoned attempts of which nobody knows; their rows never count, whenever they arrive
record ClickHouseBook(
        String owner, LogPosition position, long started, long committed, List<Span> abandoned) {

    /// Attempts from one to another, both within.
    record Span(long from, long to) {
        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    ClickHouseBook {
        abandoned = List.copyOf(abandoned);
    }

    /// Whatever was started and not committed is given up.
    ClickHouseBook settled() {
        if (started == committed) {
            return this;
        }
        boolean continues = !abandoned.isEmpty() && abandoned.getLast().to() == committed;
        long from = continues ? abandoned.getLast().from() : committed + 1;
        return new ClickHouseBook(
                owner,
                position,
                started,
                started,
                Stream.concat(
                                abandoned.stream().limit(abandoned.size() - (continues ? 1 : 0)),
                                Stream.of(new Span(from, started)))
                        .toList());
    }

    /// Before a new attempt is sent.
    ClickHouseBook begun() {
        ClickHouseBook before = settled();
        return new ClickHouseBook(
                owner, position, before.started() + 1, before.committed(), before.abandoned());
    }

    /// All rows of the attempt that was begun are there.
    ClickHouseBook done() {
        return new ClickHouseBook(owner, position, started, started, abandoned);
    }

    ClickHouseBook at(LogPosition after) {
        return new ClickHouseBook(owner, after, started, committed, abandoned);
    }

    /// The condition on `attempt` under which a row counts.
    String seen() {
        return "attempt <= "
                + committed
                + abandoned.stream()
                        .map(span ->
                                " AND NOT (attempt BETWEEN %d AND %d)"
                                        .formatted(span.from(), span.to()))
                        .collect(Collectors.joining());
    }

    static ClickHouseBook read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        try {
            String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
            if (lines.size() != 2 || !lines.get(1).equals("end")) {
                throw new IllegalArgumentException("it does not end");
            }
            return new ClickHouseBook(
                    words[0],
                    new LogPosition(Long.parseLong(words[1]), Long.parseLong(words[2])),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Arrays.stream(words).skip(5).map(ClickHouseBook::span).toList());
        } catch (RuntimeException e) {
            throw new IOException(
                    file
                            + " is damaged ("
                            + e.getMessage()
                            + "); bring it back from a backup, or remove it and empty the table"
                            + " bellwether_owner: events that the log still has are then compared"
                            + " with the table by their ids",
                    e);
        }
    }

    private static Span span(String text) {
        String[] ends = text.split("-", -1);
        return new Span(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
    }

    /// Returns when it is on the disk.
    void write(Path file) throws IOException {
        String text =
                Stream.concat(
                                Stream.of(
                                        owner,
                                        position.segment(),
                                        position.at(),
                                        started,
                                        committed),
                                abandoned.stream())
                        .map(String::valueOf)
                        .collect(Collectors.joining(" ", "", "\nend\n"));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entries =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
