package dev.bellwether.statuspage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// `history.ics` (RFC 5545): incidents and maintenance as events, lines folded at 75 octets.
final class Calendar {
    private static final int FOLD = 75;
    private static final int MOST_TEXT = 4_000;

    private final PageView view;

    Calendar(PageView view) {
        this.view = view;
    }

    String head() {
        return line("BEGIN", "VCALENDAR")
                + line("VERSION", "2.0")
                + line("PRODID", "-//Bellwether//Status page//EN")
                + line("CALSCALE", "GREGORIAN")
                + line("METHOD", "PUBLISH")
                + line("X-WR-CALNAME", text(view.page().name()))
                + line("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
    }

    String event(IncidentView i) {
        Instant start = i.scheduledFor().orElse(i.startedAt());
        Instant end = i.scheduledUntil().or(i::resolvedAt).orElse(i.updatedAt());
        if (!end.isAfter(start)) {
            end = start.plus(Duration.ofMinutes(1));
        }
        String body = i.updates().isEmpty() ? "" : Markdown.text(i.updates().getFirst().body());
        return line("BEGIN", "VEVENT")
                + line("UID", i.id() + "@" + view.page().id().value())
                + line("DTSTAMP", Times.ics(i.updatedAt()))
                + line("CREATED", Times.ics(i.createdAt()))
                + line("LAST-MODIFIED", Times.ics(i.updatedAt()))
                + line("DTSTART", Times.ics(start))
                + line("DTEND", Times.ics(end))
                + line("SUMMARY", text(i.name()))
                + line("DESCRIPTION", text(cut(body)))
                + line("URL", view.url() + "/" + i.path())
                + line("CATEGORIES", i.impact().name().toLowerCase(Locale.ROOT))
                + line("TRANSP", "TRANSPARENT")
                + line("END", "VEVENT");
    }

    static String tail() {
        return line("END", "VCALENDAR");
    }

    private static String cut(String text) {
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text;
    }

    private static String text(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replaceAll("\\p{Cntrl}", "");
    }

    private static String line(String name, String value) {
        String whole = name + ":" + value;
        var out = new StringBuilder(whole.length() + 8);
        int octets = 0;
        for (int i = 0; i < whole.length(); ) {
            int c = whole.codePointAt(i);
            String one = Character.toString(c);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > FOLD) {
                out.append("\r\n ");
                octets = 1;
            }
            out.append(one);
            octets += size;
            i += Character.charCount(c);
        }
        return out.append("\r\n").toString();
    }
}
