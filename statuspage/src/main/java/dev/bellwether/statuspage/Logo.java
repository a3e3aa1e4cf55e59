package dev.bellwether.statuspage;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// An uploaded logo, known by the digest of its bytes.
///
/// @param name the digest and the ending of its type, such as `3f9a….png`
record Logo(String name, String type, byte[] bytes) {
    private static final int DIGEST_CHARACTERS = 22;

    /// What the bytes are, by what they begin with; never by what their sender says. SVG is
    /// cleaned.
    ///
    /// @return empty when they are no PNG, JPEG, GIF, WebP or SVG
    static Optional<Logo> of(byte[] bytes) {
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return Optional.of(make("png", "image/png", bytes));
        }
        if (starts(bytes, 0, 0xff, 0xd8, 0xff)) {
            return Optional.of(make("jpg", "image/jpeg", bytes));
        }
        if (starts(bytes, 0, 'G', 'I', 'F', '8')) {
            return Optional.of(make("gif", "image/gif", bytes));
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of(make("webp", "image/webp", bytes));
        }
        return Svg.clean(new String(bytes, StandardCharsets.UTF_8))
                .map(svg -> make("svg", "image/svg+xml", svg.getBytes(StandardCharsets.UTF_8)));
    }

    /// Where it stands under a page.
    static String path(String name) {
        return "logo-" + name;
    }

    private static Logo make(String ending, String type, byte[] bytes) {
        String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(Piece.sha256(bytes));
        String name = digest.substring(0, DIGEST_CHARACTERS) + "." + ending;
        return new Logo(name, type, bytes);
    }

    private static boolean starts(byte[] bytes, int at, int... with) {
        if (bytes.length < at + with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[at + i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
