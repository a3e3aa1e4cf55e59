package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.incident.Application;
import dev.bellwether.incident.NewChange;
import dev.bellwether.incident.NewMaintenance;
import dev.bellwether.incident.Template;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Change;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.Component;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.store.Trash;
import dev.bellwether.watch.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What was deleted can be brought back for ten minutes, many checks are changed after their plan
/// was looked at, and everything is found; all of it without JavaScript.
final class UndoAndBulkTest {
    private static final Actor SET_UP = Actor.automation("test", "set up");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aDeletedCheckComesBackByOneButton() {
        var owner = world.owner();
        Check check = check(service("Shop"), "Front page");
        var gone = owner.press(owner.get("/console/checks/" + check.id()), "Delete Front page");
        assertThat(gone.html().select("[role=status]").text()).contains("Deleted Front page");
        assertThat(world.rooms.checks().find(World.ORG, check.id())).isEmpty();
        var back = owner.press(gone, "Undo");
        assertThat(back.text()).contains("1 check is as before");
        assertThat(world.rooms.checks().get(World.ORG, check.id())).isEqualTo(check);
        assertThat(owner.get("/console/undo").text()).contains("Nothing to undo");
    }

    @Test
    void theListOfWhatCanBeUndoneOutlivesTheNoteAndEndsInTime() {
        var owner = world.owner();
        Check check = check(service("Shop"), "Front page");
        owner.press(owner.get("/console/checks/" + check.id()), "Delete Front page");
        var list = owner.get("/console/undo");
        assertThat(list.text()).contains("Deleted Front page", "Ada Byron");
        world.clock.move(Trash.KEPT);
        var late = owner.press(list, "Undo");
        assertThat(late.text()).contains("gone for good");
        assertThat(world.rooms.checks().count(World.ORG)).isZero();
    }

    @Test
    void aServiceComesBackWithItsChecks() {
        var owner = world.owner();
        Service shop = service("Shop");
        Check check = check(shop, "Front page");
        world.work();
        var form = owner.get("/console/services/" + shop.id() + "/edit");
        assertThat(form.text()).contains("cannot be brought back");
        var gone = owner.press(form, "Delete Shop");
        watched();
        assertThat(world.rooms.services().find(World.ORG, shop.id())).isEmpty();
        assertThat(world.rooms.checks().count(World.ORG)).isZero();
        owner.press(gone, "Undo");
        watched();
        assertThat(world.rooms.services().get(World.ORG, shop.id())).isEqualTo(shop);
        assertThat(world.rooms.checks().get(World.ORG, check.id())).isEqualTo(check);
    }

    @Test
    void aPageAndItsComponentsComeBack() {
        var owner = world.owner();
        Service shop = service("Shop");
        var page = world.rooms.pages().create(World.ORG, PageSpec.named("status", "Acme"), SET_UP);
        var shown =
                owner.press(
                        owner.get("/console/pages/" + page.id() + "/components"),
                        "Save",
                        "add",
                        shop.id().value());
        assertThat(shown.status()).isEqualTo(200);
        int before = world.rooms.pages().get(World.ORG, page.id()).components().size();
        var gone = owner.press(owner.get("/console/pages/" + page.id()), "Delete Acme");
        var back = owner.press(gone, "Undo");
        assertThat(back.status()).isEqualTo(200);
        assertThat(world.rooms.pages().get(World.ORG, page.id()).components()).hasSize(before);
    }

    @Test
    void aComponentTakenOffAPageComesBackWhereItWas() {
        var owner = world.owner();
        var page = world.rooms.pages().create(World.ORG, PageSpec.named("status", "Acme"), SET_UP);
        String path = "/console/pages/" + page.id() + "/components";
        var fields = Browser.fields(owner.get(path).form("Save"));
        fields.put(
                "add",
                List.of(
                        service("Bank").id().value(),
                        service("Post").id().value(),
                        service("Shop").id().value()));
        owner.post(path, fields);
        var before = world.rooms.pages().get(World.ORG, page.id());
        assertThat(before.components()).hasSize(3);

        var form = owner.get(path);
        var gone = owner.press(form, "Save", "components[1].remove", "on");
        assertThat(gone.html().select("[role=status]").text())
                .contains("Took Post off the page")
                .contains("Undo");
        var without = world.rooms.pages().get(World.ORG, page.id()).components();
        assertThat(without).extracting(Component::name).containsExactly("Bank", "Shop");

        // What is changed meanwhile stays changed.
        owner.press(owner.get(path), "Save", "components[1].name", "Shop of ours");
        owner.press(gone, "Undo");
        var after = world.rooms.pages().get(World.ORG, page.id()).components();
        assertThat(after)
                .extracting(Component::name)
                .containsExactly("Bank", "Post", "Shop of ours");
        assertThat(after)
                .as("readers of the JSON know them by their ids")
                .extracting(Component::id)
                .isEqualTo(before.components().stream().map(Component::id).toList());
        assertThat(owner.get("/console/undo").text()).contains("Nothing to undo");
    }

    @Test
    void aStrangersDeletionsAreNotThere() {
        var owner = world.owner();
        Service theirs = service(World.STRANGER, "Theirs");
        Check check = check(theirs, "Their check");
        String undo = world.rooms.checks().remove(World.STRANGER, check.id(), SET_UP);
        String csrf = csrf(owner);
        var tried = owner.post("/console/undo/" + undo, Map.of("csrf", List.of(csrf)));
        assertThat(tried.text()).contains("gone for good");
        assertThat(world.rooms.checks().find(World.STRANGER, check.id())).isEmpty();
        assertThat(owner.get("/console/undo").text()).doesNotContain("Their check");
        var viewer = world.member("Vera", Role.VIEWER);
        assertThat(viewer.get("/console/undo").status()).isEqualTo(403);
    }

    @Test
    void chosenChecksAreChangedAfterTheirPlanWasLookedAt() {
        var owner = world.owner();
        Service shop = service("Shop");
        Check one = check(shop, "One");
        Check two = check(shop, "Two");
        Check three = check(shop, "Three");
        var list = owner.get("/console/checks");
        var fields = Browser.fields(list.form("Change the chosen"));
        fields.put("check", List.of(one.id().value(), two.id().value()));
        fields.put("scope", List.of("chosen"));
        var form = owner.post("/console/checks/bulk", fields);
        assertThat(form.html().selectFirst("h1").text()).isEqualTo("Change 2 checks");
        var wrong =
                send(owner, form, "/console/checks/bulk/plan", "do", "change", "interval", "soon");
        assertThat(wrong.status()).isEqualTo(422);
        var plan = send(owner, form, "/console/checks/bulk/plan", "do", "change", "interval", "2m");
        assertThat(plan.text()).contains("every 30s → 2m");
        assertThat(interval(one)).isEqualTo(Duration.ofSeconds(30));
        var done = owner.press(plan, "Change 2 checks");
        assertThat(done.html().select("[role=status]").text()).contains("Changed 2 checks");
        assertThat(interval(one)).isEqualTo(Duration.ofMinutes(2));
        assertThat(interval(three)).isEqualTo(Duration.ofSeconds(30));
        owner.press(done, "Undo");
        assertThat(interval(two)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void allThatMatchAreDeletedAndAPlanThatIsOldIsShownAgain() {
        var owner = world.owner();
        Service shop = service("Shop");
        check(shop, "api one");
        check(shop, "api two");
        check(shop, "web");
        var list = owner.get("/console/checks?q=api");
        var fields = Browser.fields(list.form("Change the chosen"));
        fields.put("scope", List.of("all"));
        var form = owner.post("/console/checks/bulk", fields);
        var plan = send(owner, form, "/console/checks/bulk/plan", "do", "remove");
        assertThat(plan.html().selectFirst("h1").text()).isEqualTo("Delete 2 checks");
        check(shop, "api three");
        var again = owner.press(plan, "Delete 2 checks");
        assertThat(again.text()).contains("have changed since you looked");
        assertThat(world.rooms.checks().count(World.ORG)).isEqualTo(4);
        owner.press(again, "Delete 3 checks");
        assertThat(world.rooms.checks().count(World.ORG)).isEqualTo(1);
    }

    @Test
    void whatCannotBeChangedIsNamed() {
        var owner = world.owner();
        Service shop = service("Shop");
        Check beat =
                save(
                        shop,
                        "Nightly job",
                        new CheckSpec.Heartbeat(
                                "some-token-of-ours",
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(1),
                                Optional.empty(),
                                "UTC"));
        Check web = check(shop, "Web");
        var fields = Browser.fields(owner.get("/console/checks").form("Change the chosen"));
        fields.put("check", List.of(beat.id().value(), web.id().value()));
        var form = owner.post("/console/checks/bulk", fields);
        var plan = send(owner, form, "/console/checks/bulk/plan", "do", "change", "interval", "1m");
        assertThat(plan.html().select("section[aria-labelledby=refused]").text())
                .contains("1 check stays as")
                .contains("Nightly job");
        assertThat(plan.html().select("section[aria-labelledby=steps]").text()).contains("Web");
    }

    @Test
    void manyChecksAreLabelledFoundByTheirLabelAndRelabelled() {
        var owner = world.owner();
        Service shop = service("Shop");
        Check one = check(shop, "One");
        Check two = check(shop, "Two");
        Check three = check(shop, "Three");
        var fields = Browser.fields(owner.get("/console/checks").form("Change the chosen"));
        fields.put("check", List.of(one.id().value(), two.id().value()));
        var form = owner.post("/console/checks/bulk", fields);
        var wrong =
                send(owner, form, "/console/checks/bulk/plan", "do", "change", "addLabels", "a b!");
        assertThat(wrong.text()).contains("'b!' is not 1 to 40 characters");
        var plan =
                send(
                        owner,
                        form,
                        "/console/checks/bulk/plan",
                        "do",
                        "change",
                        "addLabels",
                        "#Prod, eu");
        assertThat(plan.html().select("section[aria-labelledby=steps]").text())
                .contains("labels none → #eu #prod");
        owner.press(plan, "Change 2 checks");
        assertThat(world.rooms.checks().get(World.ORG, one.id()).labels())
                .containsExactly("eu", "prod");
        assertThat(world.rooms.checks().get(World.ORG, three.id()).labels()).isEmpty();

        var found = owner.get("/console/checks?q=%23prod");
        assertThat(found.html().select("tbody th a").eachText())
                .containsExactlyInAnyOrder("One", "Two");
        assertThat(found.html().select("tbody th").first().text()).contains("#eu", "#prod");
        var all = Browser.fields(found.form("Change all 2"));
        all.put("scope", new ArrayList<>(List.of("all")));
        var second = owner.post("/console/checks/bulk", all);
        var off =
                send(
                        owner,
                        second,
                        "/console/checks/bulk/plan",
                        "do",
                        "change",
                        "removeLabels",
                        "prod");
        var done = owner.press(off, "Change 2 checks");
        assertThat(world.rooms.checks().get(World.ORG, two.id()).labels()).containsExactly("eu");
        owner.press(done, "Undo");
        assertThat(world.rooms.checks().get(World.ORG, two.id()).labels())
                .containsExactly("eu", "prod");
        assertThat(owner.get("/console/search?q=one").html().select("#found .name").first().text())
                .as("a label does not stand in the way of a name")
                .isEqualTo("One");
    }

    @Test
    void everythingIsFoundByNameDomainAndIdTheBestFirst() {
        var owner = world.owner();
        Service shop = service("Checkout");
        Check check = check(shop, "Checkout front page");
        service(World.STRANGER, "Checkout of a stranger");
        world.rooms.pages().create(World.ORG, PageSpec.named("buy", "Checkout status"), SET_UP);
        var found = owner.get("/console/search?q=CHECKOUT");
        var names = found.html().select("#found .name").eachText();
        assertThat(names)
                .startsWith("Checkout")
                .contains("Checkout front page", "Checkout status")
                .doesNotContain("Checkout of a stranger");
        assertThat(owner.get("/console/search?q=shop.example.com").text())
                .contains("Checkout front page");
        assertThat(
                        owner.get("/console/search?q=" + check.id())
                                .html()
                                .select("#found a")
                                .attr("href"))
                .isEqualTo("/console/checks/" + check.id());
        assertThat(owner.get("/console/search?q=ada@example").text()).contains("Ada Byron");
        assertThat(owner.get("/console/search?q=stripe").text()).contains("Stripe", "Provider");
        assertThat(owner.get("/console/search?q=" + "x".repeat(5_000)).status()).isEqualTo(200);
        assertThat(owner.get("/console/search?q=%3Cb%3E").text())
                .contains("Nothing here is called “<b>”");
    }

    @Test
    void whatIsPlannedSaidAndDoneIsFoundToo() {
        var owner = world.owner();
        for (OrganizationId organization : List.of(World.ORG, World.STRANGER)) {
            String whose = organization.equals(World.ORG) ? "" : " of a stranger";
            var incident = world.rooms.incident();
            incident.applications()
                    .save(
                            new Application(
                                    incident.applications().newId(),
                                    organization,
                                    "Falcon checkout" + whose,
                                    "",
                                    Set.of()),
                            SET_UP);
            incident.templates()
                    .save(
                            new Template(
                                    incident.templates().newId(),
                                    organization,
                                    Template.Kind.INCIDENT,
                                    "Falcon is slow" + whose,
                                    "Falcon answers slowly",
                                    "We look into it.",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Set.of()),
                            SET_UP);
            incident.maintenances()
                    .schedule(
                            organization,
                            new NewMaintenance(
                                    "Falcon gets new disks" + whose,
                                    world.clock.instant().plus(Duration.ofDays(1)),
                                    world.clock.instant().plus(Duration.ofDays(2)),
                                    Set.of(),
                                    "It may be slow.",
                                    true),
                            SET_UP);
            incident.changes()
                    .record(
                            organization,
                            new NewChange(
                                    Change.Kind.DEPLOY,
                                    "Falcon 4.2" + whose,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Set.of(),
                                    Optional.of("pipeline"),
                                    Optional.empty()),
                            SET_UP);
        }
        var found = owner.get("/console/search?q=falcon");
        assertThat(found.html().select("#found .name").eachText())
                .containsExactlyInAnyOrder(
                        "Falcon checkout", "Falcon is slow", "Falcon gets new disks", "Falcon 4.2");
        for (String link : found.html().select("#found a").eachAttr("href")) {
            assertThat(owner.get(link).text()).as(link).contains("Falcon");
        }
        assertThat(owner.get("/console/search?q=answers+slowly").text())
                .as("by what a template says, too")
                .contains("Falcon is slow");
        assertThat(owner.get("/console/search?q=pipeline").text()).contains("Falcon 4.2");
    }

    @Test
    void listsAreFilteredByStateKindAndServiceWithCounts() {
        var owner = world.owner();
        Service shop = service("Shop");
        Service post = service("Post");
        check(shop, "Web");
        Check paused = check(post, "Mail");
        world.rooms.checks().pause(World.ORG, paused.id(), true, SET_UP);
        var all = owner.get("/console/checks");
        assertThat(all.html().select("nav.tabs a").eachText())
                .containsExactly("All 2", "Not known 1", "Paused 1");
        var some = owner.get(all.html().select("nav.tabs a").last().attr("href"));
        assertThat(some.html().select("tbody th a").eachText()).containsExactly("Mail");
        var ofService = owner.get("/console/checks?service=" + shop.id());
        assertThat(ofService.text()).contains("Only checks of Shop");
        assertThat(ofService.html().select("tbody th a").eachText()).containsExactly("Web");
        assertThat(owner.get("/console/checks?kind=dns").html().select("tbody tr")).isEmpty();
        assertThat(owner.get("/console/checks?state=nonsense&sort=x&from=-3&kind=y").status())
                .isEqualTo(200);
        assertThat(owner.get("/console/keys").text()).contains("Search everything");
    }

    private Browser.Page send(Browser owner, Browser.Page page, String path, String... more) {
        var fields = new LinkedHashMap<>(Browser.fields(page.html().selectFirst("main form")));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], new ArrayList<>(List.of(more[i + 1])));
        }
        return owner.post(path, fields);
    }

    /// What the room `watch` does when services go and come.
    private void watched() {
        world.rooms.watch().jobs().stream()
                .filter(job -> job.name().contains("removed-services"))
                .forEach(job -> job.run(world.clock.instant()));
    }

    private String csrf(Browser owner) {
        return owner.get("/console/services/new").html().selectFirst("[name=csrf]").val();
    }

    private Duration interval(Check check) {
        return world.rooms.checks().get(World.ORG, new CheckId(check.id().value())).interval();
    }

    private Service service(String name) {
        return service(World.ORG, name);
    }

    private Service service(OrganizationId organization, String name) {
        return world.rooms
                .services()
                .save(
                        new Service(
                                world.rooms.services().newId(),
                                organization,
                                name,
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.empty()),
                        SET_UP);
    }

    private Check check(Service service, String name) {
        return save(service, name, CheckSpec.Http.get("https://shop.example.com/"));
    }

    private Check save(Service service, String name, CheckSpec spec) {
        return world.rooms
                .checks()
                .save(
                        new Check(
                                Checks.newId(),
                                service.organization(),
                                service.id(),
                                name,
                                spec,
                                Check.DEFAULT_INTERVAL,
                                Check.DEFAULT_TIMEOUT,
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                Check.Recovery.DEFAULT,
                                List.of(),
                                false),
                        SET_UP);
    }
}
