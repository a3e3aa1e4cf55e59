package dev.bellwether.statuspage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Times as a page writes them, in its zone and language.
final class Times {
    private static final DateTimeFormatter JSON =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    private static final DateTimeFormatter RSS =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss Z", Locale.ENGLISH);
    private static final DateTimeFormatter ATOM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final DateTimeFormatter ICS =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final ZoneId zone;
    private final DateTimeFormatter moment;
    private final DateTimeFormatter date;
    private final DateTimeFormatter month;
    private final DateTimeFormatter shortDate;

    Times(ZoneId zone, Locale locale) {
        this.zone = zone;
        this.moment = clock(locale);
        this.date = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
        this.month = month(locale);
        this.shortDate = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
    }

    private static DateTimeFormatter clock(Locale locale) {
        var builder = new java.time.format.DateTimeFormatterBuilder();
        return builder.append(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM))
                .appendLiteral(", ")
                .appendPattern("HH:mm zzz")
                .toFormatter(locale);
    }

    private static DateTimeFormatter month(Locale locale) {
        return switch (locale.getLanguage()) {
            case "ja", "zh" -> DateTimeFormatter.ofPattern("y'年'M'月'", locale);
            case "ko" -> DateTimeFormatter.ofPattern("y'년' M'월'", locale);
            case "es", "pt" -> DateTimeFormatter.ofPattern("LLLL 'de' y", locale);
            default -> DateTimeFormatter.ofPattern("LLLL y", locale);
        };
    }

    String moment(Instant at) {
        return moment.format(at.atZone(zone));
    }

    String date(Instant at) {
        return date.format(at.atZone(zone));
    }

    String date(LocalDate day) {
        return date.format(day);
    }

    String shortDate(LocalDate day) {
        return shortDate.format(day);
    }

    String month(YearMonth of) {
        return month.format(of.atDay(1));
    }

    LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /// ISO 8601 with milliseconds and offset, as in Statuspage's JSON.
    String json(Instant at) {
        return JSON.format(at.atZone(zone));
    }

    String atom(Instant at) {
        return ATOM.format(at.atZone(zone));
    }

    String rss(Instant at) {
        return RSS.format(at.atZone(zone));
    }

    static String ics(Instant at) {
        return ICS.format(at);
    }
}
