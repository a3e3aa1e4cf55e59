package dev.bellwether.api;

import dev.bellwether.model.CalendarFeed;
import dev.bellwether.model.FeedId;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.CalendarFeeds;
import dev.bellwether.people.Scope;
import java.util.List;
import java.util.Optional;

/// Calendars of shifts, by addresses that are their own passwords. Everybody has their own; an
/// owner makes and ends those of others.
final class CalendarRoutes {
    private final CalendarFeeds feeds;

    CalendarRoutes(CalendarFeeds feeds) {
        this.feeds = feeds;
    }

    /// @param schedule whose shifts; left out for all schedules
    /// @param person whose shifts; left out for everybody's
    /// @param madeFor who has it; yourself when left out
    record CalendarInput(
            Optional<ScheduleId> schedule, Optional<PersonId> person, Optional<PersonId> madeFor) {}

    /// @param path where the server serves it; told once
    record NewCalendar(CalendarFeed feed, String path) {}

    record CalendarList(List<CalendarFeed> feeds) {}

    List<Route> routes() {
        return List.of(
                Route.read(
                                "/calendar-feeds",
                                "The calendars of a person",
                                CalendarList.class,
                                call ->
                                        new CalendarList(
                                                feeds.of(
                                                        call.organization(),
                                                        owner(
                                                                call,
                                                                call.query("madeFor")
                                                                        .map(
                                                                                CalendarRoutes
                                                                                        ::person)))))
                        .with(Query.text("madeFor", "The person; yourself when left out")),
                Route.makeSecret(
                                "/calendar-feeds",
                                "Add a calendar; its address is told once",
                                Scope.READ,
                                CalendarInput.class,
                                NewCalendar.class,
                                this::make)
                        .triedOut(),
                Route.remove(
                        "/calendar-feeds/{feed}",
                        "End a calendar: its address is nobody's from now on",
                        Scope.READ,
                        this::revoke));
    }

    private static PersonId person(String text) {
        try {
            return new PersonId(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("madeFor", "'" + text + "' is not a person's id");
        }
    }

    private Object make(Call call) {
        CalendarInput input = call.body(CalendarInput.class);
        CalendarFeeds.Made made =
                feeds.make(
                        call.organization(),
                        input.schedule(),
                        input.person(),
                        owner(call, input.madeFor()),
                        call.actor());
        return new NewCalendar(made.feed(), made.path());
    }

    private Object revoke(Call call) {
        FeedId id = call.id("feed", FeedId::new);
        owner(call, Optional.of(feeds.get(call.organization(), id).madeFor()));
        feeds.revoke(call.organization(), id, call.actor());
        return Nothing.INSTANCE;
    }

    private static PersonId owner(Call call, Optional<PersonId> wanted) {
        Optional<PersonId> self = call.principal().person();
        PersonId owner =
                wanted.or(() -> self)
                        .orElseThrow(
                                () -> new InvalidInput("madeFor", "is missing; a token is nobody"));
        if (self.filter(owner::equals).isEmpty() && !call.principal().may(Scope.ADMIN)) {
            throw new Forbidden("This needs the right ADMIN, for it is about somebody else");
        }
        return owner;
    }
}
