package dev.bellwether.oncall;

import dev.bellwether.model.Layer;
import dev.bellwether.model.LayerId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Schedules for tests, in few words.
final class Rotas {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final ScheduleId PRIMARY = new ScheduleId("primary");

    private Rotas() {}

    static Rotation rotation(Rotation.Unit unit, int every, String start, String handoff) {
        return new Rotation(unit, every, LocalDate.parse(start), LocalTime.parse(handoff));
    }

    static Layer layer(String id, Rotation rotation, String... people) {
        return layer(id, rotation, List.of(), people);
    }

    static Layer layer(
            String id, Rotation rotation, List<Restriction> restrictions, String... people) {
        return new Layer(new LayerId(id), id, rotation, people(people), restrictions);
    }

    static List<PersonId> people(String... names) {
        return Arrays.stream(names).map(PersonId::new).toList();
    }

    static Restriction on(String from, String until, DayOfWeek... days) {
        return new Restriction(Set.of(days), LocalTime.parse(from), LocalTime.parse(until));
    }

    static Schedule schedule(String zone, Layer... layers) {
        return new Schedule(PRIMARY, ACME, "Primary", "", zone, List.of(layers));
    }

    /// In force since ever, without overrides.
    static Timetable always(Schedule schedule) {
        return new Timetable(List.of(new Timetable.Version(Instant.EPOCH, schedule)), List.of());
    }

    static List<String> names(List<PersonId> people) {
        return people.stream().map(PersonId::value).toList();
    }
}
