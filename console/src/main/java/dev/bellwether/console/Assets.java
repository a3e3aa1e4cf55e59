package dev.bellwether.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The style sheet, the vendored script, our own, and the icon, each under a name that holds its
/// hash.
final class Assets {
    static final String ROOT = "/console/assets/";
    private static final List<String> FILES =
            List.of("console.css", "htmx-2.0.11.min.js", "icon.svg", "console.js");
    private static final int HASH = 16;

    private final Map<String, Asset> byPath = new LinkedHashMap<>();
    private final String css;
    private final String htmx;
    private final String icon;
    private final String script;

    Assets() {
        this.css = add(FILES.get(0));
        this.htmx = add(FILES.get(1));
        this.icon = add(FILES.get(2));
        this.script = add(FILES.get(3));
    }

    String css() {
        return css;
    }

    String htmx() {
        return htmx;
    }

    String icon() {
        return icon;
    }

    String script() {
        return script;
    }

    Optional<Asset> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /// Answers with the asset, to be kept by the browser for good; 404 when there is none.
    void send(Context context, String path) {
        context.header("X-Content-Type-Options", "nosniff");
        Optional<Asset> asset = at(path);
        if (asset.isEmpty()) {
            context.status(404).result("There is no such file.");
            return;
        }
        context.header("Cache-Control", "public, max-age=31536000, immutable");
        context.contentType(asset.get().type()).result(asset.get().bytes());
    }

    /// The worker that shows notifications. Its address stays, for browsers look there for the next
    /// one; its scope is the console. It may ask this server alone: the button of a notification
    /// sends the form of the page behind it.
    void sendPushWorker(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Cache-Control", "no-cache");
        context.header("Content-Security-Policy", "default-src 'none'; connect-src 'self'");
        context.contentType(type(".js")).result(read("push-worker.js"));
    }

    static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream("assets/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its file " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String add(String file) {
        byte[] bytes = read(file);
        int dot = file.lastIndexOf('.');
        String suffix = file.substring(dot);
        String path =
                ROOT + file.substring(0, dot) + "-" + sha256(bytes).substring(0, HASH) + suffix;
        byPath.put(path, new Asset(path, type(suffix), bytes));
        return path;
    }

    private static String type(String suffix) {
        return switch (suffix) {
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException(suffix);
        };
    }
}
