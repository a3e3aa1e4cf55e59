package dev.bellwether.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Memory in pieces of one size, in a file that nobody else reads and that goes when it is closed:
/// the system may write it out and take the memory. Safe for many threads.
final class MappedFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MappedFile.class);
    private static final String NAME = "campaign-";
    private static final String ENDING = ".state";

    /// A process has only so many mappings.
    private static final int PIECES = 64;

    private final FileChannel file;
    private final Arena arena = Arena.ofShared();
    private MemorySegment mapped = MemorySegment.NULL;
    private long end;
    private int taken;

    private MappedFile(FileChannel file) {
        this.file = file;
    }

    static MappedFile in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new MappedFile(
                FileChannel.open(
                        Files.createTempFile(folder, NAME, ENDING),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
    }

    /// Removes what a process that was killed left in the folder.
    static void removeLeft(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder, NAME + "*" + ENDING)) {
            for (Path file : left) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("Old states of campaigns in {} cannot be removed: {}", folder, e.getMessage());
        }
    }

    /// Zeros. Of one file, always the same number of bytes.
    synchronized MemorySegment next(long bytes) {
        try {
            if (taken == 0) {
                mapped = file.map(FileChannel.MapMode.READ_WRITE, end, bytes * PIECES, arena);
                end += bytes * PIECES;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The state of a campaign does not fit on the disk", e);
        }
        MemorySegment next = mapped.asSlice(taken * bytes, bytes);
        taken = (taken + 1) % PIECES;
        return next;
    }

    @Override
    public synchronized void close() {
        arena.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
