package dev.bellwether.oncall;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes a calendar of RFC 5545: lines end with CR and LF, are folded before the 76th octet, never
/// inside of a character, and text is escaped (sections 3.1 and 3.3.11). For one thread.
final class CalendarText {
    private static final int LONGEST = 75;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();

    /// A line whose value is written as it is.
    CalendarText line(String name, String value) {
        int octets = 0;
        String whole = name + ":" + value;
        for (int i = 0; i < whole.length(); ) {
            int c = whole.codePointAt(i);
            int length = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LONGEST) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(c);
            octets += length;
            i += Character.charCount(c);
        }
        out.append("\r\n");
        return this;
    }

    CalendarText text(String name, String value) {
        return line(name, escaped(value));
    }

    CalendarText time(String name, Instant at) {
        return line(name, TIME.format(at));
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.replace("\r\n", "\n")
                .codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(c);
                        case '\n', '\r' -> escaped.append("\\n");
                        default -> {
                            // Control characters are not allowed in a text.
                            if (c == '\t' || c >= ' ' && c != 0x7f) {
                                escaped.appendCodePoint(c);
                            }
                        }
                    }
                });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
