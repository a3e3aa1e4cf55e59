package dev.bellwether.console;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What stands in the fields of a form, and what is wrong with it. Fields bear the names by which
/// the rooms call them in [InvalidInput], so that a problem finds its field.
final class Form {
    private static final int MOST = 20_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    static Form blank() {
        return new Form();
    }

    static Form of(Map<String, List<String>> submitted) {
        var form = new Form();
        submitted.entrySet().stream()
                .limit(MOST)
                .forEach(e -> form.values.put(e.getKey(), e.getValue()));
        return form;
    }

    /// Fills a field in, as an edit form does with what stands.
    Form with(String field, Object value) {
        values.put(field, List.of(value.toString()));
        return this;
    }

    Form with(String field, Optional<?> value) {
        return value.isPresent() ? with(field, value.get()) : this;
    }

    Form with(String field, boolean value) {
        return value ? with(field, "on") : this;
    }

    Form withAll(String field, List<String> all) {
        values.put(field, List.copyOf(all));
        return this;
    }

    /// A line of text without the blanks around it; empty when the field was not sent.
    String text(String field) {
        return raw(field).strip();
    }

    /// As it was typed.
    String raw(String field) {
        List<String> all = values.getOrDefault(field, List.of());
        return all.isEmpty() ? "" : all.getFirst();
    }

    Optional<String> optional(String field) {
        return Optional.of(text(field)).filter(t -> !t.isEmpty());
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    boolean checked(String field) {
        return !raw(field).isEmpty();
    }

    List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    /// The ids that were chosen.
    <T> List<T> ids(String field, Function<String, T> make) {
        var ids = new ArrayList<T>();
        for (String each : all(field)) {
            try {
                ids.add(make.apply(each));
            } catch (IllegalArgumentException e) {
                wrong(field, "'" + each + "' is not one of those to choose from");
            }
        }
        return ids;
    }

    boolean chosen(String field, String value) {
        return all(field).contains(value);
    }

    /// The lines of a text area that are not empty.
    List<String> lines(String field) {
        return raw(field).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }

    void wrong(String field, String message) {
        var problem = new Problem(field, message);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    Duration span(String field, Duration unset) {
        if (text(field).isEmpty()) {
            return unset;
        }
        return parsed(
                field, Spans::parse, unset, "is not a time span; write for example 30s, 5m or 2h");
    }

    int whole(String field, int least, int most, int unset) {
        if (text(field).isEmpty()) {
            return unset;
        }
        String rule = "is not a whole number from " + least + " to " + most;
        int number = parsed(field, Integer::valueOf, unset, rule);
        if (number < least || number > most) {
            wrong(field, "'" + text(field) + "' " + rule);
        }
        return number;
    }

    /// A finite number, with a point or a comma; `rule` says what is wrong with another.
    double number(String field, String rule, double unset) {
        if (text(field).isEmpty()) {
            return unset;
        }
        return parsed(field, Form::finite, unset, rule);
    }

    private static double finite(String text) {
        double number = Double.parseDouble(text.replace(',', '.'));
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    /// A date and a time of day as `datetime-local` sends them, on the clock of a zone; empty when
    /// the field is, or cannot be read.
    Optional<Instant> instant(String field, ZoneId zone) {
        if (text(field).isEmpty()) {
            return Optional.empty();
        }
        return parsed(
                field,
                text -> Optional.of(inCalendar(LocalDateTime.parse(text)).atZone(zone).toInstant()),
                Optional.empty(),
                "is not a date and time, such as 2026-05-01T08:00");
    }

    /// A date and a time of day as `datetime-local` sends them, in UTC.
    Instant instant(String field, Instant unset) {
        if (text(field).isEmpty()) {
            return unset;
        }
        return parsed(
                field,
                text -> inCalendar(LocalDateTime.parse(text)).toInstant(ZoneOffset.UTC),
                unset,
                "is not a date and time, such as 2026-05-01T08:00 (UTC)");
    }

    private static LocalDateTime inCalendar(LocalDateTime time) {
        if (time.getYear() < 1970 || time.getYear() > 9999) {
            throw new IllegalArgumentException();
        }
        return time;
    }

    <E extends Enum<E>> E choice(String field, Class<E> type, E unset) {
        if (text(field).isEmpty()) {
            return unset;
        }
        return parsed(
                field,
                text -> Enum.valueOf(type, text),
                unset,
                "is not one of " + List.of(type.getEnumConstants()));
    }

    private <T> T parsed(String field, Function<String, T> parse, T unset, String rule) {
        try {
            return parse.apply(text(field));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            wrong(field, "'" + text(field) + "' " + rule);
            return unset;
        }
    }

    /// Rows without text in any of these parts are taken out and the others numbered anew, so that
    /// what the room says of the third finds the third.
    ///
    /// @param count the field that says how many there are
    void compact(String list, String count, int most, String... parts) {
        int kept = 0;
        int rows = Math.min(rows(count), most);
        for (int i = 0; i < rows; i++) {
            int from = i;
            boolean isEmpty =
                    Arrays.stream(parts).allMatch(part -> text(row(list, from, part)).isEmpty());
            for (String part : parts) {
                String value = raw(row(list, i, part));
                values.remove(row(list, i, part));
                if (!isEmpty) {
                    with(row(list, kept, part), value);
                }
            }
            kept += isEmpty ? 0 : 1;
        }
        with(count, kept);
    }

    int rows(String count) {
        return text(count).matches("\\d{1,4}") ? Integer.parseInt(text(count)) : 0;
    }

    static String row(String list, int at, String part) {
        return list + "[" + at + "]." + part;
    }

    boolean isFine() {
        return problems.isEmpty();
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// What is wrong with a field; with one that takes a line for each, what is wrong with any
    /// line.
    Optional<String> problem(String field) {
        return problems.stream()
                .filter(p -> p.field().equals(field) || holding(p.field()).equals(field))
                .map(Problem::message)
                .reduce((one, other) -> one + "; " + other);
    }

    /// The field in which a problem's place is seen: `access.networks` has the lines that are told
    /// as `access.networks[0]`.
    String holding(String place) {
        int line = place.indexOf('[');
        return line > 0 && has(place.substring(0, line)) ? place.substring(0, line) : place;
    }

    /// Does what the form asks for, or shows it again with all that is wrong: first what could not
    /// be read, else what the room says.
    Reply submit(Supplier<Reply> act, Supplier<Reply> again) {
        return submit(act, Function.identity(), again);
    }

    /// @param field in which the form asks for what the room calls by another name
    Reply submit(Supplier<Reply> act, Function<String, String> field, Supplier<Reply> again) {
        if (!isFine()) {
            return again.get();
        }
        try {
            return act.get();
        } catch (InvalidInput e) {
            e.problems().forEach(one -> wrong(field.apply(one.field()), one.message()));
        } catch (Conflict e) {
            wrong("", Errors.words(e));
        }
        return again.get();
    }
}
