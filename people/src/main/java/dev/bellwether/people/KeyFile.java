package dev.bellwether.people;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line: `bellwether-key-1 plain <base64>` or, under a passphrase, `bellwether-key-1 sealed
/// <base64 of salt> <sealed>`, where the sealing key is the passphrase's Argon2id.
final class KeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final String HEAD = "bellwether-key-1";
    private static final int BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int LONGEST = 1_000;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final Optional<String> passphrase;
    private final SecureRandom random;

    KeyFile(Path file, Optional<String> passphrase, SecureRandom random) {
        this.file = file.toAbsolutePath();
        this.passphrase = passphrase;
        this.random = random;
    }

    byte[] readOrMake() throws IOException {
        if (!Files.exists(file)) {
            make();
        }
        return read();
    }

    private byte[] read() throws IOException {
        warnIfOpen();
        if (Files.size(file) > LONGEST) {
            throw refused("it is too long");
        }
        String[] words = Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", -1);
        try {
            if (words.length == 3 && words[0].equals(HEAD) && words[1].equals("plain")) {
                if (passphrase.isPresent()) {
                    throw refused("it is not encrypted, and a passphrase is given");
                }
                return checked(Base64.getDecoder().decode(words[2]));
            }
            if (words.length == 4 && words[0].equals(HEAD) && words[1].equals("sealed")) {
                return unseal(Base64.getDecoder().decode(words[2]), words[3]);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The key file " + file + " is damaged", e);
        }
        throw refused("it is no key file of Bellwether");
    }

    private byte[] unseal(byte[] salt, String sealed) {
        String phrase =
                passphrase.orElseThrow(
                        () -> refused("it is encrypted, and no passphrase is given"));
        try {
            return checked(Base64.getDecoder().decode(sealer(phrase, salt).open(HEAD, sealed)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The key file " + file + " does not open: wrong passphrase, or damaged", e);
        }
    }

    /// Written whole beside its place and put there by a link, which fails when another process was
    /// first: then that one's key is read.
    private void make() throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path draft = Files.createTempFile(folder, ".key", ".new");
        try {
            if (isPosix(draft)) {
                Files.setPosixFilePermissions(draft, OWNER_ONLY);
            }
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(line().getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            link(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void link(Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            LOG.info("Another process made the key file {} first; it is used", file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without hard links.
            Files.move(draft, file);
        }
    }

    private String line() {
        var key = new byte[BYTES];
        random.nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key);
        if (passphrase.isEmpty()) {
            return HEAD + " plain " + text + "\n";
        }
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return HEAD
                + " sealed "
                + Base64.getEncoder().encodeToString(salt)
                + " "
                + sealer(passphrase.get(), salt).seal(HEAD, text)
                + "\n";
    }

    private Sealer sealer(String phrase, byte[] salt) {
        return new Sealer(Argon2.key(phrase, salt), random);
    }

    private byte[] checked(byte[] key) {
        if (key.length != BYTES) {
            throw refused("its key has not 256 bits");
        }
        return key;
    }

    private void warnIfOpen() throws IOException {
        if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            LOG.warn(
                    "The key file {} can be read by others than its owner; chmod 600 {}",
                    file,
                    file);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private IllegalStateException refused(String why) {
        return new IllegalStateException("The key file " + file + " cannot be used: " + why);
    }
}
