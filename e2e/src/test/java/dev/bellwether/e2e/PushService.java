package dev.bellwether.e2e;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.bellwether.store.Json;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A push service on loopback (RFC 8030), as far as senders see one: it takes messages for one
/// browser, whose keys and whose reading are code of others.
final class PushService implements AutoCloseable {
    /// A message as it came, and as the browser reads it.
    ///
    /// @param signed whether the signature of the sender holds
    /// @param key the sender's, as base64url of a point
    /// @param claims what the signature vouches for
    record Message(
            Map<String, String> headers,
            boolean signed,
            String key,
            String algorithm,
            Map<String, Object> claims,
            String text) {
        Map<?, ?> said() {
            return Json.read(text, Map.class);
        }
    }

    private record Came(Map<String, String> headers, byte[] body) {}

    private final HttpsServer server;
    private final Path npm;
    private final Map<?, ?> keys;
    private final LinkedBlockingQueue<Came> came = new LinkedBlockingQueue<>();

    PushService(Path npm, Path tls) throws Exception {
        this.npm = npm;
        this.keys = Json.read(Npm.node(npm, "read-push.cjs", "{}"), Map.class);
        this.server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 20);
        server.setHttpsConfigurator(new HttpsConfigurator(secured(tls)));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/push/",
                exchange -> {
                    var headers = new LinkedHashMap<String, String>();
                    exchange.getRequestHeaders()
                            .forEach((name, values) -> headers.put(name, values.getFirst()));
                    came.add(new Came(headers, exchange.getRequestBody().readAllBytes()));
                    exchange.sendResponseHeaders(201, -1);
                    exchange.close();
                });
        server.start();
    }

    private static SSLContext secured(Path tls) throws Exception {
        char[] password = TlsKeys.PASSWORD.toCharArray();
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(KeyStore.getInstance(tls.toFile(), password), password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    String origin() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /// What a browser's subscription says of itself.
    String subscription() {
        return Json.write(
                Map.of(
                        "endpoint",
                        origin() + "/push/one-browser",
                        "keys",
                        Map.of("p256dh", keys.get("p256dh"), "auth", keys.get("auth"))));
    }

    /// The next message, read as the browser reads it.
    Message next() throws Exception {
        Came message = came.poll(60, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came within a minute");
        }
        Map<?, ?> read =
                Json.read(
                        Npm.node(
                                npm,
                                "read-push.cjs",
                                Json.write(
                                        Map.of(
                                                "keys",
                                                keys,
                                                "authorization",
                                                String.valueOf(
                                                        message.headers().get("Authorization")),
                                                "message",
                                                Base64.getEncoder()
                                                        .encodeToString(message.body())))),
                        Map.class);
        var claims = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) read.get("claims"))
                .forEach((name, value) -> claims.put(String.valueOf(name), value));
        return new Message(
                message.headers(),
                Boolean.TRUE.equals(read.get("signed")),
                String.valueOf(read.get("key")),
                String.valueOf(read.get("algorithm")),
                claims,
                String.valueOf(read.get("text")));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
