package dev.bellwether.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that are written beside their place and put there whole, so that a crash leaves no half of
/// one under its name.
final class Drafts {
    private Drafts() {}

    static Path beside(Path target) {
        return target.toAbsolutePath().resolveSibling("." + target.getFileName() + ".new");
    }

    static void refuseExisting(Path target) {
        if (Files.exists(target)) {
            throw new BackupRefused(target + " is there already");
        }
    }

    static void makeRoom(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.deleteIfExists(beside(target));
        makePrivate(beside(target));
    }

    /// Makes an empty file that only its owner may read: there are hashes of passwords in it.
    static void makePrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    static void putInPlace(Path draft, Path target) throws IOException {
        sync(draft);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            // The folder's entry must survive a power cut too.
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
