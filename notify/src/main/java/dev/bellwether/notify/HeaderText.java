package dev.bellwether.notify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Words in the header of a mail: as they are where they are plain ASCII, else as encoded words of
/// at most 75 characters (RFC 2047). Always one line before it is folded.
final class HeaderText {
    private static final int MOST_BYTES = 42;
    private static final int LONGEST = 200;

    private HeaderText() {}

    static String unstructured(String text) {
        String line = EmailMessages.oneLine(text);
        if (line.length() > LONGEST) {
            line = line.substring(0, LONGEST - 1) + "…";
        }
        boolean plain = line.chars().allMatch(c -> c >= 32 && c < 127) && !line.contains("=?");
        return plain ? line : encoded(line);
    }

    /// A name before an address.
    static String phrase(String text) {
        String line = unstructured(text);
        return line.startsWith("=?")
                ? line
                : "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String encoded(String line) {
        var out = new StringBuilder();
        var word = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            String one = Character.toString(c);
            int more = one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + more > MOST_BYTES) {
                word(out, word);
                bytes = 0;
            }
            word.append(one);
            bytes += more;
            i += one.length();
        }
        word(out, word);
        return out.toString();
    }

    private static void word(StringBuilder out, StringBuilder word) {
        out.append(out.isEmpty() ? "" : "\r\n ")
                .append("=?UTF-8?B?")
                .append(
                        Base64.getEncoder()
                                .encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)))
                .append("?=");
        word.setLength(0);
    }
}
