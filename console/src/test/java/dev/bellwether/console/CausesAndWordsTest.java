package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.incident.NewChange;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Change;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Dependencies and causes, kept words, maintenance that comes again: as a person sets them up and
/// meets them again.
final class CausesAndWordsTest {
    private static final Actor TEST = Actor.automation("test", "set up");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatDependsOnWhatIsSaidDrawnAndNamedAsTheCause() {
        var owner = world.owner();
        Service stripe = service("Stripe");
        Service checkout = service("Checkout");
        var form = owner.get("/console/services/" + checkout.id() + "/dependencies");
        var shown = owner.press(form, "Save", "on", stripe.id().value());
        assertThat(shown.text()).contains("one incident names the cause");
        assertThat(shown.html().select("svg.graph a")).hasSize(2);
        assertThat(shown.html().selectFirst("svg.graph").attr("aria-label"))
                .isEqualTo("Checkout needs Stripe.");
        var circle =
                owner.press(
                        owner.get("/console/services/" + stripe.id() + "/dependencies"),
                        "Save",
                        "on",
                        checkout.id().value());
        assertThat(circle.status()).isEqualTo(422);
        assertThat(circle.text()).contains("'Stripe' needs 'Checkout' needs 'Stripe'");

        var named =
                owner.press(
                        owner.get("/console/applications/new"),
                        "Save",
                        "name",
                        "Shop",
                        "services",
                        stripe.id().value());
        assertThat(named.html().selectFirst("h1").text()).isEqualTo("Shop");
        assertThat(named.html().select("svg.graph a")).hasSize(1);
        assertThat(owner.get("/console/applications").text()).contains("Shop", "1 service");

        world.rooms
                .incident()
                .changes()
                .record(
                        World.ORG,
                        new NewChange(
                                Change.Kind.DEPLOY,
                                "Checkout 4.2",
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(),
                                Optional.of("pipeline"),
                                Optional.of("https://ci.example/42")),
                        TEST);
        world.test.store().run(tx -> tx.journal(World.ORG, down(stripe)));
        world.test.store().run(tx -> tx.journal(World.ORG, down(checkout)));
        world.work();
        Incident incident = world.rooms.incidents().open(World.ORG).getFirst();
        var page = owner.get("/console/incidents/" + incident.id());
        assertThat(page.html().selectFirst("section[aria-labelledby=cause]").text())
                .contains("Stripe", "It took with it", "Checkout");
        assertThat(page.text()).contains("Deploy: Checkout 4.2", "made before");
        assertThat(owner.get("/console/changes").text()).contains("Checkout 4.2", "pipeline");
    }

    @Test
    void keptWordsAreUsedWhenAnIncidentIsOpenedAndUpdated() {
        var owner = world.owner();
        Service shop = service("Shop");
        var form = owner.get("/console/templates/new");
        var preview = owner.press(form, "Preview", "name", "Cards", "body", "**{{services}}**");
        assertThat(preview.html().select("#preview strong").text()).isEqualTo("{{services}}");
        var saved =
                owner.press(
                        form,
                        "Save",
                        "name",
                        "Cards",
                        "title",
                        "{{services}}: cards fail",
                        "body",
                        "Cards fail at {{services}}. <b>{{ticket}}</b>",
                        "status",
                        "IDENTIFIED",
                        "affected",
                        shop.id().value());
        assertThat(saved.text()).contains("Cards was saved.");
        var fresh = owner.get("/console/incidents/new");
        var id = fresh.html().selectFirst("select[name=template] option").val();
        var filled = owner.get("/console/incidents/new?template=" + id);
        assertThat(filled.html().selectFirst("input[name=name]").val())
                .isEqualTo("Shop: cards fail");
        assertThat(filled.html().selectFirst("textarea").val())
                .contains("Cards fail at Shop. <b>{{ticket}}</b>");
        var open = owner.press(filled, "Open the incident");
        assertThat(open.html().selectFirst("h1").text()).isEqualTo("Shop: cards fail");
        assertThat(open.html().select(".prose b")).isEmpty();
        var again = owner.get(open.path() + "?template=" + id);
        assertThat(again.html().selectFirst("#update textarea").val()).contains("at Shop");
        assertThat(owner.get("/console/incidents/new?template=nosuch").status()).isEqualTo(404);
    }

    @Test
    void maintenanceComesAgainIsLeftOutOnceAndEnds() {
        var owner = world.owner();
        Service shop = service("Shop");
        var form = owner.get("/console/maintenance/series/new");
        var wrong =
                owner.press(
                        form,
                        "Announce it",
                        "name",
                        "Upgrade",
                        "body",
                        "We upgrade.",
                        "rule",
                        "FREQ=HOURLY");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("is too often");
        var made =
                owner.press(
                        form,
                        "Announce it",
                        "name",
                        "Upgrade",
                        "body",
                        "We upgrade.",
                        "affected",
                        shop.id().value());
        assertThat(made.text()).contains("Comes again", "FREQ=WEEKLY;BYDAY=SU");
        var announced = world.rooms.maintenances().open(World.ORG);
        assertThat(announced).hasSizeGreaterThan(2);
        Maintenance second = announced.get(1);
        var page = owner.get("/console/maintenance/" + second.id());
        assertThat(page.text()).contains("People are reminded before: 1d, 1h.");
        var skipped = owner.press(page, "Leave this one out");
        assertThat(skipped.text()).contains("This one is left out.");
        assertThat(world.rooms.maintenances().open(World.ORG))
                .extracting(Maintenance::scheduledFor)
                .doesNotContain(second.scheduledFor())
                .hasSize(announced.size() - 1);
        var third = owner.get("/console/maintenance/" + announced.get(2).id());
        var following = owner.get(third.html().selectFirst("a[href*=from=]").attr("href"));
        var changed = owner.press(following, "Save", "name", "Upgrade, renamed");
        assertThat(changed.text()).contains("This one and all that follow were changed.");
        assertThat(world.rooms.maintenances().open(World.ORG))
                .extracting(Maintenance::name)
                .startsWith("Upgrade", "Upgrade, renamed");
        var series = world.rooms.incident().series().list(World.ORG);
        for (var one : series) {
            owner.press(owner.get("/console/maintenance/series/" + one.id()), "End");
        }
        assertThat(world.rooms.maintenances().open(World.ORG)).isEmpty();
    }

    private Service service(String name) {
        var services = world.rooms.services();
        return services.save(
                new Service(
                        services.newId(),
                        World.ORG,
                        name,
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.empty()),
                TEST);
    }

    private VerdictChanged down(Service service) {
        return new VerdictChanged(
                new VerdictId("v-" + service.id()),
                new CheckId("c-" + service.id()),
                service.id(),
                "Front page",
                CheckState.UP,
                CheckState.DOWN,
                Status.OPERATIONAL,
                Status.MAJOR_OUTAGE,
                "[STATUS] 503 is not in 200-299",
                world.clock.instant(),
                world.clock.instant());
    }
}
