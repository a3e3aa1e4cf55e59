package dev.bellwether.notify;

import java.nio.charset.StandardCharsets;

/// Text as ASCII of short lines (RFC 2045, 6.7): what is not ASCII becomes `=XX` of its UTF-8, and
/// lines longer than 76 are broken softly. The library's own encoder looks its parts up on the
/// class path for every mail.
final class QuotedPrintable {
    private static final int LONGEST_LINE = 75;
    private static final String HEX = "0123456789ABCDEF";

    private QuotedPrintable() {}

    /// @param text lines that end in `\n` or `\r\n`
    static void append(StringBuilder out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (b == '\n' || (b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n')) {
                if (b == '\n') {
                    out.append("\r\n");
                    column = 0;
                }
                continue;
            }
            boolean plain = b >= 33 && b <= 126 && b != '=';
            plain |= (b == ' ' || b == '\t') && !endsLine(bytes, i + 1);
            int width = plain ? 1 : 3;
            if (column + width > LONGEST_LINE) {
                out.append("=\r\n");
                column = 0;
            }
            if (plain) {
                out.append((char) b);
            } else {
                out.append('=').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
            }
            column += width;
        }
        if (column > 0) {
            out.append("\r\n");
        }
    }

    private static boolean endsLine(byte[] bytes, int at) {
        return at == bytes.length || bytes[at] == '\n' || bytes[at] == '\r';
    }
}
