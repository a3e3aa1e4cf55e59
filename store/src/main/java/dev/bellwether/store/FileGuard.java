package dev.bellwether.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Sees to it that one process at a time runs on a SQLite file: two would each think that they are
/// the only ones to claim work. The lock is the operating system's, on a file `<database>.lock`,
/// and ends with the process however that ends.
final class FileGuard implements AutoCloseable {
    private final @Nullable FileChannel channel;

    private FileGuard(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /// @throws StoreUnavailable when another process has it
    static FileGuard on(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!Files.exists(database)) {
                // Its log takes over the file's permissions.
                Drafts.makePrivate(database);
            }
            return lock(
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    database);
        } catch (IOException e) {
            throw new StoreUnavailable("The file " + file + " cannot be locked: " + e, e);
        }
    }

    private static FileGuard lock(FileChannel channel, Path database) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process has it already; it can see to its own order.
            channel.close();
            return new FileGuard(null);
        }
        if (lock == null) {
            channel.close();
            throw new StoreInUse(database);
        }
        return new FileGuard(channel);
    }

    /// True when this process, not a store of it that is still open, holds the lock.
    boolean isHeld() {
        return channel != null;
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The lock ends with the process at the latest.
            }
        }
    }
}
