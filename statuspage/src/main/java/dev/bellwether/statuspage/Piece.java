package dev.bellwether.statuspage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A part of a document, compressed on its own so that documents are put together without
/// compressing anything twice.
///
/// The compressed form is raw DEFLATE that ends on a byte border (a full flush, RFC 1951 section
/// 3.2.4 with an empty stored block), so that the forms of several pieces in a row are one valid
/// stream; see [Joined].
///
/// @param shift what [Crc#combine] needs of its length
record Piece(byte[] plain, byte[] deflated, int crc, int shift, byte[] digest) {
    private static final int LEVEL = 6;

    static Piece of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Piece of(byte[] plain) {
        var crc = new CRC32();
        crc.update(plain);
        return new Piece(
                plain,
                deflate(plain),
                (int) crc.getValue(),
                Crc.power(plain.length),
                sha256(plain));
    }

    private static byte[] deflate(byte[] plain) {
        try (var deflater = new Deflater(LEVEL, true)) {
            deflater.setInput(plain);
            byte[] out = new byte[plain.length / 4 + 64];
            int used = 0;
            while (true) {
                used += deflater.deflate(out, used, out.length - used, Deflater.FULL_FLUSH);
                if (used < out.length) {
                    return java.util.Arrays.copyOf(out, used);
                }
                out = java.util.Arrays.copyOf(out, out.length * 2);
            }
        }
    }

    static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
