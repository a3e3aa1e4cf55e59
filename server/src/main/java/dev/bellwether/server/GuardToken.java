package dev.bellwether.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The token of the guard's admin port: the configured one, or one in a file that only its owner
/// can read.
final class GuardToken {
    private GuardToken() {}

    private static Path file(Path data) {
        return GuardConfig.folder(data).resolve("token");
    }

    /// Made when there is none.
    ///
    /// @throws Refusal when it cannot be kept
    static String take(GuardConfig config, Path data) {
        if (!config.adminToken().isEmpty()) {
            return config.adminToken();
        }
        Path file = file(data);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                var random = new byte[24];
                new SecureRandom().nextBytes(random);
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.writeString(
                        file,
                        HexFormat.of().formatHex(random),
                        StandardCharsets.US_ASCII,
                        StandardOpenOption.TRUNCATE_EXISTING);
            }
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new Refusal(
                    file + " cannot be kept: " + Reason.of(e) + "; set guard.admin-token");
        }
    }

    /// @throws Refusal when there is none that can be read
    static String find(GuardConfig config, Path data) {
        if (!config.adminToken().isEmpty()) {
            return config.adminToken();
        }
        try {
            return Files.readString(file(data), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new Refusal(
                    ("the guard's token is not known: %s: %s; run this where the guard keeps its data, or"
                                    + " set BELLWETHER_GUARD_ADMIN_TOKEN")
                            .formatted(file(data), Reason.of(e)));
        }
    }
}
