package dev.bellwether.notify;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;

/// When everybody is drilled by itself.
///
/// @param everyDays 1 to 90
/// @param hour of the day, 0 to 23, on the clock of `zone`
public record DrillPlan(int everyDays, int hour, ZoneId zone, Instant nextAt) {
    /// @throws InvalidInput with every field that is wrong
    public static DrillPlan of(int everyDays, int hour, String zone, Instant now) {
        var problems = new ArrayList<Problem>();
        if (everyDays < 1 || everyDays > 90) {
            problems.add(new Problem("everyDays", "'" + everyDays + "' is not 1 to 90"));
        }
        if (hour < 0 || hour > 23) {
            problems.add(new Problem("hour", "'" + hour + "' is not 0 to 23"));
        }
        ZoneId where = ZoneId.of("UTC");
        try {
            where = ZoneId.of(zone.strip());
        } catch (DateTimeException e) {
            problems.add(
                    new Problem("zone", "'" + zone + "' is not a time zone such as Europe/Berlin"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        ZonedDateTime today = now.atZone(where).toLocalDate().atTime(hour, 0).atZone(where);
        Instant first = today.toInstant();
        return new DrillPlan(
                everyDays, hour, where, first.isAfter(now) ? first : today.plusDays(1).toInstant());
    }

    /// What was missed while nothing ran is not made up for.
    DrillPlan next(Instant now) {
        ZonedDateTime at = nextAt.atZone(zone);
        while (!at.toInstant().isAfter(now)) {
            at = at.toLocalDate().plusDays(everyDays).atTime(hour, 0).atZone(zone);
        }
        return new DrillPlan(everyDays, hour, zone, at.toInstant());
    }
}
