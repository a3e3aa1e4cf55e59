package dev.bellwether.notify;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Message encryption for web push, RFC 8291 over the content coding `aes128gcm` of RFC 8188: one
/// record, readable only by the browser that subscribed. Pure.
final class PushEncryption {
    /// What a push service must take in (RFC 8030, 7.2), less the header, the tag and the
    /// delimiter.
    static final int LONGEST = 4_096 - 86 - 16 - 1;

    private static final int RECORD_SIZE = 4_096;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final byte LAST_RECORD = 2;

    private PushEncryption() {}

    /// @param receiver the browser's public key, an uncompressed point of 65 bytes
    /// @param auth the browser's secret, 16 bytes
    /// @param sender a key pair for this message alone
    /// @param salt 16 random bytes
    /// @throws InvalidKeyException when the browser's key is no point of P-256
    static byte[] encrypt(byte[] receiver, byte[] auth, byte[] plain, KeyPair sender, byte[] salt)
            throws GeneralSecurityException {
        byte[] senderPoint = P256.point(sender.getPublic());
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(sender.getPrivate());
        agreement.doPhase(P256.publicKey(receiver), true);
        byte[] keyInfo =
                join("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), receiver, senderPoint);
        byte[] input = expand(hmac(auth, agreement.generateSecret()), keyInfo, 32);
        byte[] secret = hmac(salt, input);
        byte[] key = expand(secret, label("aes128gcm"), KEY_BYTES);
        byte[] nonce = expand(secret, label("nonce"), NONCE_BYTES);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, nonce));
        byte[] sealed = cipher.doFinal(join(plain, new byte[] {LAST_RECORD}));
        byte[] header =
                ByteBuffer.allocate(salt.length + 5)
                        .put(salt)
                        .putInt(RECORD_SIZE)
                        .put((byte) senderPoint.length)
                        .array();
        return join(header, senderPoint, sealed);
    }

    private static byte[] label(String what) {
        return ("Content-Encoding: " + what + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    /// HKDF-Expand of RFC 5869 for no more than one block.
    private static byte[] expand(byte[] key, byte[] info, int length)
            throws GeneralSecurityException {
        return Arrays.copyOf(hmac(key, join(info, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        var fixed = new byte[32];
        int from = Math.max(bytes.length - 32, 0);
        System.arraycopy(bytes, from, fixed, 32 - (bytes.length - from), bytes.length - from);
        return fixed;
    }
}
