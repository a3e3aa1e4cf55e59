package dev.bellwether.console;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Time spans as people write and read them: `30s`, `5m`, `1h 30m`, `2d`.
final class Spans {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)?\\s*");
    private static final Duration LONGEST = Duration.ofDays(3660);

    private Spans() {}

    /// A number alone is seconds.
    static Duration parse(String text) {
        Matcher part = PART.matcher(text.strip().toLowerCase(java.util.Locale.ROOT));
        Duration sum = Duration.ZERO;
        int at = 0;
        while (part.find() && part.start() == at) {
            at = part.end();
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
        }
        if (at == 0 || at != text.strip().length() || sum.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(text);
        }
        return sum;
    }

    /// The two largest units: `1h 30m`, `45s`, `250ms`.
    static String write(Duration span) {
        if (span.isZero()) {
            return "0s";
        }
        if (span.compareTo(Duration.ofSeconds(1)) < 0) {
            return span.toMillis() + "ms";
        }
        long[] amounts = {
            span.toDays(), span.toHoursPart(), span.toMinutesPart(), span.toSecondsPart()
        };
        String[] units = {"d", "h", "m", "s"};
        var text = new StringBuilder();
        int parts = 0;
        for (int i = 0; i < amounts.length && parts < 2; i++) {
            if (amounts[i] > 0) {
                text.append(text.isEmpty() ? "" : " ").append(amounts[i]).append(units[i]);
            }
            parts += amounts[i] > 0 || parts > 0 ? 1 : 0;
        }
        return text.toString();
    }

    private static Duration of(long amount, @org.jspecify.annotations.Nullable String unit) {
        return switch (unit == null ? "s" : unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m", "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
