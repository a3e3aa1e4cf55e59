package dev.bellwether.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday), with lists,
/// ranges, steps and English names. As in Vixie cron a day matches when the day of month *or* the
/// day of week does, where both are given.
///
/// When clocks go forward, a time that does not exist is taken at the end of the gap. When they go
/// back, a time that comes twice counts once, the first time; where the hour is `*`, both times.
final class Cron {
    /// Long enough for a 29 February across a century that has none.
    private static final int MOST_DAYS = 366 * 9;

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> DAYS =
            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean everyHour;
    private final boolean everyDay;
    private final boolean everyWeekday;

    private Cron(String text, String[] fields) {
        minutes = field(text, fields[0], 0, 59, List.of(), 0);
        hours = field(text, fields[1], 0, 23, List.of(), 0);
        days = field(text, fields[2], 1, 31, List.of(), 0);
        months = field(text, fields[3], 1, 12, MONTHS, 1);
        weekdays = field(text, fields[4], 0, 7, DAYS, 0);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        everyHour = fields[1].startsWith("*");
        everyDay = fields[2].startsWith("*");
        everyWeekday = fields[4].startsWith("*");
    }

    /// @throws IllegalArgumentException quoting the text, also when no day ever matches
    static Cron parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5 || text.length() > 200) {
            throw wrong(text);
        }
        var cron = new Cron(text, fields);
        Instant start = LocalDate.of(2024, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        if (cron.next(start, ZoneOffset.UTC).isEmpty()) {
            throw wrong(text);
        }
        return cron;
    }

    /// The first time after `after`; empty when there is none within nine years.
    Optional<Instant> next(Instant after, ZoneId zone) {
        LocalDate first = after.atZone(zone).toLocalDate().minusDays(1);
        for (int i = 0; i < MOST_DAYS; i++) {
            LocalDate day = first.plusDays(i);
            Optional<Instant> found = firstOf(day, after, zone);
            if (found.isPresent()) {
                // Clocks that go back over midnight make the next day begin before this one ends.
                return firstOf(day.plusDays(1), after, zone)
                        .filter(other -> other.isBefore(found.get()))
                        .or(() -> found);
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> firstOf(LocalDate day, Instant after, ZoneId zone) {
        if (!isDay(day)) {
            return Optional.empty();
        }
        ZoneRules rules = zone.getRules();
        Optional<Instant> best = Optional.empty();
        for (int h = hours.nextSetBit(0); h >= 0; h = hours.nextSetBit(h + 1)) {
            for (int m = minutes.nextSetBit(0); m >= 0; m = minutes.nextSetBit(m + 1)) {
                LocalDateTime local = LocalDateTime.of(day, LocalTime.of(h, m));
                for (Instant at : instants(local, rules)) {
                    if (at.isAfter(after) && (best.isEmpty() || at.isBefore(best.get()))) {
                        best = Optional.of(at);
                    }
                }
            }
        }
        return best;
    }

    private List<Instant> instants(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return List.of(rules.getTransition(local).getInstant());
        }
        if (offsets.size() == 1 || !everyHour) {
            return List.of(local.toInstant(offsets.getFirst()));
        }
        return offsets.stream().map(local::toInstant).toList();
    }

    private boolean isDay(LocalDate day) {
        boolean inMonth = days.get(day.getDayOfMonth());
        boolean inWeek = weekdays.get(day.getDayOfWeek().getValue() % 7);
        boolean either = everyDay || everyWeekday ? inMonth && inWeek : inMonth || inWeek;
        return months.get(day.getMonthValue()) && either;
    }

    private static BitSet field(
            String text, String field, int least, int most, List<String> names, int base) {
        var set = new BitSet(most + 1);
        for (String part : field.split(",", -1)) {
            String[] pieces = part.split("/", -1);
            String range = pieces[0];
            int step = pieces.length == 2 ? number(text, pieces[1], List.of(), 0) : 1;
            int from = least;
            int to = most;
            if (!range.equals("*")) {
                int dash = range.indexOf('-');
                from = number(text, dash < 0 ? range : range.substring(0, dash), names, base);
                to =
                        dash >= 0
                                ? number(text, range.substring(dash + 1), names, base)
                                : pieces.length == 2 ? most : from;
            }
            if (pieces.length > 2 || step < 1 || from < least || to > most || from > to) {
                throw wrong(text);
            }
            for (int value = from; value <= to; value += step) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(String text, String value, List<String> names, int base) {
        int named = names.indexOf(value.toLowerCase(java.util.Locale.ROOT));
        if (named >= 0) {
            return named + base;
        }
        if (!value.matches("[0-9]{1,4}")) {
            throw wrong(text);
        }
        return Integer.parseInt(value);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is not five fields (minute hour day month weekday) such as"
                        + " 30 2 * * 1-5, or never comes");
    }
}
