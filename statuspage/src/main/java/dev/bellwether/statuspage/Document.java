package dev.bellwether.statuspage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One file of a page: its bytes, plain and compressed, made once.
public final class Document {
    private final String contentType;
    private final byte[] plain;
    private final byte[] gzip;
    private final String tag;
    private volatile @Nullable ByteBuffer plainBuffer;
    private volatile @Nullable ByteBuffer gzipBuffer;

    Document(String contentType, byte[] plain, byte[] gzip, String tag) {
        this.contentType = contentType;
        this.plain = plain;
        this.gzip = gzip;
        this.tag = tag;
    }

    public String contentType() {
        return contentType;
    }

    /// A copy of the bytes as a visitor sees them.
    public byte[] bytes() {
        return Arrays.copyOf(plain, plain.length);
    }

    /// What its entity tags begin with: a digest of the bytes.
    public String tag() {
        return tag;
    }

    byte[] plain() {
        return plain;
    }

    byte[] gzip() {
        return gzip;
    }

    /// A view of its own on the bytes, outside the heap: the socket takes it without a copy. Made
    /// when first asked for, since most documents are never served in most encodings.
    ByteBuffer plainBuffer() {
        ByteBuffer buffer = plainBuffer;
        if (buffer == null) {
            buffer = direct(plain);
            plainBuffer = buffer;
        }
        return buffer.slice();
    }

    ByteBuffer gzipBuffer() {
        ByteBuffer buffer = gzipBuffer;
        if (buffer == null) {
            buffer = direct(gzip);
            gzipBuffer = buffer;
        }
        return buffer.slice();
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }
}
