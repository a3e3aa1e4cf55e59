package dev.bellwether.watch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Times as strangers write them.
final class ProviderTime {
    private static final DateTimeFormatter MAIL =
            DateTimeFormatter.ofPattern("[EEE, ]d MMM uuuu HH:mm[:ss] Z", Locale.ROOT);

    /// The zones of RFC 822. Not the `z` of a pattern: that loads the names of all zones there are,
    /// tens of megabytes, at the first date that is none.
    private static final Map<String, String> ZONES =
            Map.ofEntries(
                    Map.entry("Z", "+0000"),
                    Map.entry("UT", "+0000"),
                    Map.entry("UTC", "+0000"),
                    Map.entry("GMT", "+0000"),
                    Map.entry("EST", "-0500"),
                    Map.entry("EDT", "-0400"),
                    Map.entry("CST", "-0600"),
                    Map.entry("CDT", "-0500"),
                    Map.entry("MST", "-0700"),
                    Map.entry("MDT", "-0600"),
                    Map.entry("PST", "-0800"),
                    Map.entry("PDT", "-0700"));

    private static final List<Function<String, Instant>> FORMS =
            List.of(
                    // ISO 8601 with an offset; a space for the T, as some have it
                    text -> OffsetDateTime.parse(text.replaceFirst(" ", "T")).toInstant(),
                    // the offset without a colon
                    text ->
                            OffsetDateTime.parse(
                                            text.replaceFirst(" ", "T")
                                                    .replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                                    .toInstant(),
                    // no offset: UTC
                    text ->
                            LocalDateTime.parse(text.replaceFirst(" ", "T"))
                                    .toInstant(ZoneOffset.UTC),
                    // RFC 1123 and its offsets, RFC 822 and its zones, as feeds have them
                    text ->
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant(),
                    text -> ZonedDateTime.parse(offset(text), MAIL).toInstant());

    /// Beyond the year 5000 in milliseconds; as seconds still a time that Java can tell.
    private static final long FURTHEST_MILLIS = 100_000_000_000_000L;

    private ProviderTime() {}

    private static String offset(String text) {
        int space = text.lastIndexOf(' ');
        String zone = text.substring(space + 1);
        return text.substring(0, space + 1) + ZONES.getOrDefault(zone, zone);
    }

    /// ISO 8601, with UTC where it names no offset, RFC 822 and 1123 as in feeds, seconds or
    /// milliseconds since 1970. Empty when it is none of these or before 1990 or after 2100.
    static Optional<Instant> parse(String text) {
        String given = text.strip();
        if (given.isEmpty() || given.length() > 60) {
            return Optional.empty();
        }
        if (given.matches("-?[0-9]{1,15}")) {
            return epoch(Long.parseLong(given));
        }
        for (Function<String, Instant> form : FORMS) {
            try {
                return sane(form.apply(given));
            } catch (DateTimeException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    /// Seconds, or milliseconds where it would be far in the future as seconds.
    static Optional<Instant> epoch(long since1970) {
        if (Math.abs(since1970 / 2) > FURTHEST_MILLIS) {
            return Optional.empty();
        }
        return sane(
                since1970 > 100_000_000_000L
                        ? Instant.ofEpochMilli(since1970)
                        : Instant.ofEpochSecond(since1970));
    }

    private static Optional<Instant> sane(Instant time) {
        return time.isBefore(Instant.parse("1990-01-01T00:00:00Z"))
                        || time.isAfter(Instant.parse("2100-01-01T00:00:00Z"))
                ? Optional.empty()
                : Optional.of(time);
    }
}
