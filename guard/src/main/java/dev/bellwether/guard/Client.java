package dev.bellwether.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Whoever sent a request, seen by their connection. To be used by the request's own thread, once
/// the whole request has been read: then nobody else reads from it until it is answered.
///
/// HTTP has no word for "I am gone" but the end of what a client sends. To see it one must read. A
/// client that sends its next request before it has the answer to this one (pipelining, which
/// hardly any does) would lose a byte of it; so it is told that the connection closes after this
/// answer, and sends that request again as RFC 9112, 9.3.2, asks of it.
final class Client {
    private final Request request;
    private final boolean isWhole;
    private boolean hasLeft;
    private boolean isAhead;
    private BooleanSupplier isNeeded = () -> false;

    /// @param isWhole whether all of the request was read
    Client(Request request, boolean isWhole) {
        this.request = request;
        this.isWhole = isWhole;
    }

    /// While others want the answer too, they have not left.
    void stayWhile(BooleanSupplier needed) {
        isNeeded = needed;
    }

    boolean hasLeft() {
        hasLeft = hasLeft || isWhole && !isAhead && isGone();
        return hasLeft && !isNeeded.getAsBoolean();
    }

    /// To be called before the head of an answer is sent.
    void tell(Response response) {
        if (isAhead) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
    }

    private boolean isGone() {
        var point = request.getConnectionMetaData().getConnection().getEndPoint();
        if (!(point instanceof SocketChannelEndPoint socket)
                || !(socket.getChannel() instanceof SocketChannel channel)) {
            return false;
        }
        try {
            int read = channel.read(ByteBuffer.allocate(1));
            if (read > 0) {
                isAhead = true;
            }
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
