package dev.bellwether.console;

import dev.bellwether.analytics.DayUptime;
import dev.bellwether.incident.StatusSpan;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A row of bars, one a UTC day, oldest first: how each day was at its worst, in words too.
record DayBars(List<Day> days) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final double SHOWN = 0.0005;

    /// @param status the worst of the day; UNKNOWN when nothing is known
    /// @param up share of the known time that was not an outage, 0 to 1
    /// @param text what a reader of the bar is told
    record Day(LocalDate date, Status status, OptionalDouble up, String text) {
        String tone() {
            return up.isEmpty() ? "fill-none" : "fill-" + Words.tone(status);
        }
    }

    DayBars {
        days = List.copyOf(days);
    }

    int width() {
        return days.size() * 8;
    }

    int x(Day day) {
        return days.indexOf(day) * 8;
    }

    String first() {
        return days.isEmpty() ? "" : DATE.format(days.getFirst().date());
    }

    /// Mean over the days of which something is known.
    OptionalDouble uptime() {
        return days.stream()
                .filter(day -> day.up().isPresent())
                .mapToDouble(day -> day.up().getAsDouble())
                .average();
    }

    String uptimeText() {
        OptionalDouble uptime = uptime();
        return uptime.isEmpty() ? "Nothing is known yet" : percent(uptime.getAsDouble());
    }

    /// Cut, not rounded: 99.999 % is not 100 %.
    static String percent(double share) {
        double cut = Math.floor(share * 100_000) / 1_000;
        return cut == 100
                ? "100 %"
                : String.format(Locale.ROOT, "%.3f", cut).replaceAll("0$", "") + " %";
    }

    static DayBars ofUptime(List<DayUptime> days) {
        return new DayBars(
                days.stream()
                        .map(day -> {
                            Status worst =
                                    day.known().isZero()
                                            ? Status.UNKNOWN
                                            : day.down().compareTo(Duration.ofSeconds(1)) > 0
                                                    ? Status.MAJOR_OUTAGE
                                                    : day.degraded().isZero()
                                                            ? Status.OPERATIONAL
                                                            : Status.DEGRADED;
                            return day(day.day(), worst, day.uptime(), day.down(), day.degraded());
                        })
                        .toList());
    }

    static DayBars ofSpans(List<StatusSpan> spans, Instant now, int count) {
        var days = new ArrayList<Day>();
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        for (int back = count - 1; back >= 0; back--) {
            days.add(ofSpans(today.minusDays(back), spans, now));
        }
        return new DayBars(days);
    }

    private static Day ofSpans(LocalDate date, List<StatusSpan> spans, Instant now) {
        Instant begin = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = begin.plus(Duration.ofDays(1));
        Duration known = Duration.ZERO;
        Duration out = Duration.ZERO;
        Duration degraded = Duration.ZERO;
        Status worst = Status.OPERATIONAL;
        for (StatusSpan span : spans) {
            Duration part = overlap(span, begin, end.isAfter(now) ? now : end, now);
            if (part.isZero() || span.status() == Status.UNKNOWN) {
                continue;
            }
            known = known.plus(part);
            worst = worst.worse(span.status());
            if (span.status().isOutage()) {
                out = out.plus(part);
            } else if (span.status() == Status.DEGRADED) {
                degraded = degraded.plus(part);
            }
        }
        OptionalDouble up =
                known.isZero()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(1 - out.toMillis() / (double) known.toMillis());
        return day(date, known.isZero() ? Status.UNKNOWN : worst, up, out, degraded);
    }

    private static Duration overlap(StatusSpan span, Instant begin, Instant end, Instant now) {
        Instant until = span.until().orElse(now);
        Instant from = span.from().isAfter(begin) ? span.from() : begin;
        Instant to = until.isBefore(end) ? until : end;
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }

    private static Day day(
            LocalDate date, Status worst, OptionalDouble up, Duration out, Duration degraded) {
        var text = new StringBuilder(DATE.format(date)).append(": ");
        if (up.isEmpty()) {
            text.append("nothing known");
        } else if (out.isZero() && degraded.isZero()) {
            text.append(Words.of(worst).toLowerCase(Locale.ROOT));
        } else {
            text.append(percent(up.getAsDouble())).append(" up");
            if (!out.isZero()) {
                text.append(", down for ").append(Times.about(out));
            }
            if (!degraded.isZero()) {
                text.append(", degraded for ").append(Times.about(degraded));
            }
        }
        boolean slight = worst.isOutage() && up.isPresent() && 1 - up.getAsDouble() < SHOWN;
        return new Day(date, slight ? Status.DEGRADED : worst, up, text.toString());
    }
}
