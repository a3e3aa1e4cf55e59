package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride.Kind;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/// "A person's and a schedule's shifts can be read by any calendar program, by an address that can
/// be taken back." Read by ical4j, which does not forgive.
class CalendarFeedsTest {
    private static final OrganizationId ACME = Office.ACME;
    private static final String NAME =
            "Primary; day, night \\ and Wochenende für alle die nicht schlafen können ☂ 🌧";

    private static ScheduleId schedule(Office office, String name, String zone) {
        return office.room
                .schedules()
                .make(
                        ACME,
                        new ScheduleDraft(
                                name,
                                "",
                                zone,
                                List.of(
                                        new LayerDraft(
                                                Optional.empty(),
                                                "Weeks\nof all",
                                                new Rotation(
                                                        Rotation.Unit.WEEKLY,
                                                        1,
                                                        LocalDate.parse("2026-04-27"),
                                                        LocalTime.of(9, 0)),
                                                Rotas.people("ann", "bob"),
                                                List.of()))),
                        false,
                        Office.CLERK)
                .id();
    }

    private static String read(Office office, CalendarFeeds.Made made) {
        return office.room.feeds().read(made.token(), office.now()).orElseThrow();
    }

    private static Calendar parsed(String text) {
        try {
            return new CalendarBuilder().build(new StringReader(text));
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    /// UID → `start/end summary`.
    private static Map<String, String> events(Calendar calendar) {
        Map<String, String> events = new TreeMap<>();
        for (VEvent event : calendar.<VEvent>getComponents(Component.VEVENT)) {
            events.put(
                    value(event, Property.UID),
                    value(event, Property.DTSTART)
                            + "/"
                            + value(event, Property.DTEND)
                            + " "
                            + value(event, Property.SUMMARY));
        }
        return events;
    }

    private static String value(VEvent event, String property) {
        return event.<Property>getProperty(property).orElseThrow().getValue();
    }

    @OnEachStore
    void a_schedules_calendar_has_everybodys_shifts(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office, NAME, "Europe/Berlin");
        var made =
                office.room
                        .feeds()
                        .make(
                                ACME,
                                Optional.of(id),
                                Optional.empty(),
                                new PersonId("ann"),
                                Office.CLERK);
        String text = read(office, made);
        Calendar calendar = parsed(text);
        calendar.validate();

        assertThat(text.split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                                .isLessThanOrEqualTo(75));
        assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
        Map<String, String> events = events(calendar);
        assertThat(events.values())
                .contains(
                        "20260504T070000Z/20260511T070000Z bob: " + NAME,
                        // 09:00 in Berlin stays 09:00 when summer time ends on 25 October.
                        "20261019T070000Z/20261026T080000Z bob: " + NAME);
        // It began when the schedule did.
        assertThat(events.values()).contains("20260501T080000Z/20260504T070000Z ann: " + NAME);
        assertThat(events.values()).allMatch(event -> event.compareTo("20261101") < 0);
    }

    @OnEachStore
    void a_persons_calendar_has_their_shifts_by_all_schedules(TestStore test) {
        var office = new Office(test);
        schedule(office, "One", "UTC");
        schedule(office, "Two", "UTC");
        var made =
                office.room
                        .feeds()
                        .make(
                                ACME,
                                Optional.empty(),
                                Optional.of(new PersonId("bob")),
                                new PersonId("bob"),
                                Office.CLERK);
        assertThat(events(parsed(read(office, made))).values())
                .contains(
                        "20260504T090000Z/20260511T090000Z bob: One",
                        "20260504T090000Z/20260511T090000Z bob: Two")
                .noneMatch(event -> event.contains("ann"));
    }

    @OnEachStore
    void an_event_keeps_its_uid_while_the_window_moves_and_its_end_changes(TestStore test) {
        var office = new Office(test).hire("cid", Role.RESPONDER, true);
        ScheduleId id = schedule(office, "Primary", "UTC");
        var made =
                office.room
                        .feeds()
                        .make(
                                ACME,
                                Optional.of(id),
                                Optional.empty(),
                                new PersonId("ann"),
                                Office.CLERK);
        Map<String, String> before = events(parsed(read(office, made)));
        office.room
                .overrides()
                .make(
                        ACME,
                        id,
                        new OverrideDraft(
                                Kind.REPLACE,
                                Optional.of(new PersonId("cid")),
                                Optional.of(new PersonId("bob")),
                                Instant.parse("2026-05-09T00:00:00Z"),
                                Instant.parse("2026-05-12T00:00:00Z"),
                                ""),
                        false,
                        Office.CLERK);
        Map<String, String> cut = events(parsed(read(office, made)));
        String uid = key(before, "20260504T090000Z/20260511T090000Z bob: Primary");
        assertThat(cut).containsEntry(uid, "20260504T090000Z/20260509T000000Z bob: Primary");
        assertThat(cut.values()).contains("20260509T000000Z/20260511T090000Z cid: Primary");

        office.pass(Duration.ofDays(35));
        Map<String, String> later = events(parsed(read(office, made)));
        String june = key(before, "20260615T090000Z/20260622T090000Z bob: Primary");
        assertThat(later).containsEntry(june, "20260615T090000Z/20260622T090000Z bob: Primary");
        // Gone from the window is gone; what is in it has the name it had.
        assertThat(later.keySet())
                .doesNotContain(key(before, "20260501T080000Z/20260504T090000Z ann: Primary"));
        assertThat(later.keySet()).contains(uid);
    }

    private static String key(Map<String, String> events, String value) {
        return events.entrySet().stream()
                .filter(e -> e.getValue().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " is not in " + events))
                .getKey();
    }

    @OnEachStore
    void an_address_can_be_taken_back_and_is_stored_nowhere(TestStore test) {
        var office = new Office(test);
        ScheduleId id = schedule(office, "Primary", "UTC");
        var feeds = office.room.feeds();
        var ann = new PersonId("ann");
        var made = feeds.make(ACME, Optional.of(id), Optional.empty(), ann, Office.CLERK);
        assertThat(feeds.read(made.token(), office.now())).isPresent();
        assertThat(feeds.of(ACME, ann).getFirst().lastReadAt())
                .contains(Instant.parse("2026-05-01T08:00:00Z"));
        assertThat(feeds.read(made.token() + "x", office.now())).isEmpty();
        assertThat(feeds.read("", office.now())).isEmpty();
        List<String> rows =
                test.store()
                        .read(sql ->
                                sql.createQuery("SELECT token_hash || body FROM calendar_feed")
                                        .mapTo(String.class)
                                        .list());
        assertThat(rows).hasSize(1).noneMatch(row -> row.contains(made.token()));

        assertThatThrownBy(() ->
                        feeds.revoke(new OrganizationId("other"), made.feed().id(), Office.CLERK))
                .isInstanceOf(NotFound.class);
        feeds.revoke(ACME, made.feed().id(), Office.CLERK);
        assertThat(feeds.read(made.token(), office.now())).isEmpty();
        assertThat(feeds.of(ACME, ann)).isEmpty();
    }
}
