package dev.bellwether.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// A backup: a zip of known parts.
final class Archive {
    static final String DATABASE = "database";
    static final String HISTORY = "history.duckdb";
    static final String KEY = "instance.key";
    private static final Set<String> PARTS = Set.of(DATABASE, HISTORY, KEY);

    private Archive() {}

    /// Packs the files of a directory; the archive appears whole or not at all, and only its owner
    /// may read it.
    static void pack(Path directory, Path target) throws IOException {
        Path parent = target.toAbsolutePath().getParent();
        Path half = Files.createTempFile(parent, ".bellwether", ".part");
        try {
            try (var zip = new ZipOutputStream(Files.newOutputStream(half));
                    Stream<Path> parts = Files.list(directory)) {
                for (Path part : parts.sorted().toList()) {
                    zip.putNextEntry(new ZipEntry(part.getFileName().toString()));
                    Files.copy(part, zip);
                    zip.closeEntry();
                }
            }
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /// Unpacks into an empty directory.
    ///
    /// @return the names of its parts
    /// @throws Refusal when it is no backup of ours
    static List<String> unpack(Path archive, Path directory) throws IOException {
        var parts = new ArrayList<String>();
        try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!PARTS.contains(entry.getName())) {
                    throw new Refusal(
                            archive + " is not a backup: it has a part '" + entry.getName() + "'");
                }
                Files.copy(zip, directory.resolve(entry.getName()));
                parts.add(entry.getName());
            }
        }
        if (!parts.contains(DATABASE)) {
            throw new Refusal(archive + " is not a backup: it has no database");
        }
        return parts;
    }

    static void onlyOwner(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
