package dev.bellwether.console;

import dev.bellwether.experiment.AudienceReport.Month;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sizes by month in a line, and those of the period before in a broken one under it.
///
/// @param line empty for fewer than two months
/// @param before the same months of the period before; empty when nobody was there
record MonthChart(
        String line, String before, List<Tick> levels, List<Tick> months, String summary) {
    static final int WIDTH = 880;
    static final int HEIGHT = 200;
    static final int LEFT = 72;
    static final int RIGHT = WIDTH - 14;
    static final int TOP = 10;
    static final int BOTTOM = HEIGHT - 26;
    private static final int SPARK_WIDTH = 120;
    private static final int SPARK_HEIGHT = 26;
    private static final int LEVELS = 3;
    static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);

    record Tick(int at, String text) {}

    static MonthChart of(List<Month> months) {
        long most = most(months);
        var box = new Box(LEFT, RIGHT, TOP, BOTTOM, most, months.size());
        return new MonthChart(
                box.line(months, Month::size),
                hasBefore(months) ? box.line(months, Month::before) : "",
                IntStream.rangeClosed(0, LEVELS)
                        .mapToObj(i ->
                                new Tick(
                                        Math.round(box.y(most * i / LEVELS)),
                                        Words.number(most * i / LEVELS)))
                        .toList(),
                IntStream.range(0, months.size())
                        .mapToObj(i ->
                                new Tick(Math.round(box.x(i)), SHORT.format(months.get(i).month())))
                        .toList(),
                months.stream()
                        .map(month ->
                                MONTH.format(month.month()) + " " + Words.number(month.size()))
                        .collect(Collectors.joining(", ")));
    }

    /// As high as a word, without axes.
    static MonthChart spark(List<Month> months) {
        var box = new Box(1, SPARK_WIDTH - 1, 2, SPARK_HEIGHT - 2, most(months), months.size());
        return new MonthChart(
                box.line(months, Month::size),
                hasBefore(months) ? box.line(months, Month::before) : "",
                List.of(),
                List.of(),
                "");
    }

    private static long most(List<Month> months) {
        return Math.max(
                LEVELS,
                months.stream()
                        .mapToLong(month -> Math.max(month.size(), month.before()))
                        .max()
                        .orElse(0));
    }

    private static boolean hasBefore(List<Month> months) {
        return months.stream().anyMatch(month -> month.before() > 0);
    }

    private record Box(int left, int right, int top, int bottom, long most, int count) {
        float x(int at) {
            return left + (float) at / Math.max(1, count - 1) * (right - left);
        }

        float y(long value) {
            return bottom - (float) value / most * (bottom - top);
        }

        String line(List<Month> months, ToLongFunction<Month> value) {
            var path = new StringBuilder();
            for (int i = 0; months.size() > 1 && i < months.size(); i++) {
                path.append(i == 0 ? 'M' : 'L')
                        .append(
                                String.format(
                                        Locale.ROOT,
                                        "%.1f %.1f",
                                        x(i),
                                        y(value.applyAsLong(months.get(i)))));
            }
            return path.toString();
        }
    }
}
