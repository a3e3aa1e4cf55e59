package dev.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The room on the database's disk. On a full one SQLite often says no more than "disk I/O error";
/// this says why.
final class DiskSpace {
    private static final long LITTLE = 1024 * 1024;

    private final Optional<Path> file;

    private DiskSpace(Optional<Path> file) {
        this.file = file;
    }

    static DiskSpace of(Path file) {
        return new DiskSpace(Optional.of(file));
    }

    /// A disk that is not ours to look at.
    static DiskSpace elsewhere() {
        return new DiskSpace(Optional.empty());
    }

    /// What the driver said, and what is known besides.
    String explain(String why) {
        if (file.isEmpty()) {
            return why;
        }
        try {
            long left = left(file.get());
            return left < LITTLE
                    ? why + "; the disk of " + file.get() + " is full: " + left + " bytes are left"
                    : why;
        } catch (IOException e) {
            return why + "; " + file.get() + " cannot be looked at: " + e;
        }
    }

    /// Less than a megabyte is left: a small write may still find its place, the next one will not.
    boolean isFull() {
        try {
            return file.isPresent() && left(file.get()) < LITTLE;
        } catch (IOException e) {
            return false;
        }
    }

    private static long left(Path file) throws IOException {
        return Files.getFileStore(file).getUsableSpace();
    }
}
