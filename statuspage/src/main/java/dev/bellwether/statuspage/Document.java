package dev.bellwether.statuspage;

import java.util.Arrays;

/// One file of a page: its bytes, plain and compressed, made once.
public final class Document {
    private final String contentType;
    private final byte[] plain;
    private final byte[] gzip;
    private final String tag;

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
}
