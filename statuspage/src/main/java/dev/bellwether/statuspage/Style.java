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

    /// Where what a visitor sees in place of a private page is kept.
    static final String SIGN_IN = "sign-in/";

    /// Where a visitor of a private page sends that they leave.
    static final String SIGN_OUT = "sign-out/";

    private static final String CSS = resource("page.css");

    private Style() {}

    static String css(PageLook look) {
        return CSS + Colours.css(look);
    }

    /// @param forms another place than the page's own that its form may be sent to; empty: none
    static String policy(PageLook look, String forms) {
        return "default-src 'none'; style-src '"
                + digest(css(look))
                + "' '"
                + digest(Embed.css(look))
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

    /// The policy of one file: what is made to be embedded may be embedded anywhere.
    static String policy(String policy, String path) {
        return path.endsWith(Embed.FRAME)
                ? policy.replace("frame-ancestors 'self'", "frame-ancestors *")
                : policy;
    }

    private static String digest(String text) {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(Piece.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String resource(String name) {
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
