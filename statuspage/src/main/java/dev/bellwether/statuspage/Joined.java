package dev.bellwether.statuspage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// Documents from pieces: the plain bytes in a row, and one gzip member (RFC 1952) around their
/// compressed forms in a row.
final class Joined {
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final byte[] LAST_BLOCK = {3, 0};
    private static final int TAIL = 8;

    private Joined() {}

    static Document document(String contentType, List<Piece> pieces) {
        int plainLength = 0;
        int zipLength = HEAD.length + LAST_BLOCK.length + TAIL;
        for (Piece piece : pieces) {
            plainLength += piece.plain().length;
            zipLength += piece.deflated().length;
        }
        var plain = ByteBuffer.allocate(plainLength);
        var gzip = ByteBuffer.allocate(zipLength).order(ByteOrder.LITTLE_ENDIAN);
        gzip.put(HEAD);
        int crc = 0;
        byte[][] digests = new byte[pieces.size()][];
        for (int i = 0; i < digests.length; i++) {
            Piece piece = pieces.get(i);
            plain.put(piece.plain());
            gzip.put(piece.deflated());
            crc = Crc.combine(crc, piece.crc(), piece.plain().length);
            digests[i] = piece.digest();
        }
        gzip.put(LAST_BLOCK).putInt(crc).putInt(plainLength);
        return new Document(contentType, plain.array(), gzip.array(), tag(digests));
    }

    private static String tag(byte[][] digests) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(Piece.sha256(digests), 12));
    }
}
