package dev.bellwether.console;

import dev.bellwether.model.CalendarFeed;
import dev.bellwether.model.FeedId;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.oncall.CalendarFeeds;
import dev.bellwether.oncall.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One's own shifts, the swaps that wait for an answer, and calendars to subscribe to.
final class ShiftPages {
    static final String HOME = "/console/me/shifts";
    private static final Duration AHEAD = Duration.ofDays(90);
    private static final int SHOWN = 30;

    /// A shift in the words of its schedule.
    record Row(Shift shift, Schedule schedule) {
        String when() {
            return ZoneTimes.of(schedule.zone()).span(shift.start(), shift.end());
        }

        boolean isNow(Instant now) {
            return !shift.start().isAfter(now);
        }
    }

    /// @param address of a calendar that was just made, told once; else empty
    record View(
            List<Row> shifts,
            List<ShiftSwap> swaps,
            List<CalendarFeed> feeds,
            Map<ScheduleId, Schedule> schedules,
            Map<PersonId, String> names,
            PersonId me,
            String address) {
        List<Option> choices() {
            return schedules.values().stream()
                    .map(s -> new Option(s.id().value(), "Everybody’s shifts in " + s.name()))
                    .sorted(Comparator.comparing(Option::label))
                    .toList();
        }

        String what(CalendarFeed feed) {
            String schedule =
                    feed.schedule()
                            .map(id ->
                                    Optional.ofNullable(schedules.get(id))
                                            .map(Schedule::name)
                                            .orElse("a schedule that was removed"))
                            .orElse("all schedules");
            return feed.person().isPresent() ? "Your shifts in " + schedule : schedule;
        }
    }

    private final Rooms rooms;
    private final ConsoleSettings settings;
    private final ScheduleRoom room;

    ShiftPages(Rooms rooms, ConsoleSettings settings) {
        this.rooms = rooms;
        this.settings = settings;
        this.room = new ScheduleRoom(rooms);
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, visit -> page(visit, ""));
        routes.post(HOME + "/calendars", Role.VIEWER, this::make);
        routes.post(HOME + "/calendars/{id}/end", Role.VIEWER, this::end);
    }

    private Reply make(Visit visit) {
        Optional<ScheduleId> schedule =
                visit.form().optional("schedule").map(text -> known(visit, text));
        CalendarFeeds.Made made =
                rooms.feeds()
                        .make(
                                visit.organization(),
                                schedule,
                                schedule.isPresent() ? Optional.empty() : Optional.of(me(visit)),
                                me(visit),
                                visit.actor());
        return page(visit, settings.address(made.path()));
    }

    private ScheduleId known(Visit visit, String text) {
        return rooms.schedules().list(visit.organization()).stream()
                .map(Schedule::id)
                .filter(id -> id.value().equals(text))
                .findFirst()
                .orElseThrow(() -> new NotFound("schedule", text));
    }

    private Reply end(Visit visit) {
        FeedId id = visit.id("calendar feed", FeedId::new);
        if (!rooms.feeds().get(visit.organization(), id).madeFor().equals(me(visit))) {
            throw new NotFound("calendar feed", id.value());
        }
        rooms.feeds().revoke(visit.organization(), id, visit.actor());
        return Reply.done(HOME, "The calendar was ended: its address is nobody’s now.");
    }

    private Reply page(Visit visit, String address) {
        Map<ScheduleId, Schedule> schedules = schedules(rooms, visit.organization());
        var view =
                new View(
                        rows(rooms, visit.organization(), me(visit), visit.now(), schedules),
                        rooms.swaps().open(visit.organization(), me(visit)).stream()
                                .filter(swap -> schedules.containsKey(swap.schedule()))
                                .toList(),
                        rooms.feeds().of(visit.organization(), me(visit)),
                        schedules,
                        room.names(visit.organization()),
                        me(visit),
                        address);
        return Reply.page(
                "me", (out, frame) -> JteshiftsGenerated.render(out, Html.PLAIN, frame, view));
    }

    static Map<ScheduleId, Schedule> schedules(Rooms rooms, OrganizationId organization) {
        return rooms.schedules().list(organization).stream()
                .collect(Collectors.toMap(Schedule::id, Function.identity()));
    }

    /// The shifts of a person in the next three months.
    static List<Row> rows(
            Rooms rooms,
            OrganizationId organization,
            PersonId person,
            Instant now,
            Map<ScheduleId, Schedule> schedules) {
        return rooms.rota().shiftsOf(organization, person, now, now.plus(AHEAD)).stream()
                .flatMap(shift ->
                        Optional.ofNullable(schedules.get(shift.schedule()))
                                .map(schedule -> new Row(shift, schedule))
                                .stream())
                .limit(SHOWN)
                .toList();
    }

    private static PersonId me(Visit visit) {
        return visit.session().person().id();
    }
}
