package dev.bellwether.statuspage;

/// Text as it may stand in XML 1.0.
final class Xml {
    private Xml() {}

    /// Escapes for content and attributes; characters that XML does not have are left out.
    static String text(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append("&quot;");
                        case '\'' -> out.append("&#39;");
                        default -> {
                            if (isAllowed(c)) {
                                out.appendCodePoint(c);
                            }
                        }
                    }
                });
        return out.toString();
    }

    private static boolean isAllowed(int c) {
        return c == 9
                || c == 10
                || c == 13
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
