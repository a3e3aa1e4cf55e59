package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.bellwether.e2e.Browser.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Takes the pictures of the README from the demo, while something is down there: `./mvnw -pl e2e
/// -am test -Dtest=Screenshots -Dsurefire.failIfNoSpecifiedTests=false
/// -Dsurefire.arguments=-Dscreenshots=docs/images`
class Screenshots {
    @Test
    @EnabledIfSystemProperty(named = "screenshots", matches = ".+")
    void ofThePageAndTheConsole() throws Exception {
        Path folder = Path.of("..").resolve(System.getProperty("screenshots"));
        Files.createDirectories(folder);
        try (var program = Program.demo(Program.newFolder());
                var browser = new Browser()) {
            program.awaitLine(line -> line.contains("incident opened"));
            program.awaitLine(line -> line.contains("email delivered"));
            assertThat(program.get("/api/v2/incidents/unresolved.json").body())
                    .contains("\"investigating\"");
            take(browser.visitor(Look.WIDE), program, "/", folder.resolve("page-wide.png"));
            take(browser.visitor(Look.PHONE), program, "/", folder.resolve("page-phone.png"));
            take(browser.visitor(Look.DARK), program, "/", folder.resolve("page-dark.png"));
            console(browser.visitor(Look.WIDE), program, folder, "wide");
            console(browser.visitor(Look.PHONE), program, folder, "phone");
            console(browser.visitor(Look.DARK), program, folder, "dark");
        }
    }

    /// Pictures for whoever looks critically at the console:
    /// `-Dsurefire.arguments=-Dscreenshots.console=some/folder`.
    @Test
    @EnabledIfSystemProperty(named = "screenshots.console", matches = ".+")
    void ofEveryPartOfTheConsole() throws Exception {
        Path folder = Path.of("..").resolve(System.getProperty("screenshots.console"));
        Files.createDirectories(folder);
        try (var program = Program.demo(Program.newFolder());
                var browser = new Browser()) {
            program.awaitLine(line -> line.contains("incident opened"));
            var tooWide = new ArrayList<String>();
            for (var look :
                    Map.of("wide", Look.WIDE, "phone", Look.PHONE, "dark", Look.DARK).entrySet()) {
                Page page = browser.visitor(look.getValue());
                signIn(page, program);
                for (String part : parts(page, program)) {
                    String name = part.replaceAll("[^a-z0-9]+", "-") + "-" + look.getKey() + ".png";
                    page.navigate(program.at(part).toString());
                    page.screenshot(
                            new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(folder.resolve(name.substring(1))));
                    if ((Boolean) page.evaluate(TOO_WIDE)) {
                        tooWide.add(look.getKey() + " " + part);
                    }
                }
                page.navigate(program.at("/console/checks").toString());
                page.keyboard().press("Control+k");
                page.keyboard().type("che");
                page.locator("#palette-found .name").first().waitFor();
                page.screenshot(
                        new Page.ScreenshotOptions()
                                .setPath(folder.resolve("palette-" + look.getKey() + ".png")));
            }
            assertThat(tooWide).isEmpty();
        }
    }

    /// Pictures of on-call, each page with something on it and then with nothing:
    /// `-Dsurefire.arguments=-Dscreenshots.oncall=some/folder`.
    @Test
    @EnabledIfSystemProperty(named = "screenshots.oncall", matches = ".+")
    void ofOnCall() throws Exception {
        Path folder = Path.of("..").resolve(System.getProperty("screenshots.oncall"));
        Files.createDirectories(folder);
        try (var program = Program.serve(Program.newFolder(), Mails.NOWHERE);
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            var rest = new Rest(program, owner.makesToken());
            for (String path : EMPTY) {
                everyLook(browser, owner, program, path, folder.resolve("empty-" + path));
            }
            for (var page : OnCallShowcase.fill(program, owner, browser, rest).paths().entrySet()) {
                everyLook(browser, owner, program, page.getValue(), folder.resolve(page.getKey()));
            }
        }
    }

    private static final List<String> EMPTY =
            List.of(
                    "schedules",
                    "policies",
                    "alerts",
                    "integrations",
                    "inbound",
                    "routing",
                    "silences",
                    "readiness",
                    "deliveries",
                    "applications");

    private static void everyLook(
            Browser browser, Owner owner, Program program, String path, Path file) {
        String part = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
        for (var look :
                Map.of("wide", Look.WIDE, "phone", Look.PHONE, "dark", Look.DARK).entrySet()) {
            Page page = browser.visitor(look.getValue());
            page.context().addCookies(owner.page().context().cookies());
            page.navigate(program.at("/console" + part).toString());
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of(file + "-" + look.getKey() + ".png")));
            page.context().close();
        }
    }

    private static final String TOO_WIDE =
            "document.documentElement.scrollWidth > document.documentElement.clientWidth";

    /// What belongs to a status page, below its own address.
    private static final List<String> OF_A_PAGE =
            List.of(
                    "",
                    "/components",
                    "/preview",
                    "/subscribers",
                    "/subscribers/new",
                    "/subscribers/import",
                    "/receipts");

    private static final List<String> PUBLIC = List.of("/uptime/", "/history/", "/subscribe/");

    private static List<String> parts(Page page, Program program) {
        page.navigate(program.at("/console/pages").toString());
        String one =
                page.locator("a[href^='/console/pages/']:not([href$='/new'])")
                        .first()
                        .getAttribute("href")
                        .replaceAll("(/console/pages/[^/]+).*", "$1");
        return Stream.of(
                        PARTS.stream().map(part -> "/console" + part),
                        OF_A_PAGE.stream().map(part -> one + part),
                        PUBLIC.stream())
                .flatMap(parts -> parts)
                .toList();
    }

    private static final List<String> PARTS =
            List.of(
                    "",
                    "/services",
                    "/checks",
                    "/providers",
                    "/providers/github",
                    "/providers-use",
                    "/search?q=check",
                    "/undo",
                    "/keys",
                    "/policies",
                    "/changes",
                    "/places",
                    "/settings",
                    "/people",
                    "/me",
                    "/deliveries",
                    "/applications",
                    "/incidents",
                    "/maintenance",
                    "/templates",
                    "/pages");

    private static void signIn(Page page, Program program) {
        page.navigate(program.at("/console/sign-in").toString());
        page.getByLabel("Email").fill("ada@shop.example");
        page.getByLabel("Password").fill("only for this demo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    }

    private static void console(Page page, Program program, Path folder, String look) {
        signIn(page, program);
        take(page, program, "/console", folder.resolve("console-" + look + ".png"));
        page.navigate(program.at("/console/alerts").toString());
        page.locator("main h2 a").first().click();
        page.screenshot(
                new Page.ScreenshotOptions().setPath(folder.resolve("alert-" + look + ".png")));
        page.navigate(program.at("/console/checks").toString());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Checkout API"))
                .first()
                .click();
        page.screenshot(
                new Page.ScreenshotOptions().setPath(folder.resolve("check-" + look + ".png")));
    }

    private static void take(Page page, Program program, String path, Path file) {
        page.navigate(program.at(path).toString());
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}
