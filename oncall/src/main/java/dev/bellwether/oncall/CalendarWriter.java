package dev.bellwether.oncall;

import dev.bellwether.model.CalendarFeed;
import dev.bellwether.model.Directory;
import dev.bellwether.model.LayerId;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Schedule;
import dev.bellwether.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One calendar, written. For one thread.
///
/// An event is one shift, and its UID is made of what the shift is: schedule, person, layer or
/// override, and start. So it stays the same from one reading to the next, also when its end moves.
/// For that the start must be the shift's own and not where we began to look: we begin a year and a
/// month back, which is longer than any turn, and leave out what had begun before.
final class CalendarWriter {
    static final Duration BACK = Duration.ofDays(31);
    static final Duration AHEAD = Duration.ofDays(183);

    private static final Duration LONGEST_TURN = Duration.ofDays(367);

    private final Store store;
    private final Directory directory;
    private final CalendarFeed feed;
    private final Map<PersonId, String> names = new HashMap<>();

    CalendarWriter(Store store, Directory directory, CalendarFeed feed) {
        this.store = store;
        this.directory = directory;
        this.feed = feed;
    }

    private record Found(Schedule schedule, Instant changed, List<Shift> shifts) {}

    String write(Instant now) {
        List<Found> found = find(now);
        var out = new CalendarText();
        out.line("BEGIN", "VCALENDAR")
                .line("VERSION", "2.0")
                .line("PRODID", "-//Bellwether//On-call schedules//EN")
                .line("CALSCALE", "GREGORIAN")
                .text("NAME", title(found))
                .text("X-WR-CALNAME", title(found))
                .line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
                .line("X-PUBLISHED-TTL", "PT1H");
        found.forEach(one -> one.shifts().forEach(shift -> event(out, one, shift)));
        return out.line("END", "VCALENDAR").toString();
    }

    private List<Found> find(Instant now) {
        Instant shown = now.minus(BACK);
        Instant from = shown.minus(LONGEST_TURN);
        Instant until = now.plus(AHEAD);
        return store.read(sql ->
                ScheduleRows.list(sql, feed.organization()).stream()
                        .filter(schedule ->
                                feed.schedule().filter(id -> !id.equals(schedule.id())).isEmpty())
                        .map(schedule -> {
                            Timetable timetable =
                                    Rota.timetable(
                                            sql, feed.organization(), schedule.id(), from, until);
                            return new Found(
                                    schedule,
                                    timetable.changed(now),
                                    Shift.of(schedule.id(), timetable.stretches(from, until))
                                            .stream()
                                            .filter(shift -> shift.end().isAfter(shown))
                                            .filter(shift -> shift.start().isAfter(from))
                                            .filter(shift ->
                                                    feed.person()
                                                            .filter(id ->
                                                                    !id.equals(shift.person()))
                                                            .isEmpty())
                                            .toList());
                        })
                        .toList());
    }

    private String title(List<Found> found) {
        String whose = feed.person().map(this::name).orElse("");
        String what =
                feed.schedule().isPresent() && !found.isEmpty()
                        ? found.getFirst().schedule().name()
                        : "";
        return "On call: " + whose + (whose.isEmpty() || what.isEmpty() ? "" : ", ") + what;
    }

    private void event(CalendarText out, Found one, Shift shift) {
        out.line("BEGIN", "VEVENT")
                .line("UID", uid(shift))
                .time("DTSTAMP", one.changed())
                .time("DTSTART", shift.start())
                .time("DTEND", shift.end())
                .text("SUMMARY", name(shift.person()) + ": " + one.schedule().name())
                .text("DESCRIPTION", why(one.schedule(), shift))
                // On call is not busy.
                .line("TRANSP", "TRANSPARENT")
                .line("END", "VEVENT");
    }

    private static String why(Schedule schedule, Shift shift) {
        String layer =
                schedule.layers().stream()
                        .filter(l -> shift.layer().filter(l.id()::equals).isPresent())
                        .map(l -> l.name())
                        .findFirst()
                        .orElse("");
        String by = shift.override().isPresent() ? "by an override" : layer;
        return "On call in " + schedule.name() + (by.isEmpty() ? "" : ", " + by);
    }

    private static String uid(Shift shift) {
        String text =
                String.join(
                        "\n",
                        shift.schedule().value(),
                        shift.person().value(),
                        shift.layer().map(LayerId::value).orElse(""),
                        shift.override().map(OverrideId::value).orElse(""),
                        shift.start().toString());
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)) + "@bellwether";
    }

    private String name(PersonId id) {
        return names.computeIfAbsent(
                id,
                p ->
                        directory
                                .person(feed.organization(), p)
                                .map(Person::name)
                                .orElse("somebody removed"));
    }
}
