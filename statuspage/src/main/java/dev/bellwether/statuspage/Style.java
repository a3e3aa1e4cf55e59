package dev.bellwether.statuspage;

import dev.bellwether.model.PageLook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// The style sheet and the one script of a page. Both stand in every file, so that a file needs no
/// other; the Content-Security-Policy allows exactly these two by their digests.
final class Style {
    /// Turns times into the visitor's own zone. Without it they are in the page's.
    static final String SCRIPT = resource("page.js");

    private static final String CSS = resource("page.css");

    private Style() {}

    static String css(PageLook look) {
        return look.accent().map(colour -> CSS + ":root{--accent:" + colour + "}").orElse(CSS);
    }

    /// @param forms another place than the page's own that its form may be sent to; empty: none
    static String policy(PageLook look, String forms) {
        return "default-src 'none'; style-src '"
                + digest(css(look))
                + "'; script-src '"
                + digest(SCRIPT)
                + "'; img-src 'self' https:; base-uri 'none'; form-action 'self'"
                + (forms.isEmpty() ? "" : " " + forms)
                + "; frame-ancestors 'self'";
    }

    /// For the few words that somebody is answered who sent a form or followed a link.
    static String guestPolicy(PageLook look) {
        return "default-src 'none'; style-src '"
                + digest(css(look))
                + "'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    private static String digest(String text) {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(Piece.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String resource(String name) {
        try (var in = Style.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name);
            }
            List<String> lines =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("/*"))
                            .toList();
            return String.join("\n", lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
