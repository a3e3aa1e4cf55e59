package dev.bellwether.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/// A real server on loopback that says exactly what a test has it say.
final class TestPeer implements AutoCloseable {
    /// Serves one connection.
    interface Talk {
        void with(InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private TestPeer(ServerSocketFactory factory, Talk talk) throws IOException {
        server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(talk));
    }

    static TestPeer talking(Talk talk) throws IOException {
        return new TestPeer(ServerSocketFactory.getDefault(), talk);
    }

    /// Reads the head of a request, then writes `answer`.
    static TestPeer answering(String answer) throws IOException {
        return answering(ServerSocketFactory.getDefault(), answer);
    }

    static TestPeer answering(ServerSocketFactory factory, String answer) throws IOException {
        return talkingHttp(factory, out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /// Writes after a request's head was read.
    interface Writes {
        void to(OutputStream out) throws IOException;
    }

    static TestPeer writing(Writes writes) throws IOException {
        return talkingHttp(ServerSocketFactory.getDefault(), writes);
    }

    private static TestPeer talkingHttp(ServerSocketFactory factory, Writes writes)
            throws IOException {
        var heads = new CopyOnWriteArrayList<String>();
        var peer =
                new TestPeer(
                        factory,
                        (in, out) -> {
                            heads.add(head(in));
                            writes.to(out);
                        });
        peer.mine = heads;
        return peer;
    }

    private List<String> mine = heads;

    /// The heads of the requests so far.
    List<String> heads() {
        return mine;
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    private void accept(Talk talk) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket, talk));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Socket socket, Talk talk) {
        try (socket) {
            talk.with(socket.getInputStream(), socket.getOutputStream());
            socket.getOutputStream().flush();
            socket.shutdownOutput();
        } catch (IOException | UnsupportedOperationException e) {
            // The prober went away, which is its right.
        }
    }

    static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            head.append((char) c);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
