package dev.bellwether.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a guard that shares its nodes is known by over its restarts: a word in a file of its data
/// directory, and the right to it. One process at a time has it; so when a guard has it, the one
/// before has ended.
final class GuardHome implements AutoCloseable {
    private final String word;
    private final FileChannel channel;

    private GuardHome(String word, FileChannel channel) {
        this.word = word;
        this.channel = channel;
    }

    /// Made when there is none.
    ///
    /// @throws Refusal when another process has it, or it cannot be kept
    static GuardHome take(Path data) {
        Path file = GuardConfig.folder(data).resolve("home");
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel =
                    FileChannel.open(
                            file.resolveSibling("home.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new Refusal(
                        file.getParent()
                                + " is in use by another guard; give each a data directory of its own");
            }
            if (!Files.exists(file) || Files.size(file) == 0) {
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return new GuardHome(Files.readString(file, StandardCharsets.UTF_8).strip(), channel);
        } catch (IOException e) {
            throw new Refusal(file + " cannot be kept: " + Reason.of(e));
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    String word() {
        return word;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock of the guard was not given back", e);
        }
    }
}
