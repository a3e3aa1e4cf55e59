package dev.bellwether.statuspage;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One file of a page, plain and compressed. What it is made of is settled when it is constructed;
/// the bytes are put in a row when first asked for, since most files of most bundles never are.
public final class Document {
    /// Where the bytes come from. Puts the same ones each time.
    interface Bytes {
        int plainLength();

        int gzipLength();

        void putPlain(ByteBuffer to);

        void putGzip(ByteBuffer to);
    }

    private final String contentType;
    private final Bytes bytes;
    private final String tag;
    private volatile @Nullable ByteBuffer plainBuffer;
    private volatile @Nullable ByteBuffer gzipBuffer;

    Document(String contentType, Bytes bytes, String tag) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.tag = tag;
    }

    public String contentType() {
        return contentType;
    }

    /// A copy of the bytes as a visitor sees them.
    public byte[] bytes() {
        return plain();
    }

    /// What its entity tags begin with: a digest of the bytes.
    public String tag() {
        return tag;
    }

    int plainLength() {
        return bytes.plainLength();
    }

    int gzipLength() {
        return bytes.gzipLength();
    }

    byte[] plain() {
        var buffer = ByteBuffer.allocate(plainLength());
        bytes.putPlain(buffer);
        return buffer.array();
    }

    byte[] gzip() {
        var buffer = ByteBuffer.allocate(gzipLength());
        bytes.putGzip(buffer);
        return buffer.array();
    }

    /// A view of its own on the bytes, outside the heap: the socket takes it without a copy.
    ByteBuffer plainBuffer() {
        ByteBuffer buffer = plainBuffer;
        return (buffer == null ? makePlain() : buffer).slice();
    }

    ByteBuffer gzipBuffer() {
        ByteBuffer buffer = gzipBuffer;
        return (buffer == null ? makeGzip() : buffer).slice();
    }

    /// Many ask at once for what is new; one makes it.
    private synchronized ByteBuffer makePlain() {
        ByteBuffer buffer = plainBuffer;
        if (buffer == null) {
            ByteBuffer made = ByteBuffer.allocateDirect(plainLength());
            bytes.putPlain(made);
            buffer = made.flip().asReadOnlyBuffer();
            plainBuffer = buffer;
        }
        return buffer;
    }

    private synchronized ByteBuffer makeGzip() {
        ByteBuffer buffer = gzipBuffer;
        if (buffer == null) {
            ByteBuffer made = ByteBuffer.allocateDirect(gzipLength());
            bytes.putGzip(made);
            buffer = made.flip().asReadOnlyBuffer();
            gzipBuffer = buffer;
        }
        return buffer;
    }
}
