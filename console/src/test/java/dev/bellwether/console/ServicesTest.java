package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.watch.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Services and checks: made, changed and removed by forms that name every mistake.
final class ServicesTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anEmptyConsoleTeachesTheFirstThreeSteps() {
        var page = world.owner().get("/console");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().select("ol.steps > li h2").eachText())
                .containsExactly("Name a service", "Watch it", "Show it");
    }

    @Test
    void aServiceIsMadeByAFormThatKeepsWhatWasTyped() {
        var owner = world.owner();
        var form = owner.get("/console/services/new");
        var wrong =
                owner.press(
                        form,
                        "Make the service",
                        "name",
                        "",
                        "description",
                        "Keep me",
                        "policy.openAfter",
                        "soon");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problems()).anyMatch(p -> p.contains("'soon'"));
        assertThat(wrong.html().selectFirst("#f-description").val()).isEqualTo("Keep me");
        assertThat(wrong.html().selectFirst("#f-policy-openAfter").attr("aria-invalid"))
                .isEqualTo("true");
        assertThat(wrong.html().select(".summary a[href=#f-policy-openAfter]")).hasSize(1);

        var made = owner.press(wrong, "Make the service", "name", "Shop", "policy.openAfter", "2m");
        assertThat(made.html().selectFirst("h1").text()).isEqualTo("Shop");
        assertThat(made.html().select("[role=status]").text()).contains("Shop was made");
        Service service = world.rooms.services().list(World.ORG).getFirst();
        assertThat(service.policy().openAfter()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void whatPeopleTypeIsShownAsTextAndNeverRun() {
        var owner = world.owner();
        String evil = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>";
        var made =
                owner.press(
                        owner.get("/console/services/new"),
                        "Make the service",
                        "name",
                        evil,
                        "description",
                        evil);
        assertThat(made.html().select("main script, main img[onerror]")).isEmpty();
        assertThat(made.html().selectFirst("h1").text()).isEqualTo(evil);
        assertThat(
                        owner.get("/console/services?q=" + Links.encode(evil))
                                .html()
                                .select("main script, main img[onerror]"))
                .isEmpty();
        assertThat(Markdown.html(evil + "\n\n[x](javascript:alert(1)) <b onclick=x>b</b>"))
                .doesNotContain("<script", "<img", "javascript:", "<b onclick");
    }

    @Test
    void aStrangersThingsDoNotExist() {
        var owner = world.owner();
        Service theirs = service(World.STRANGER, "Theirs");
        Check check = check(theirs, "Their check");
        for (String path :
                List.of(
                        "/console/services/" + theirs.id(),
                        "/console/services/" + theirs.id() + "/edit",
                        "/console/checks/" + check.id(),
                        "/console/checks/" + check.id() + "/edit",
                        "/console/checks/" + check.id() + "/verdicts",
                        "/console/verdicts/" + check.id(),
                        "/console/incidents/" + theirs.id(),
                        "/console/maintenance/" + theirs.id(),
                        "/console/policies/" + theirs.id(),
                        "/console/pages/" + theirs.id(),
                        "/console/people/" + theirs.id(),
                        "/console/checks/Not%20an%20id")) {
            assertThat(owner.get(path).status()).as(path).isEqualTo(404);
        }
        String csrf = owner.get("/console/services/new").html().selectFirst("[name=csrf]").val();
        var fields = Map.of("csrf", List.of(csrf));
        for (String path :
                List.of(
                        "/console/services/" + theirs.id() + "/remove",
                        "/console/checks/" + check.id() + "/remove",
                        "/console/checks/" + check.id() + "/pause",
                        "/console/checks/" + check.id() + "/run")) {
            assertThat(owner.post(path, fields).status()).as(path).isEqualTo(404);
        }
        assertThat(world.rooms.checks().find(World.STRANGER, check.id())).isPresent();
        assertThat(owner.get("/console/checks").text()).doesNotContain("Their check");
        assertThat(owner.get("/console/services").text()).doesNotContain("Theirs");
    }

    @Test
    void eachKindOfCheckIsMadeByItsForm() {
        var owner = world.owner();
        Service shop = service(World.ORG, "Shop");
        make(owner, CheckKind.HTTP, "spec.url", "https://shop.example.com/");
        make(owner, CheckKind.TCP, "spec.host", "shop.example.com", "spec.port", "25");
        make(owner, CheckKind.TLS, "spec.host", "shop.example.com");
        make(owner, CheckKind.DNS, "spec.name", "shop.example.com", "spec.expected", "1.2.3.4");
        make(owner, CheckKind.PING, "spec.host", "shop.example.com");
        var beat = make(owner, CheckKind.HEARTBEAT, "spec.period", "10m");
        assertThat(beat.html().select("pre").text()).startsWith("curl").contains("/heartbeat/");
        assertThat(beat.text()).contains("Waiting for its first call");
        assertThat(owner.get("/console/checks").text()).contains("Waiting for its first call");
        assertThat(world.rooms.checks().ofService(World.ORG, shop.id())).hasSize(6);
        var viewer = world.member("Vera", Role.VIEWER);
        assertThat(viewer.get(beat.path()).text()).doesNotContain("/heartbeat/");
        for (Check check : world.rooms.checks().ofService(World.ORG, shop.id())) {
            var edit = owner.get("/console/checks/" + check.id() + "/edit");
            var saved = owner.press(edit, "Save");
            assertThat(saved.status()).as(check.name()).isEqualTo(200);
            assertThat(world.rooms.checks().get(World.ORG, check.id())).isEqualTo(check);
        }
    }

    @Test
    void everyMistakeInACheckIsShownAtItsField() {
        var owner = world.owner();
        service(World.ORG, "Shop");
        var wrong =
                owner.press(
                        owner.get("/console/checks/new/HTTP"),
                        "Make the check",
                        "name",
                        "",
                        "spec.url",
                        "ftp://x",
                        "interval",
                        "1s",
                        "timeout",
                        "later",
                        "spec.maxRedirects",
                        "many");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.problems()).anyMatch(p -> p.contains("'later'"));
        var second =
                owner.press(wrong, "Make the check", "timeout", "1s", "spec.maxRedirects", "5");
        assertThat(second.problems()).anyMatch(p -> p.contains("ftp://x"));
        assertThat(second.html().selectFirst("#f-spec-url").val()).isEqualTo("ftp://x");
        assertThat(second.html().select("[aria-invalid=true]").size()).isGreaterThanOrEqualTo(3);
        assertThat(world.rooms.checks().count(World.ORG)).isZero();
    }

    @Test
    void headersAreNeverShownAgainAndKept() {
        var owner = world.owner();
        service(World.ORG, "Shop");
        var made =
                make(
                        owner,
                        CheckKind.HTTP,
                        "spec.url",
                        "https://shop.example.com/",
                        "spec.headers",
                        "Authorization: Bearer hidden-value");
        var edit = owner.get(made.path() + "/edit");
        assertThat(edit.html().html()).contains("Authorization").doesNotContain("hidden-value");
        String sealed = sealedHeaders();
        assertThat(sealed).contains("Authorization").doesNotContain("hidden-value");
        owner.press(edit, "Save", "name", "Renamed");
        var check = world.rooms.checks().list(World.ORG, Optional.empty(), 1).items().getFirst();
        assertThat(check.name()).isEqualTo("Renamed");
        assertThat(sealedHeaders()).isEqualTo(sealed);
    }

    /// As they stand in the database.
    private String sealedHeaders() {
        String body =
                world.rooms
                        .store()
                        .read(sql ->
                                sql.createQuery("SELECT body FROM checks")
                                        .mapTo(String.class)
                                        .one());
        return body.substring(body.indexOf("\"headers\""), body.indexOf("\"body\""));
    }

    @Test
    void checksAreSearchedAndPagedOnTheServer() {
        var owner = world.owner();
        Service shop = service(World.ORG, "Shop");
        for (int i = 0; i < 60; i++) {
            check(shop, "Check %03d".formatted(i));
        }
        check(shop, "100% of <payments>");
        var first = owner.get("/console/checks");
        assertThat(first.html().select("tbody tr")).hasSize(50);
        var next = owner.get(first.html().selectFirst("a[rel=next]").attr("href"));
        assertThat(next.html().select("tbody tr")).hasSize(11);
        assertThat(owner.get("/console/checks?q=%25").html().select("tbody tr")).hasSize(1);
        assertThat(owner.get("/console/checks?q=check+05").html().select("tbody tr")).hasSize(10);
        assertThat(owner.get("/console/checks?q=nothing").text()).contains("No check is called");
    }

    private Browser.Page make(Browser owner, CheckKind kind, String... fields) {
        var form = owner.get("/console/checks/new/" + kind);
        var all = new java.util.ArrayList<>(List.of("name", kind.word() + " check"));
        all.addAll(List.of(fields));
        var made = owner.press(form, "Make the check", all.toArray(String[]::new));
        assertThat(made.problems()).as(kind.word()).isEmpty();
        assertThat(made.status()).isEqualTo(200);
        return made;
    }

    private Service service(OrganizationId organization, String name) {
        ServiceId id = world.rooms.services().newId();
        return world.rooms
                .services()
                .save(
                        new Service(
                                id,
                                organization,
                                name,
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.empty()),
                        Actor.automation("test", "set up"));
    }

    private Check check(Service service, String name) {
        return world.rooms
                .checks()
                .save(
                        new Check(
                                Checks.newId(),
                                service.organization(),
                                service.id(),
                                name,
                                CheckSpec.Http.get("https://shop.example.com/"),
                                Check.DEFAULT_INTERVAL,
                                Check.DEFAULT_TIMEOUT,
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                Check.Recovery.DEFAULT,
                                List.of(),
                                false),
                        Actor.automation("test", "set up"));
    }
}
