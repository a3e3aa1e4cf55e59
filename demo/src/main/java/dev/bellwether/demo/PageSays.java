package dev.bellwether.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What a simulated provider has to say, to be written in the shape of its platform.
///
/// @param number tells it from the others
/// @param down it has an outage
/// @param since when that began; when it was last well otherwise
record PageSays(String name, int number, boolean down, Instant since) {
    /// Fills a template: `«if down|if not»`, then `§name§`, `§n§`, `§since§` (ISO 8601),
    /// `§seconds§` (since 1970) and `§mail§` (RFC 1123). Names are escaped for JSON and XML alike.
    String fill(String template) {
        var text = new StringBuilder(template.length());
        int at = 0;
        for (int open = template.indexOf('«'); open >= 0; open = template.indexOf('«', at)) {
            int bar = template.indexOf('|', open);
            int close = template.indexOf('»', bar);
            text.append(template, at, open);
            text.append(
                    down ? template.substring(open + 1, bar) : template.substring(bar + 1, close));
            at = close + 1;
        }
        return text.append(template.substring(at))
                .toString()
                .replace("§name§", name.replaceAll("[\"\\\\<>&]", " "))
                .replace("§n§", Integer.toString(number))
                .replace("§since§", since.toString())
                .replace("§seconds§", Long.toString(since.getEpochSecond()))
                .replace(
                        "§mail§",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                since.atOffset(ZoneOffset.UTC)));
    }
}
