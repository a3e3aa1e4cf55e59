package dev.bellwether.console;

import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.oncall.Drawing;
import dev.bellwether.oncall.Duty;
import dev.bellwether.oncall.Gap;
import dev.bellwether.oncall.Stretch;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A time of a schedule, to be drawn: overrides and layers above, what comes of them below. Days
/// are as wide as they are long, so a day on which the clocks change is a little wider or narrower.
/// Across, everything is in percent, so that it fills what room there is; down, in pixels.
///
/// @param now where the line of the present is; empty when it is outside
/// @param people who is in it, each with a colour; a name stands beside or in every bar
record ScheduleGrid(
        List<Day> days,
        List<Lane> lanes,
        Optional<Double> now,
        List<Key> people,
        int height,
        String summary) {
    /// The least width of the drawing in pixels, as the style sheet has it; what fits is reckoned
    /// by it.
    private static final double LEAST = 780;

    /// What a date takes of it in percent, alone and with its day of the week.
    private static final double DATE = 2.9;

    private static final double DAY_AND_DATE = 6.4;

    static final int HEAD = 34;
    static final int LANE = 46;
    private static final int BAR = 34;
    private static final int COLOURS = 10;
    private static final double LETTER = 7.4;
    private static final DateTimeFormatter DAY = formatter("EEE d");
    private static final DateTimeFormatter SHORT = formatter("d");

    record Day(double x, double width, String text, boolean weekend, boolean today) {}

    /// @param result what comes of the lanes above it
    record Lane(String name, String detail, boolean result, int y, List<Bar> bars) {}

    /// @param tone a class: a person's colour, or `gap`
    /// @param text what fits
    /// @param title all of it
    /// @param link where it leads; may be empty
    record Bar(
            double x,
            double y,
            double width,
            double height,
            String tone,
            String text,
            String title,
            String link) {
        private Bar withoutText() {
            return new Bar(x, y, width, height, tone, "", title, link);
        }
    }

    record Key(String tone, String name) {}

    /// @param cover the address of the form for an override; empty where there is none
    static ScheduleGrid of(
            Drawing drawing, ZoneId zone, Instant now, Map<PersonId, String> names, String cover) {
        return new Drawer(drawing, zone, now, names, cover).draw();
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /// For one drawing.
    private static final class Drawer {
        private final Drawing drawing;
        private final ZoneTimes times;
        private final Instant now;
        private final Map<PersonId, String> names;
        private final String cover;
        private final Map<PersonId, String> tones = new LinkedHashMap<>();
        private final List<Lane> lanes = new ArrayList<>();

        Drawer(
                Drawing drawing,
                ZoneId zone,
                Instant now,
                Map<PersonId, String> names,
                String cover) {
            this.drawing = drawing;
            this.times = new ZoneTimes(zone);
            this.now = now;
            this.names = names;
            this.cover = cover;
        }

        ScheduleGrid draw() {
            colour();
            if (!drawing.overrides().isEmpty()) {
                lane("Overrides", "", false, overrides(y()));
            }
            for (Drawing.Line line : drawing.lines()) {
                lane(
                        line.layer().name(),
                        rotation(line),
                        false,
                        bars(line.stretches(), y(), false));
            }
            var result = new ArrayList<>(bars(drawing.result(), y(), true));
            List<Gap> ahead = drawing.gaps().stream().filter(g -> g.end().isAfter(now)).toList();
            ahead.forEach(gap -> result.add(gap(gap, y())));
            lane("On call", "what comes of it", true, result);
            boolean isNow = !now.isBefore(drawing.from()) && now.isBefore(drawing.until());
            return new ScheduleGrid(
                    days(),
                    List.copyOf(lanes),
                    isNow ? Optional.of(x(now)) : Optional.empty(),
                    tones.entrySet().stream()
                            .map(e -> new Key(e.getValue(), name(e.getKey())))
                            .toList(),
                    y() + 4,
                    summary(ahead.size()));
        }

        private String summary(int gaps) {
            return times.span(drawing.from(), drawing.until())
                    + ", "
                    + Words.count(drawing.lines().size(), "layer", "layers")
                    + ", "
                    + Words.count(tones.size(), "person", "people")
                    + ", "
                    + (gaps == 0 ? "no gap" : Words.count(gaps, "gap", "gaps"))
                    + ". Every shift is listed below the drawing.";
        }

        private void colour() {
            Stream.concat(
                            Stream.concat(
                                            drawing.lines().stream()
                                                    .flatMap(line -> line.stretches().stream()),
                                            drawing.result().stream())
                                    .flatMap(stretch -> stretch.people().stream()),
                            drawing.overrides().stream().flatMap(o -> o.person().stream()))
                    .distinct()
                    .sorted(Comparator.comparing(this::name).thenComparing(PersonId::value))
                    .forEach(id -> tones.put(id, "p" + tones.size() % COLOURS));
        }

        private int y() {
            return HEAD + lanes.size() * LANE;
        }

        private void lane(String name, String detail, boolean result, List<Bar> bars) {
            lanes.add(new Lane(name, detail, result, y(), List.copyOf(bars)));
        }

        private static String rotation(Drawing.Line line) {
            return ScheduleWords.rotation(line.layer().rotation())
                    + (line.layer().restrictions().isEmpty() ? "" : ", at times");
        }

        private List<Bar> bars(List<Stretch> stretches, int y, boolean links) {
            var bars = new ArrayList<Bar>();
            for (Stretch stretch : stretches) {
                int count = stretch.duties().size();
                double height = count == 0 ? BAR : (double) BAR / count;
                for (int i = 0; i < count; i++) {
                    bars.add(
                            bar(
                                    stretch,
                                    stretch.duties().get(i),
                                    y + 6 + i * height,
                                    height,
                                    links));
                }
            }
            return bars;
        }

        private Bar bar(Stretch stretch, Duty duty, double y, double height, boolean links) {
            String name = name(duty.person());
            boolean isAhead = stretch.end().isAfter(now);
            String link =
                    links && isAhead && !cover.isEmpty()
                            ? cover
                                    + "?replaces="
                                    + duty.person()
                                    + "&"
                                    + between(max(stretch.start(), now), stretch.end())
                            : "";
            String by = duty.override().isPresent() ? ", by an override" : "";
            return bar(
                    stretch.start(),
                    stretch.end(),
                    y,
                    height,
                    tones.getOrDefault(duty.person(), "p0"),
                    name,
                    name + ", " + times.span(stretch.start(), stretch.end()) + by,
                    link);
        }

        private List<Bar> overrides(int y) {
            return drawing.overrides().stream()
                    .map(o ->
                            bar(
                                    max(o.start(), drawing.from()),
                                    min(o.end(), drawing.until()),
                                    y + 6,
                                    BAR,
                                    o.person().map(tones::get).orElse("away"),
                                    words(o),
                                    words(o) + ", " + times.span(o.start(), o.end()),
                                    ""))
                    .toList();
        }

        private String words(ScheduleOverride override) {
            return ScheduleWords.override(override, names);
        }

        private Bar gap(Gap gap, int y) {
            Instant start = max(gap.start(), now);
            String word = gap.reasons().isEmpty() ? "Nobody" : "Unreachable";
            Bar bar =
                    bar(
                            start,
                            gap.end(),
                            y + 6,
                            BAR,
                            "gap",
                            word,
                            "Gap: " + ScheduleWords.why(gap) + ", " + times.span(start, gap.end()),
                            cover.isEmpty() ? "" : cover + "?" + between(start, gap.end()));
            return bar.text().equals(word) ? bar : bar.withoutText();
        }

        private String between(Instant start, Instant end) {
            return "start=" + times.field(start) + "&end=" + times.field(end);
        }

        private Bar bar(
                Instant start,
                Instant end,
                double y,
                double height,
                String tone,
                String text,
                String title,
                String link) {
            double x = x(start);
            double width = Math.max(Math.round((x(end) - x) * 1_000) / 1_000.0, 0.15);
            return new Bar(
                    x, y, width, height, tone, fitting(text, width / 100 * LEAST), title, link);
        }

        private static String fitting(String text, double width) {
            int letters = (int) ((width - 12) / LETTER);
            if (text.length() <= letters) {
                return text;
            }
            String first = text.split(" ", 2)[0];
            if (first.length() <= letters) {
                return first;
            }
            String initials =
                    Stream.of(text.split(" "))
                            .filter(word -> !word.isEmpty())
                            .limit(2)
                            .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)))
                            .reduce("", String::concat);
            return initials.length() <= letters ? initials : "";
        }

        private List<Day> days() {
            var days = new ArrayList<Day>();
            LocalDate day = drawing.from().atZone(times.zone()).toLocalDate();
            LocalDate today = now.atZone(times.zone()).toLocalDate();
            while (day.atStartOfDay(times.zone()).toInstant().isBefore(drawing.until())) {
                double from = x(max(day.atStartOfDay(times.zone()).toInstant(), drawing.from()));
                LocalDate next = day.plusDays(1);
                double until = x(min(next.atStartOfDay(times.zone()).toInstant(), drawing.until()));
                double width = Math.round((until - from) * 1_000) / 1_000.0;
                days.add(
                        new Day(
                                from,
                                width,
                                width < DATE
                                        ? ""
                                        : (width < DAY_AND_DATE ? SHORT : DAY).format(day),
                                day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0,
                                day.equals(today)));
                day = next;
            }
            return days;
        }

        private double x(Instant at) {
            double whole = Duration.between(drawing.from(), drawing.until()).toMillis();
            double part = Duration.between(drawing.from(), at).toMillis();
            return Math.round(part / whole * 100_000) / 1_000.0;
        }

        private String name(PersonId id) {
            return names.getOrDefault(id, "somebody removed");
        }

        private static Instant max(Instant a, Instant b) {
            return a.isAfter(b) ? a : b;
        }

        private static Instant min(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }
    }
}
