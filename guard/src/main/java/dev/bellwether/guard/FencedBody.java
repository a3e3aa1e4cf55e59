package dev.bellwether.guard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/// A request's body that ends in an error when what it would need is not the guard's any more. A
/// node shows a query only when it has read enough of its body; until then no other guard can know
/// of it.
final class FencedBody extends FilterInputStream {
    private final BooleanSupplier mayGoOn;

    FencedBody(InputStream body, BooleanSupplier mayGoOn) {
        super(body);
        this.mayGoOn = mayGoOn;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        check();
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        check();
        return count;
    }

    /// After the wait for the client, which may be long.
    private void check() throws IOException {
        if (!mayGoOn.getAsBoolean()) {
            throw new Upstream.PartEnded();
        }
    }
}
