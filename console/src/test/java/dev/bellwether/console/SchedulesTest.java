package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.oncall.ScheduleDraft;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Schedules are made, drawn, covered and swapped without JavaScript. It is 08:00 UTC on Friday, 1
/// May 2026.
final class SchedulesTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private Browser grace() {
        Browser grace = world.member("Grace", Role.RESPONDER);
        world.reachable(world.person("Grace"), "grace@example.org");
        return grace;
    }

    private String id(String name) {
        return world.person(name).id().value();
    }

    private Schedule weekly(Browser owner, String... people) {
        var page = owner.get("/console/schedules/new");
        for (int i = 0; i < people.length - 1; i++) {
            page = owner.press(page, "Another turn", "layers[0].people[" + i + "]", id(people[i]));
        }
        int last = people.length - 1;
        var saved =
                owner.press(
                        page,
                        "Save the schedule",
                        "name",
                        "Primary",
                        "zone",
                        "Europe/Berlin",
                        "layers[0].people[" + last + "]",
                        id(people[last]));
        assertThat(saved.problems()).isEmpty();
        assertThat(saved.status()).as(saved.text()).isEqualTo(200);
        return world.rooms.schedules().list(World.ORG).getFirst();
    }

    private List<PersonId> onCall(ScheduleId id, String at) {
        return world.rooms.schedules().onCall(World.ORG, id, Instant.parse(at));
    }

    @Test
    void a_schedule_is_built_drawn_and_told_on_the_overview() {
        var owner = world.owner();
        grace();
        Schedule schedule = weekly(owner, "Ada Byron", "Grace");
        assertThat(schedule.layers().getFirst().people()).hasSize(2);

        var page = owner.get("/console/schedules/" + schedule.id());
        assertThat(page.text()).contains("Ada Byron is on call");
        assertThat(page.text()).contains("until Mon 4 May 09:00, then Grace");
        assertThat(page.html().select(".rota-result")).hasSize(1);
        assertThat(page.html().select("a.rota-bar:has(title:contains(Grace))")).isNotEmpty();
        assertThat(page.html().select(".rota-now")).hasSize(1);
        assertThat(page.html().select("g.gap")).isEmpty();
        assertThat(page.text()).contains("Grace Mon 4 May 09:00 to Mon 11 May 09:00 Layer 1");
        assertThat(owner.get("/console/schedules").text()).contains("Covered for 12 months");
        assertThat(owner.get("/console").text()).contains("On call now", "Ada Byron");
        assertThat(owner.get("/console/people/" + id("Grace")).text())
                .contains("Mon 4 May 09:00 to Mon 11 May 09:00")
                .containsPattern(
                        "Without Grace no page would reach anybody at times.*: 4 May.* to 11 May.* more");
        assertThat(owner.get("/console/search?q=primary").text()).contains("Schedule");
    }

    @Test
    void one_on_call_whom_no_page_reaches_is_told_first() {
        var owner = world.owner();
        world.member("Grace", Role.RESPONDER);
        Schedule schedule =
                world.rooms
                        .schedules()
                        .make(
                                World.ORG,
                                new ScheduleDraft(
                                        "Primary",
                                        "",
                                        "UTC",
                                        List.of(
                                                new ScheduleDraft.LayerDraft(
                                                        Optional.empty(),
                                                        "",
                                                        new Rotation(
                                                                Rotation.Unit.DAILY,
                                                                1,
                                                                LocalDate.parse("2026-05-01"),
                                                                LocalTime.MIDNIGHT),
                                                        List.of(new PersonId(id("Grace"))),
                                                        List.of()))),
                                true,
                                Actor.automation("test", "test"));
        assertThat(
                        owner.get("/console/schedules/" + schedule.id())
                                .html()
                                .select(".hero.bad")
                                .text())
                .contains(
                        "Grace is on call",
                        "No page reaches them: Grace has no verified contact method.");
        world.reachable(world.person("Grace"), "grace@example.org");
        assertThat(owner.get("/console/schedules/" + schedule.id()).html().select(".hero.bad"))
                .isEmpty();
    }

    @Test
    void layers_people_and_times_are_added_moved_and_removed_and_drawn_before_they_are_saved() {
        var owner = world.owner();
        grace();
        Schedule schedule = weekly(owner, "Ada Byron");
        var edit = owner.get("/console/schedules/" + schedule.id() + "/edit");
        var two = owner.press(edit, "Add a layer on top");
        var times =
                owner.press(
                        two,
                        "Only at certain times in Layer 2",
                        "layers[1].people[0]",
                        id("Grace"));
        assertThat(times.html().select("fieldset.times")).hasSize(1);
        assertThat(times.html().select("#drawing .rota-name")).hasSize(3);
        assertThat(world.rooms.schedules().get(World.ORG, schedule.id()).layers()).hasSize(1);

        var saved = owner.press(times, "Save the schedule", "layers[1].name", "Office hours");
        assertThat(saved.status()).isEqualTo(200);
        Schedule after = world.rooms.schedules().get(World.ORG, schedule.id());
        assertThat(after.layers())
                .extracting(l -> l.name())
                .containsExactly("Layer 1", "Office hours");
        assertThat(after.layers().getFirst().id()).isEqualTo(schedule.layers().getFirst().id());
        assertThat(onCall(schedule.id(), "2026-05-05T08:00:00Z"))
                .containsExactly(new PersonId(id("Grace")));
        assertThat(onCall(schedule.id(), "2026-05-05T18:00:00Z"))
                .containsExactly(new PersonId(id("Ada Byron")));

        var moved =
                owner.press(
                        owner.get("/console/schedules/" + schedule.id() + "/edit"),
                        "Remove Office hours");
        assertThat(moved.html().select("fieldset.card")).hasSize(1);
        var wrong =
                owner.press(
                        moved,
                        "Save the schedule",
                        "zone",
                        "Europe/Berln",
                        "layers[0].rotation.every",
                        "0");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problems()).anyMatch(p -> p.contains("whole number"));
        var zone = owner.press(moved, "Save the schedule", "zone", "Europe/Berln");
        assertThat(zone.problems()).anyMatch(p -> p.contains("'Europe/Berln' is not a time zone"));
    }

    @Test
    void a_save_that_opens_a_gap_lists_it_and_asks() {
        var owner = world.owner();
        var page =
                owner.press(
                        owner.get("/console/schedules/new"),
                        "Only at certain times",
                        "name",
                        "Office",
                        "layers[0].people[0]",
                        id("Ada Byron"));
        var asked = owner.press(page, "Save the schedule");
        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.text()).contains("Fri 1 May 08:00 to 09:00: nobody is on call");
        assertThat(asked.html().select("#drawing g.gap")).isNotEmpty();
        assertThat(world.rooms.schedules().list(World.ORG)).isEmpty();
        var saved = owner.press(asked, "Save with these gaps");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.text()).contains("Nobody is on call", "until Fri 1 May 09:00, then Ada");
        assertThat(world.rooms.schedules().list(World.ORG)).hasSize(1);
    }

    @Test
    void a_responder_takes_over_and_cannot_send_others() {
        var owner = world.owner();
        var grace = grace();
        Schedule schedule = weekly(owner, "Ada Byron");
        String path = "/console/schedules/" + schedule.id();
        String link = grace.get(path).html().select("a.rota-bar").first().attr("href");
        var form = grace.get(link);
        assertThat(form.html().select("select[name=person] option")).hasSize(1);
        var saved = grace.press(form, "Save the override", "end", "2026-05-01T18:00");
        assertThat(saved.text()).contains("The override was saved.", "Grace for Ada Byron");
        assertThat(onCall(schedule.id(), "2026-05-01T09:00:00Z"))
                .containsExactly(new PersonId(id("Grace")));

        var again = owner.press(owner.get(link), "Save the override", "person", id("Grace"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("overlaps the override");

        var sent =
                grace.press(
                        grace.get(path + "/override"),
                        "Save the override",
                        "person",
                        id("Ada Byron"),
                        "start",
                        "2026-05-03T10:00",
                        "end",
                        "2026-05-03T11:00");
        assertThat(sent.status()).isEqualTo(403);

        var ended = grace.press(grace.get(path), "End now");
        assertThat(ended.text()).contains("The override was ended.");
        world.clock.move(Duration.ofMinutes(1));
        assertThat(onCall(schedule.id(), "2026-05-01T09:00:00Z"))
                .containsExactly(new PersonId(id("Ada Byron")));
    }

    @Test
    void a_swap_is_asked_for_and_accepted() {
        var owner = world.owner();
        var grace = grace();
        Schedule schedule = weekly(owner, "Ada Byron", "Grace");
        String path = "/console/schedules/" + schedule.id();
        var wrong =
                grace.press(
                        grace.get(path + "/swap"),
                        "Ask",
                        "gives.start",
                        "2026-05-02T09:00",
                        "gives.end",
                        "2026-05-03T09:00",
                        "to",
                        id("Ada Byron"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("is not on call from");
        grace.press(
                wrong,
                "Ask",
                "gives.start",
                "2026-05-05T09:00",
                "gives.end",
                "2026-05-06T09:00",
                "takes.start",
                "2026-05-12T09:00",
                "takes.end",
                "2026-05-13T09:00");
        assertThat(grace.get("/console/me/shifts").text()).contains("Take back");
        assertThat(grace.get("/console/me/shifts").text())
                .contains("Ada Byron has to answer.")
                .doesNotContain("Accept");
        var mine = owner.get("/console/me/shifts");
        assertThat(mine.text()).contains("Grace asks Ada Byron to take Tue 5 May 09:00");
        assertThat(owner.press(mine, "Accept").text()).contains("Swapped.");
        assertThat(onCall(schedule.id(), "2026-05-05T10:00:00Z"))
                .containsExactly(new PersonId(id("Ada Byron")));
        assertThat(onCall(schedule.id(), "2026-05-12T10:00:00Z"))
                .containsExactly(new PersonId(id("Grace")));
        assertThat(world.rooms.swaps().list(World.ORG, schedule.id()))
                .extracting(ShiftSwap::state)
                .containsExactly(ShiftSwap.State.ACCEPTED);
    }

    @Test
    void a_calendar_is_made_told_once_and_ended() throws Exception {
        var owner = world.owner();
        weekly(owner, "Ada Byron");
        var made = owner.press(owner.get("/console/me/shifts"), "Make an address");
        String address = made.html().select(".note-good code").text();
        assertThat(address).contains("/calendar/").endsWith(".ics");
        assertThat(owner.get("/console/me/shifts").text()).doesNotContain("/calendar/");
        String token = URI.create(address).getPath().replace("/calendar/", "").replace(".ics", "");
        assertThat(world.rooms.feeds().read(token, Instant.parse("2026-05-01T08:00:00Z")))
                .isPresent();
        var ended = owner.press(owner.get("/console/me/shifts"), "End");
        assertThat(ended.text()).contains("The calendar was ended");
        assertThat(world.rooms.feeds().read(token, Instant.parse("2026-05-01T08:00:00Z")))
                .isEmpty();
    }

    @Test
    void a_deleted_schedule_can_be_brought_back() {
        var owner = world.owner();
        Schedule schedule = weekly(owner, "Ada Byron");
        var deleted =
                owner.press(owner.get("/console/schedules/" + schedule.id()), "Delete Primary");
        assertThat(world.rooms.schedules().list(World.ORG)).isEmpty();
        var back = owner.press(deleted, "Undo");
        assertThat(back.text()).contains("Primary is back.");
        assertThat(world.rooms.schedules().list(World.ORG)).hasSize(1);
    }
}
