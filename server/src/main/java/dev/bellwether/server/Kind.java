package dev.bellwether.server;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the text of a setting becomes a value.
///
/// @param allowed what is allowed, in words that follow "is not"
/// @param parse throws [IllegalArgumentException] for anything else
/// @param isList true when the file may give a sequence; it arrives here joined by commas
record Kind<T>(String allowed, Function<String, T> parse, boolean isList) {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB|GB)");
    private static final long KILO = 1024;

    static Kind<String> text(String allowed) {
        return new Kind<>(allowed, text -> text, false);
    }

    static Kind<String> text(String allowed, Pattern whole) {
        return new Kind<>(allowed, text -> require(whole.matcher(text).matches(), text), false);
    }

    static Kind<Boolean> flag() {
        return new Kind<>("true or false", Kind::parseFlag, false);
    }

    static Kind<Integer> whole(int least, int most) {
        return new Kind<>(
                "a whole number from " + least + " to " + most,
                text -> {
                    int value = new BigDecimal(text.strip()).intValueExact();
                    return require(value >= least && value <= most, value);
                },
                false);
    }

    static Kind<Duration> span(Duration least, Duration most) {
        return new Kind<>(
                "a duration from %s to %s, such as 30s, 5m, 2h, 90d or PT30S"
                        .formatted(show(least), show(most)),
                text -> {
                    Duration value = parseSpan(text.strip());
                    return require(
                            value.compareTo(least) >= 0 && value.compareTo(most) <= 0, value);
                },
                false);
    }

    static Kind<Long> size(long least, long most) {
        return new Kind<>(
                "a size from %s to %s, such as 512 KB or 10 MB"
                        .formatted(showSize(least), showSize(most)),
                text -> {
                    long value = parseSize(text.strip());
                    return require(value >= least && value <= most, value);
                },
                false);
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants()).map(Kind::spelled).toList();
        return new Kind<>(
                "one of " + String.join(", ", names),
                text -> {
                    int at = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
                    require(at >= 0, at);
                    return type.getEnumConstants()[at];
                },
                false);
    }

    static Kind<Path> path() {
        return new Kind<>(
                "a path",
                text -> {
                    try {
                        return Path.of(text);
                    } catch (InvalidPathException e) {
                        throw new IllegalArgumentException(e);
                    }
                },
                false);
    }

    /// An http or https address without a path's last slash; empty when not set.
    static Kind<String> webAddress() {
        return new Kind<>(
                "an http or https address, such as https://status.example.com",
                text -> {
                    if (text.isEmpty()) {
                        return text;
                    }
                    URI uri = URI.create(text);
                    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
                    require(scheme.matches("https?") && uri.getHost() != null, uri);
                    return text.replaceAll("/+$", "");
                },
                false);
    }

    static Kind<List<String>> list(String allowed, Predicate<String> item) {
        return new Kind<>(
                allowed,
                text -> {
                    if (text.isBlank()) {
                        return List.of();
                    }
                    List<String> items = List.of(text.strip().split("\\s*,\\s*"));
                    require(items.stream().allMatch(item), items);
                    return items;
                },
                true);
    }

    static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String show(Duration span) {
        if (span.toMillisPart() != 0) {
            return span.toMillis() + "ms";
        }
        long seconds = span.toSeconds();
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds != 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    static String showSize(long bytes) {
        if (bytes != 0 && bytes % (KILO * KILO * KILO) == 0) {
            return bytes / (KILO * KILO * KILO) + " GB";
        }
        if (bytes != 0 && bytes % (KILO * KILO) == 0) {
            return bytes / (KILO * KILO) + " MB";
        }
        return bytes != 0 && bytes % KILO == 0 ? bytes / KILO + " KB" : bytes + " B";
    }

    private static <V> V require(boolean holds, V value) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static Boolean parseFlag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Duration parseSpan(String text) {
        Matcher short_ = SPAN.matcher(text);
        if (!short_.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(e);
            }
        }
        long number = Long.parseLong(short_.group(1));
        return switch (short_.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Long parseSize(String text) {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        require(size.matches(), text);
        long number = Long.parseLong(size.group(1));
        return switch (size.group(2)) {
            case "KB" -> number * KILO;
            case "MB" -> number * KILO * KILO;
            case "GB" -> number * KILO * KILO * KILO;
            default -> number;
        };
    }
}
