package dev.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// On a full disk SQLite often says no more than "disk I/O error"; this says why.
final class DiskSpace {
    private static final long LITTLE = 1024 * 1024;

    private DiskSpace() {}

    static UnaryOperator<String> explaining(Path file) {
        return why -> {
            try {
                long left = Files.getFileStore(file).getUsableSpace();
                return left < LITTLE
                        ? why + "; the disk of " + file + " is full: " + left + " bytes are left"
                        : why;
            } catch (IOException e) {
                return why + "; " + file + " cannot be looked at: " + e;
            }
        };
    }
}
