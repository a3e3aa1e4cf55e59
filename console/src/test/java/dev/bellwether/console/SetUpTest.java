package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is told and how: policies, status pages, people, tokens, maintenance, providers.
final class SetUpTest {
    private static final Actor TEST = Actor.automation("test", "set up");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPolicyIsBuiltStepByStepWithoutJavaScript() {
        var owner = world.owner();
        String ada = world.person("Ada Byron").id().value();
        var form = owner.get("/console/policies/new");
        var two =
                owner.press(
                        form,
                        "Add a step",
                        "name",
                        "Day and night",
                        "steps[0].people",
                        ada,
                        "steps[0].delay",
                        "3m");
        assertThat(two.html().select("fieldset.card")).hasSize(2);
        assertThat(two.html().selectFirst("#f-name").val()).isEqualTo("Day and night");
        assertThat(two.html().select("input[checked][value=" + ada + "]")).hasSize(1);
        assertThat(world.rooms.policies().list(World.ORG)).isEmpty();

        var nobody = owner.press(two, "Save the policy", "steps[1].delay", "10m");
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.text()).contains("'0' targets; allowed: 1 to 20");

        var saved =
                owner.press(
                        nobody,
                        "Save the policy",
                        "steps[1].places",
                        "https://hooks.example.com/page",
                        "steps[1].delay",
                        "10m");
        assertThat(saved.problems()).isEmpty();
        var policy = world.rooms.policies().list(World.ORG).getFirst();
        assertThat(policy.steps()).hasSize(2);
        assertThat(policy.steps().getFirst().delay()).isEqualTo(Duration.ofMinutes(3));
        assertThat(policy.steps().getLast().targets())
                .containsExactly(new Target.ToWebhook("https://hooks.example.com/page"));
        var page = owner.get("/console/policies/" + policy.id());
        var moved = owner.press(page, "Move up");
        assertThat(moved.html().selectFirst("textarea").val()).contains("hooks.example.com");
        var wrong = owner.press(moved, "Save the policy", "name", "", "steps[0].delay", "never");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problems()).anyMatch(p -> p.contains("'never'"));
        assertThat(owner.get("/console/policies").text()).contains("Ada Byron, then webhook");
    }

    @Test
    void aStatusPageIsMadeFilledOrderedAndPreviewed() {
        var owner = world.owner();
        Service shop = service("Shop");
        Service api = service("Public API");
        var wrong =
                owner.press(
                        owner.get("/console/pages/new"),
                        "Make the page",
                        "name",
                        "Example Status",
                        "slug",
                        "No Slug!",
                        "timeZone",
                        "Mars/Olympus");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html().selectFirst("#f-slug").val()).isEqualTo("No Slug!");
        assertThat(wrong.html().select("[aria-invalid=true]").eachAttr("name"))
                .contains("slug", "timeZone");
        var components =
                owner.press(wrong, "Make the page", "slug", "example", "timeZone", "Europe/Berlin");
        assertThat(components.path()).endsWith("/components");
        var first =
                owner.press(
                        components,
                        "Save the components",
                        "add",
                        shop.id().value(),
                        "newGroup",
                        "Buying");
        var both =
                owner.press(
                        first, "Save the components", "add", api.id().value(), "addTo", "Buying");
        assertThat(both.html().select("ol.list input[name$=.name]").eachAttr("value"))
                .containsExactly("Shop", "Public API");
        var moved = owner.press(both, "Move down Shop");
        assertThat(moved.html().select("ol.list input[name$=.name]").eachAttr("value"))
                .containsExactly("Public API", "Shop");
        var byNumber = owner.press(moved, "Save the components", "components[1].position", "1");
        assertThat(byNumber.html().select("ol.list input[name$=.name]").eachAttr("value"))
                .containsExactly("Shop", "Public API");

        world.work();
        String path = byNumber.path().replace("/components", "");
        var preview = owner.get(path + "/preview");
        String frame = preview.html().selectFirst("iframe").attr("src");
        var framed = owner.get(frame);
        assertThat(framed.status()).isEqualTo(200);
        assertThat(framed.text()).contains("Example Status", "Shop", "Public API");
        assertThat(framed.header("Content-Security-Policy"))
                .contains("frame-ancestors 'self'", "sandbox");
        assertThat(framed.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(new Browser(world.base).get(frame).path()).isEqualTo("/console/sign-in");
    }

    @Test
    void maintenanceIsAnnouncedBegunAndCompleted() {
        var owner = world.owner();
        Service shop = service("Shop");
        var form = owner.get("/console/maintenance/new");
        var wrong =
                owner.press(
                        form,
                        "Announce it",
                        "name",
                        "",
                        "scheduledFor",
                        "2026-05-03T10:00",
                        "scheduledUntil",
                        "2026-05-03T09:00",
                        "body",
                        "We move.");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html().selectFirst("textarea").val()).contains("We move.");
        var made =
                owner.press(
                        wrong,
                        "Announce it",
                        "name",
                        "Move",
                        "scheduledUntil",
                        "2026-05-03T12:00",
                        "affected",
                        shop.id().value());
        assertThat(made.text()).contains("Scheduled", "3 May 10:00 UTC", "Shop");
        var begun = owner.press(made, "Begin now", "body", "We begin.");
        assertThat(begun.text()).contains("The maintenance has begun.", "In progress");
        var done = owner.press(begun, "Complete", "body", "Done.");
        assertThat(done.text()).contains("Completed");
        assertThat(owner.get("/console/maintenance?view=all").text()).contains("Move");
    }

    @Test
    void aTokenIsShownOnceAndCanBeRevoked() {
        var owner = world.owner();
        var form = owner.get("/console/settings/tokens");
        var made = owner.press(form, "Make the token", "name", "deploys", "days", "30");
        String secret = made.html().selectFirst("#token-secret").text();
        assertThat(world.people.tokens().authenticate(secret)).isPresent();
        var list = owner.get("/console/settings/tokens");
        assertThat(list.html().html()).contains("deploys").doesNotContain(secret);
        owner.press(list, "Revoke");
        assertThat(world.people.tokens().authenticate(secret)).isEmpty();
        assertThat(owner.get("/console/audit").text()).contains("token");
    }

    @Test
    void somebodyIsInvitedAndAddsAVerifiedAddress() {
        var owner = world.owner();
        var link =
                owner.press(
                        owner.get("/console/people/invite"),
                        "Make the link",
                        "name",
                        "Grace",
                        "email",
                        "grace@example.com",
                        "role",
                        "RESPONDER");
        String address = link.html().selectFirst("#one-time-link").text();
        String token = address.substring(address.lastIndexOf('/') + 1);
        var grace = new Browser(world.base);
        var page = grace.get("/console/first/" + token);
        grace.press(
                page,
                "Go to the console",
                "name",
                "Grace",
                "password",
                World.PASSWORD,
                "again",
                World.PASSWORD);
        var me = grace.get("/console/me");
        assertThat(me.text()).contains("You cannot be paged yet");
        world.clock.move(Duration.ofMinutes(2));
        var sent = grace.press(me, "Send a new code");
        assertThat(grace.press(sent, "Verify", "code", "000000x").text())
                .contains("This code is not right");
        var verified = grace.press(sent, "Verify", "code", world.codes.get("grace@example.com"));
        assertThat(verified.text()).contains("Verified. You can be paged there");
        var added =
                grace.press(
                        verified,
                        "Add and send a code",
                        "channel",
                        "EMAIL",
                        "address",
                        "pager@example.com");
        assertThat(world.codes).containsKey("pager@example.com");
        assertThat(added.text()).contains("A code was sent to pager@example.com");
        var wrong = grace.press(added, "Add and send a code", "address", "not an address");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html().selectFirst("#f-address").val()).isEqualTo("not an address");
        assertThat(owner.get("/console/people").text()).contains("Grace");
        assertThat(world.person("Grace").role()).isEqualTo(Role.RESPONDER);
    }

    @Test
    void aProviderIsFoundInTheCatalogueAndFollowedAsAService() {
        var owner = world.owner();
        var found = owner.get("/console/providers?q=github");
        String path = found.html().selectFirst("tbody a").attr("href");
        var page = owner.get(path);
        assertThat(page.status()).isEqualTo(200);
        var followed = owner.press(page, "Follow as a service");
        assertThat(followed.path()).startsWith("/console/services/");
        assertThat(world.rooms.checks().count(World.ORG)).isEqualTo(1);
        assertThat(owner.get("/console/providers/no-such-provider-x").status()).isEqualTo(404);
    }

    @Test
    void everyPageOfTheMenuHasOneHeadingAndALabelAtEachField() {
        var owner = world.owner();
        service("Shop");
        var paths = new java.util.ArrayList<String>();
        Menu.GROUPS.forEach(g -> g.entries().forEach(e -> paths.add(e.path())));
        paths.addAll(
                List.of(
                        "/console/incidents/new",
                        "/console/maintenance/new",
                        "/console/services/new",
                        "/console/checks/new/HTTP",
                        "/console/policies/new",
                        "/console/pages/new",
                        "/console/providers/new",
                        "/console/me",
                        "/console/settings/tokens"));
        for (String path : paths) {
            var page = owner.get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.html().select("h1")).as(path).hasSize(1);
            for (Element field :
                    page.html().select("input:not([type=hidden], [hidden]), select, textarea")) {
                assertThat(page.html().select("label[for=" + field.id() + "]"))
                        .as(path + " " + field)
                        .hasSize(1);
            }
            var ids = page.html().select("[id]").eachAttr("id");
            assertThat(ids).as(path).doesNotHaveDuplicates();
        }
    }

    @Test
    void overHttpsCookiesAreSecureAndBoundToTheHost() {
        try (var secure = new World(ConsoleSettings.of(URI.create("https://status.example.com")))) {
            var page = new Browser(secure.base).get("/console/sign-in");
            assertThat(page.header("Set-Cookie"))
                    .startsWith("__Host-bellwether")
                    .contains("Secure");
            assertThat(page.header("Strict-Transport-Security")).isNotEmpty();
        }
    }

    private Service service(String name) {
        return world.rooms
                .services()
                .save(
                        new Service(
                                world.rooms.services().newId(),
                                World.ORG,
                                name,
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.empty()),
                        TEST);
    }
}
