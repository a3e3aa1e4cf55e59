package dev.bellwether.analytics;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The segments of the event log in their directory, by number: `0001762950000000000.log`.
final class LogFiles {
    private static final String END = ".log";

    private final Path directory;

    LogFiles(Path directory) {
        this.directory = directory;
    }

    Path of(long segment) {
        return directory.resolve("%019d".formatted(segment) + END);
    }

    /// The numbers of all segments, the oldest first.
    List<Long> segments() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{19}\\.log"))
                    .map(name -> Long.parseLong(name.substring(0, name.length() - END.length())))
                    .sorted()
                    .toList();
        }
    }

    /// Makes a segment, so that it is there after a loss of power too.
    FileChannel make(long segment) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(
                        of(segment), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
        return channel;
    }

    void remove(long segment) throws IOException {
        Files.deleteIfExists(of(segment));
    }

    /// Keeps a segment whose bytes are wrong under another name.
    Path setAside(long segment) throws IOException {
        Path name = directory.resolve("%019d".formatted(segment) + ".damaged");
        return Files.copy(of(segment), name, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /// Bytes of all segments from `from` on.
    long bytes(LogPosition from) throws IOException {
        long bytes = 0;
        for (long segment : segments()) {
            if (segment >= from.segment()) {
                bytes += Files.size(of(segment));
            }
            if (segment == from.segment()) {
                bytes -= from.at();
            }
        }
        return Math.max(0, bytes);
    }
}
