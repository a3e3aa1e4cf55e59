package dev.bellwether.statuspage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Documents from pieces: the plain bytes in a row, and one gzip member (RFC 1952) around their
/// compressed forms in a row.
record Joined(List<Piece> pieces, int plainLength, int gzipLength, int crc)
        implements Document.Bytes {
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final byte[] LAST_BLOCK = {3, 0};
    private static final int TAIL = 8;
    private static final int TAG_BYTES = 12;

    static Document document(String contentType, List<Piece> pieces) {
        int plainLength = 0;
        int gzipLength = HEAD.length + LAST_BLOCK.length + TAIL;
        int crc = 0;
        byte[][] digests = new byte[pieces.size()][];
        for (int i = 0; i < digests.length; i++) {
            Piece piece = pieces.get(i);
            plainLength += piece.plain().length;
            gzipLength += piece.deflated().length;
            crc = Crc.combine(crc, piece.crc(), piece.shift());
            digests[i] = piece.digest();
        }
        return new Document(
                contentType,
                new Joined(List.copyOf(pieces), plainLength, gzipLength, crc),
                tag(digests));
    }

    @Override
    public void putPlain(ByteBuffer to) {
        for (Piece piece : pieces) {
            to.put(piece.plain());
        }
    }

    @Override
    public void putGzip(ByteBuffer to) {
        to.order(ByteOrder.LITTLE_ENDIAN).put(HEAD);
        for (Piece piece : pieces) {
            to.put(piece.deflated());
        }
        to.put(LAST_BLOCK).putInt(crc).putInt(plainLength);
    }

    private static String tag(byte[][] digests) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(Piece.sha256(digests), TAG_BYTES));
    }
}
