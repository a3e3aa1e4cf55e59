package dev.bellwether.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Targets to be checked, in a process of their own, so that what they cost is nobody's.
///
/// `/t/17` answers 200, or 503 while it is broken. `/break/17` and `/mend/17` change that, and
/// `/count` says how often any target was asked.
final class TargetFarm extends Handler.Abstract.NonBlocking {
    private static final int MOST = 100_000;
    private static final byte[] WELL = "all is well\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BROKEN = "out of order\n".getBytes(StandardCharsets.UTF_8);

    private final AtomicIntegerArray broken = new AtomicIntegerArray(MOST);
    private final LongAdder asked = new LongAdder();

    private TargetFarm() {}

    /// Says its port as its first line, and ends with its standard input.
    ///
    /// @param args the address to listen at
    public static void main(String[] args) throws Exception {
        Quiet.logs();
        var server = new Server(new QueuedThreadPool(8, 2));
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost(args[0]);
        connector.setAcceptQueueSize(4_096);
        server.addConnector(connector);
        server.setHandler(new TargetFarm());
        server.start();
        System.out.println(connector.getLocalPort());
        while (System.in.read() >= 0) {
            // Nothing is said on it: its end is the sign.
        }
        System.exit(0);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        int slash = path.lastIndexOf('/');
        int target = path.equals("/count") ? 0 : Integer.parseInt(path.substring(slash + 1));
        switch (path.substring(0, slash)) {
            case "/t" -> {
                asked.increment();
                boolean isBroken = broken.get(target) != 0;
                response.setStatus(isBroken ? 503 : 200);
                say(response, callback, isBroken ? BROKEN : WELL);
            }
            case "/break" -> {
                broken.set(target, 1);
                say(response, callback, WELL);
            }
            case "/mend" -> {
                broken.set(target, 0);
                say(response, callback, WELL);
            }
            case "" ->
                    say(
                            response,
                            callback,
                            Long.toString(asked.sum()).getBytes(StandardCharsets.UTF_8));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void say(Response response, Callback callback, byte[] words) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        response.write(true, ByteBuffer.wrap(words), callback);
    }
}
