package dev.bellwether.console;

import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.oncall.Gap;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What stands in schedules, in words.
final class ScheduleWords {
    private ScheduleWords() {}

    /// `every week`, `every 12 hours`.
    static String rotation(Rotation rotation) {
        String unit = unit(rotation.unit());
        return rotation.every() == 1
                ? "every " + unit
                : "every " + rotation.every() + " " + unit + "s";
    }

    static String unit(Rotation.Unit unit) {
        return switch (unit) {
            case HOURLY -> "hour";
            case DAILY -> "day";
            case WEEKLY -> "week";
            case MONTHLY -> "month";
        };
    }

    /// `Mon, Tue 09:00 to 17:00`.
    static String restriction(Restriction restriction) {
        String days =
                restriction.days().isEmpty()
                        ? "every day"
                        : restriction.days().stream()
                                .map(d -> d.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                                .collect(Collectors.joining(", "));
        return days + " " + restriction.from() + " to " + restriction.until();
    }

    /// `Bob for Ann`, `Bob as well`, `without Ann`.
    static String override(ScheduleOverride override, Map<PersonId, String> names) {
        String comes = override.person().map(id -> name(id, names)).orElse("");
        String goes = override.replaces().map(id -> name(id, names)).orElse("everybody");
        return switch (override.kind()) {
            case ADD -> comes + " as well";
            case REMOVE -> "without " + goes;
            case REPLACE -> comes + " for " + goes;
        };
    }

    static String name(PersonId id, Map<PersonId, String> names) {
        return names.getOrDefault(id, "somebody removed");
    }

    /// `nobody is on call`, or why those who are cannot be reached.
    static String why(Gap gap) {
        return gap.reasons().isEmpty()
                ? "nobody is on call"
                : gap.reasons().stream()
                        .map(reason -> reason.name() + " " + reason.why())
                        .collect(Collectors.joining(", "));
    }
}
