package dev.bellwether.bed;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// The process of a [ChdbNode].
final class ChdbMain {
    private static final int THREADS = 24;

    private ChdbMain() {}

    /// @param args the library, the folder of the data, the port, bytes that the engine may have,
    ///   and the file it is to log to, if any
    public static void main(String[] args) throws IOException {
        var library = new ChdbLibrary(Path.of(args[0]));
        List<String> arguments =
                new ArrayList<>(
                        List.of("--path=" + args[1], "--max_server_memory_usage=" + args[3]));
        if (args.length > 4) {
            arguments.addAll(List.of("--logger.level=debug", "--logger.log=" + args[4]));
        }
        // One stays open for good: with the last one the engine would end.
        var _ = library.connect(arguments);
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(args[2])),
                        128);
        server.createContext("/", new ChdbFront(library, arguments));
        // Native calls hold their thread, so these are of the platform.
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.start();
    }
}
