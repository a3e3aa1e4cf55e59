package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Role;
import dev.bellwether.people.Principal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Signing in, one-time links, sessions and the protection of forms.
final class SignInTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theFirstLinkMakesAnOwnerWhoIsSignedInAtOnceAndWorksOnce() {
        String token = world.people.invitations().firstStart().orElseThrow().token();
        var browser = new Browser(world.base);
        var page = browser.get("/console/first/" + token);
        assertThat(page.text()).contains("Welcome to Bellwether", "first owner");

        var wrong =
                browser.press(
                        page,
                        "Go to the console",
                        "name",
                        "Ada",
                        "email",
                        "not an address",
                        "password",
                        "short",
                        "again",
                        "shorter");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html().selectFirst("#f-name").val()).isEqualTo("Ada");
        assertThat(wrong.html().selectFirst("#f-email").val()).isEqualTo("not an address");
        assertThat(wrong.html().selectFirst("#f-password").val()).isEmpty();
        assertThat(wrong.html().select("[role=alert]").text()).contains("nothing was saved");

        var in =
                browser.press(
                        wrong,
                        "Go to the console",
                        "name",
                        "Ada Byron",
                        "email",
                        "ada@example.com",
                        "password",
                        World.PASSWORD,
                        "again",
                        World.PASSWORD);
        assertThat(browser.cookies()).containsKey("bellwether");
        assertThat(in.path()).isEqualTo("/console");
        assertThat(new Browser(world.base).get("/console/first/" + token).status()).isEqualTo(404);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressLookTheSame() {
        world.owner();
        var browser = new Browser(world.base);
        var page = browser.get("/console/sign-in");
        var wrong =
                browser.press(page, "Sign in", "email", "ada@example.com", "password", "nonsense");
        var unknown =
                browser.press(page, "Sign in", "email", "eve@example.com", "password", "nonsense");
        assertThat(wrong.status()).isEqualTo(422).isEqualTo(unknown.status());
        assertThat(wrong.html().select("[role=alert]").text())
                .isEqualTo(unknown.html().select("[role=alert]").text());
        assertThat(wrong.html().selectFirst("#f-email").val()).isEqualTo("ada@example.com");
    }

    @Test
    void manyAttemptsAreSlowedDownWithATimeToComeBack() {
        world.owner();
        var browser = new Browser(world.base);
        var page = browser.get("/console/sign-in");
        Browser.Page last = page;
        for (int i = 0; i < 30 && last.status() != 429; i++) {
            last = browser.press(page, "Sign in", "email", "ada@example.com", "password", "x" + i);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).matches("\\d+");
        assertThat(last.text()).contains("too many attempts");
    }

    @Test
    void signingInLeadsWhereOneWantedToGoButNeverToAnotherSite() {
        world.owner();
        var browser = new Browser(world.base);
        var page = browser.get("/console/people?x=1");
        assertThat(page.path()).isEqualTo("/console/sign-in");
        assertThat(page.html().selectFirst("input[name=next]").val())
                .isEqualTo("/console/people?x=1");
        for (String next :
                List.of("https://evil.example", "//evil.example", "/console//evil", "/\\evil")) {
            var evil = browser.get("/console/sign-in?next=" + Links.encode(next));
            assertThat(evil.html().selectFirst("input[name=next]").val()).isEqualTo("/console");
        }
        var in =
                browser.press(
                        page, "Sign in", "email", "ada@example.com", "password", World.PASSWORD);
        assertThat(in.path()).isEqualTo("/console/people");
        var out = browser.press(in, "Sign out");
        assertThat(out.path()).isEqualTo("/console/sign-in");
        assertThat(browser.get("/console/people").path()).isEqualTo("/console/sign-in");
    }

    @Test
    void aFormWithoutItsSecretChangesNothing() {
        var owner = world.owner();
        var fields = Map.of("name", List.of("Stolen"));
        assertThat(owner.post("/console/settings", fields).status()).isEqualTo(403);
        var wrong = Map.of("name", List.of("Stolen"), "csrf", List.of("guessed"));
        assertThat(owner.post("/console/settings", wrong).status()).isEqualTo(403);
        assertThat(world.organization().name()).isNotEqualTo("Stolen");
        var guest = new Browser(world.base);
        var signIn =
                Map.of("email", List.of("ada@example.com"), "password", List.of(World.PASSWORD));
        assertThat(guest.post("/console/sign-in", signIn).status()).isEqualTo(403);
    }

    @Test
    void theSessionCookieIsOutOfReachForScriptsAndOtherSites() {
        world.owner();
        var browser = new Browser(world.base);
        var page = browser.get("/console/sign-in");
        String form = page.response().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(form).contains("HttpOnly", "SameSite=Lax", "Path=/");
    }

    @Test
    void rolesDecideWhatIsShownAndWhatIsDone() {
        world.owner();
        var viewer = world.member("Vera", Role.VIEWER);
        assertThat(viewer.get("/console/people").status()).isEqualTo(200);
        assertThat(viewer.get("/console/people").text()).doesNotContain("Invite somebody");
        assertThat(viewer.get("/console/people/invite").status()).isEqualTo(403);
        assertThat(viewer.get("/console/settings/tokens").status()).isEqualTo(403);
        assertThat(viewer.get("/console/people/invite").text())
                .contains("This needs the role owner, and yours is viewer.");
        var page = viewer.get("/console/me");
        String csrf = page.html().selectFirst("input[name=csrf]").val();
        var fields = Map.of("csrf", List.of(csrf), "name", List.of("Mine"));
        assertThat(viewer.post("/console/settings", fields).status()).isEqualTo(403);
    }

    @Test
    void whoeverIsDeactivatedIsSignedOut() {
        world.owner();
        var vera = world.member("Vera", Role.VIEWER);
        assertThat(vera.get("/console/me").status()).isEqualTo(200);
        world.people.edit(
                Principal.system(World.ORG, "test"),
                world.person("Vera").id(),
                new dev.bellwether.people.PersonEdit(
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.of(false)));
        assertThat(vera.get("/console/me").path()).isEqualTo("/console/sign-in");
    }
}
