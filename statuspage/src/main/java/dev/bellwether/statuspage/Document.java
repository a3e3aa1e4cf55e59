package dev.bellwether.statuspage;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// One file of a page: its bytes, plain and compressed, made once.
public final class Document {
    private final String contentType;
    private final byte[] plain;
    private final byte[] gzip;
    private final String tag;
    private final ByteBuffer plainBuffer;
    private final ByteBuffer gzipBuffer;

    Document(String contentType, byte[] plain, byte[] gzip, String tag) {
        this.contentType = contentType;
        this.plain = plain;
        this.gzip = gzip;
        this.tag = tag;
        this.plainBuffer = ByteBuffer.wrap(plain).asReadOnlyBuffer();
        this.gzipBuffer = ByteBuffer.wrap(gzip).asReadOnlyBuffer();
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

    /// A view of its own on the bytes.
    ByteBuffer plainBuffer() {
        return plainBuffer.slice();
    }

    ByteBuffer gzipBuffer() {
        return gzipBuffer.slice();
    }
}
