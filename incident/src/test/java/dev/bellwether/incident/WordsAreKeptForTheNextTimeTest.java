package dev.bellwether.incident;

import static dev.bellwether.incident.World.ACME;
import static dev.bellwether.incident.World.ANN;
import static dev.bellwether.incident.World.API;
import static dev.bellwether.incident.World.HTTP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Change;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Update;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Templates fill what is known; edits are visible; what was done before is listed")
class WordsAreKeptForTheNextTimeTest {
    @Test
    void whatIsPutInIsNotLookedThroughAgainAndWhatIsMissingStays() {
        assertThat(Placeholders.fill("{{a}} {{ b }} {{c}} {{", Map.of("a", "{{b}}", "b", "$1\\")))
                .isEqualTo("{{b}} $1\\ {{c}} {{");
        assertThat(Placeholders.in("{{a}} {{b}} {{a}}")).containsExactly("a", "b");
    }

    @OnEachStore
    void aTemplateIsFilled(TestStore test) {
        var world = new World(test).api();
        Templates templates = world.room.templates();
        Template template =
                templates.save(
                        new Template(
                                templates.newId(),
                                ACME,
                                Template.Kind.INCIDENT,
                                "Errors",
                                "{{services}} has trouble",
                                "About {{incident}}: {{services}} since {{time}} on {{date}}. {{ticket}}",
                                Optional.of(IncidentStatus.IDENTIFIED),
                                Optional.empty(),
                                Set.of(API)),
                        ANN);
        Filled filled = templates.fill(template, Set.of(), Map.of(), world.now());
        assertThat(filled.title()).isEqualTo("Checkout API has trouble");
        assertThat(filled.body())
                .startsWith("About Checkout API has trouble: Checkout API since ")
                .endsWith("{{ticket}}");
        assertThat(filled.missing()).containsExactly("ticket");
        assertThatThrownBy(() ->
                        templates.save(
                                new Template(
                                        templates.newId(),
                                        ACME,
                                        Template.Kind.MAINTENANCE,
                                        "",
                                        "",
                                        "",
                                        Optional.of(IncidentStatus.IDENTIFIED),
                                        Optional.empty(),
                                        Set.of()),
                                ANN))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("name")
                .hasMessageContaining("body")
                .hasMessageContaining("is for templates of incidents");
    }

    @OnEachStore
    void anEditIsVisibleAndTheEarlierWordsStayOnThePrivateTimeline(TestStore test) {
        var world = new World(test).api().down(HTTP);
        Incident before = world.only();
        Update said = before.updates().getFirst();
        world.pass(Duration.ofMinutes(2));
        Incident after =
                world.room
                        .incidents()
                        .editUpdate(
                                ACME,
                                before.id(),
                                said.id(),
                                "Said better.",
                                Optional.empty(),
                                ANN);
        assertThat(after.updates().getFirst().editedAt()).contains(world.now());
        assertThat(world.room.incidents().timeline(ACME, before.id()))
                .extracting(TimelineEntry::text)
                .anyMatch(text -> text.contains("said before: " + said.body()));
    }

    @OnEachStore
    void whatWasDoneShortlyBeforeStandsOnThePrivateTimelineAndNowhereElse(TestStore test) {
        var world = new World(test).api();
        Changes changes = world.room.changes();
        changes.record(ACME, change("Too old"), ANN);
        world.pass(Duration.ofHours(5));
        Change deploy = changes.record(ACME, change("Checkout 4.2"), ANN);
        world.pass(Duration.ofMinutes(3)).down(HTTP);
        Incident incident = world.only();
        world.pass(Duration.ofMinutes(1));
        changes.record(ACME, change("Too late"), ANN);
        assertThat(changes.before(incident)).containsExactly(deploy);
        TimelineEntry first = world.room.incidents().timeline(ACME, incident.id()).getFirst();
        assertThat(first.kind()).isEqualTo(TimelineEntry.Kind.MADE);
        assertThat(first.text()).isEqualTo("Deploy: Checkout 4.2 (https://ci.example/42)");
        world.up(HTTP);
        assertThat(world.room.postmortems().draft(ACME, incident.id())).doesNotContain("4.2");
        assertThat(changes.list(ACME, Optional.empty(), 2).items()).hasSize(2);
        assertThatThrownBy(() ->
                        changes.record(
                                ACME,
                                new NewChange(
                                        Change.Kind.DEPLOY,
                                        "x",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Set.of(),
                                        Optional.empty(),
                                        Optional.of("javascript:alert(1)")),
                                ANN))
                .hasMessageContaining("javascript:alert(1)");
    }

    private static NewChange change(String title) {
        return new NewChange(
                Change.Kind.DEPLOY,
                title,
                Optional.empty(),
                Optional.empty(),
                Set.of(API),
                Optional.of("pipeline"),
                Optional.of("https://ci.example/42"));
    }

    @OnEachStore
    void theDraftSaysWhatIsKnownAndNamesTheCause(TestStore test) {
        Net net =
                new Net(test)
                        .service("stripe", true)
                        .service("checkout", true, "stripe")
                        .down("stripe")
                        .pass(Duration.ofMinutes(1))
                        .down("checkout");
        Incident incident = net.only();
        net.pass(Duration.ofMinutes(9)).up("checkout").up("stripe");
        String draft = net.world.room.postmortems().draft(ACME, incident.id());
        assertThat(draft)
                .contains("- checkout: down for 9 minutes")
                .contains("- stripe: down for 10 minutes")
                .contains("A problem with stripe, which began at 2026-05-01")
                .contains("it took with it: checkout")
                .doesNotContain("10.0.0.7");
        assertThat(net.world.room.postmortems().draft(ACME, incident.id())).isEqualTo(draft);
        net.world.room.postmortems().write(ACME, incident.id(), draft, ANN);
        net.world.room.postmortems().publish(ACME, incident.id(), ANN);
        Incident reverted = net.world.room.postmortems().revert(ACME, incident.id(), ANN);
        assertThat(reverted.status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(reverted.postmortem().orElseThrow().publishedAt()).isEmpty();
        assertThat(reverted.postmortem().orElseThrow().body()).isEqualTo(draft);
    }
}
