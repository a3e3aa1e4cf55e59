package dev.bellwether.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The key of the installation: 256 random bits in a file that only its owner may read, made at the
/// first start. Links and sealed secrets stand on it: keep it with the backup, and give the same
/// file to all nodes.
///
/// Each use has a key of its own, derived by HKDF-SHA256 (RFC 5869), so that none says anything
/// about another.
public final class InstanceKey {
    private final byte[] root;

    private InstanceKey(byte[] root) {
        this.root = root;
    }

    /// Reads the key, or makes it when there is no file.
    ///
    /// @throws IllegalStateException naming the file when it cannot be used
    public static InstanceKey open(Path file) {
        return open(file, Optional.empty());
    }

    /// As [#open(Path)], with the file encrypted under a passphrase. A plain file is not encrypted
    /// later by giving a passphrase: it is refused.
    public static InstanceKey open(Path file, Optional<String> passphrase) {
        try {
            return new InstanceKey(new KeyFile(file, passphrase, new SecureRandom()).readOrMake());
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be used: " + e, e);
        }
    }

    /// A secret made from the key for a use outside this room: 32 bytes in base64url, always the
    /// same for the same purpose.
    public String secret(String purpose) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(derive("Generic", purpose).getEncoded());
    }

    Mac256 mac(String purpose) {
        return new Mac256(derive("HmacSHA256", purpose));
    }

    SecretKey derive(String algorithm, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(root)
                                    .thenExpand(
                                            ("bellwether " + purpose)
                                                    .getBytes(StandardCharsets.UTF_8),
                                            32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
