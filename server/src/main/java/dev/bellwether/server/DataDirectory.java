package dev.bellwether.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The directory that must outlive the process, and the right to it: one process at a time.
final class DataDirectory implements AutoCloseable {
    private final Path directory;
    private final FileChannel channel;

    private DataDirectory(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /// Makes the directory when it is not there, and takes it for this process.
    ///
    /// @throws Refusal when another process has it, or it cannot be written
    static DataDirectory take(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new Refusal(
                        "the data directory "
                                + directory.toAbsolutePath().normalize()
                                + " is in use by another Bellwether; stop it, or set 'data' to another"
                                + " directory");
            }
            return new DataDirectory(directory, channel);
        } catch (IOException e) {
            throw new Refusal(
                    "the data directory "
                            + directory.toAbsolutePath().normalize()
                            + " cannot be used: "
                            + Reason.of(e));
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    static Path database(Path data) {
        return data.resolve("bellwether.db");
    }

    static Path history(Path data) {
        return data.resolve("history.duckdb");
    }

    static Path events(Path data) {
        return data.resolve("events");
    }

    /// What is kept of campaigns while this process runs.
    static Path results(Path data) {
        return data.resolve("results");
    }

    static Path key(Path data) {
        return data.resolve("secret.key");
    }

    static Path pages(Path data) {
        return data.resolve("pages");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock of " + directory + " was not given back", e);
        }
    }
}
