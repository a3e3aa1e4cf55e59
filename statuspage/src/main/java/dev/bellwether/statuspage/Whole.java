package dev.bellwether.statuspage;

import java.nio.ByteBuffer;

/// The bytes of a document read from disk.
record Whole(byte[] plain, byte[] gzip) implements Document.Bytes {
    @Override
    public int plainLength() {
        return plain.length;
    }

    @Override
    public int gzipLength() {
        return gzip.length;
    }

    @Override
    public void putPlain(ByteBuffer to) {
        to.put(plain);
    }

    @Override
    public void putGzip(ByteBuffer to) {
        to.put(gzip);
    }
}
