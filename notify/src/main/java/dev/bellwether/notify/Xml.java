package dev.bellwether.notify;

/// Text inside XML.
final class Xml {
    private Xml() {}

    /// Escaped, and without characters that XML 1.0 does not know.
    static String text(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
