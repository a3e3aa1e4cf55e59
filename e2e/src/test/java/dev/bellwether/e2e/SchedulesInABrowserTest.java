package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.bellwether.e2e.Browser.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The pages of schedules in a browser: wide, dark and on a phone; with a keyboard; drawn anew
/// while one types. `-Dsurefire.arguments=-Dscreenshots.schedules=some/folder` keeps pictures.
class SchedulesInABrowserTest {
    private static final String TOO_WIDE =
            "document.documentElement.scrollWidth > document.documentElement.clientWidth";

    @Test
    void schedules_are_readable_everywhere_and_usable_without_a_mouse() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            var rest = new Rest(program, owner.makesToken());
            List<String> people =
                    List.of(
                            ada(rest),
                            owner.invites(browser, "Grace Hopper"),
                            owner.invites(browser, "Barbara Liskov"));
            String id = schedule(rest, people);
            Page page = owner.page();
            String path = "/console/schedules/" + id;

            var findings = new ArrayList<String>();
            for (String each :
                    List.of(
                            "/console/schedules",
                            path,
                            path + "?view=week",
                            path + "?view=4weeks",
                            path + "/edit",
                            path + "/override",
                            path + "/swap",
                            "/console/me/shifts",
                            "/console")) {
                page.navigate(program.at(each).toString());
                looks(page, each.replace(path, "/schedule"), axe, findings);
            }
            assertThat(findings).isEmpty();
            withAKeyboard(program, page, path);
            coveringOneself(program, page, path, people.getFirst());
            drawnWhileTyping(program, page, path);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void looks(Page page, String name, Axe axe, List<String> findings)
            throws Exception {
        for (var look :
                Map.of("wide", Look.WIDE, "phone", Look.PHONE, "dark", Look.DARK).entrySet()) {
            page.setViewportSize(look.getValue().width(), look.getValue().height());
            page.emulateMedia(
                    new Page.EmulateMediaOptions()
                            .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                            .setColorScheme(
                                    look.getValue().dark()
                                            ? com.microsoft.playwright.options.ColorScheme.DARK
                                            : com.microsoft.playwright.options.ColorScheme.LIGHT));
            findings.addAll(axe.serious(page));
            if ((Boolean) page.evaluate(TOO_WIDE)) {
                findings.add(look.getKey() + " " + name + " is wider than the window");
            }
            String folder = System.getProperty("screenshots.schedules");
            if (folder != null) {
                Path to = Path.of("..").resolve(folder);
                Files.createDirectories(to);
                String file = name.replaceAll("[^a-z0-9]+", "-").substring(1);
                page.screenshot(
                        new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(to.resolve(file + "-" + look.getKey() + ".png")));
            }
        }
        page.setViewportSize(Look.WIDE.width(), Look.WIDE.height());
    }

    /// From the drawing to the form of an override for the shift that has the focus.
    private static void withAKeyboard(Program program, Page page, String path) {
        page.navigate(program.at(path).toString());
        page.locator(".rota-scroll").focus();
        page.keyboard().press("Tab");
        String label =
                page.evaluate("document.activeElement.querySelector('title').textContent")
                        .toString();
        assertThat(label).endsWith("Cover this time");
        page.keyboard().press("Enter");
        page.waitForURL("**/override?**");
        assertThat(page.getByLabel("For whom").inputValue()).isNotEmpty();
        page.getByLabel("Note").fill("Dentist");
        page.keyboard().press("Enter");
        page.locator("[role=status], [role=alert]").first().waitFor();
        Browser.says(page.locator("main"), "The override was saved.");
        Browser.says(page.locator(".rota-names"), "Overrides");
    }

    /// Nobody covers a shift of their own, so the form asks who comes.
    private static void coveringOneself(Program program, Page page, String path, String me) {
        page.navigate(program.at(path + "/override?replaces=" + me).toString());
        assertThat(page.getByLabel("For whom").inputValue()).isEqualTo(me);
        assertThat(page.getByLabel("Who comes").inputValue()).isEmpty();
    }

    private static void drawnWhileTyping(Program program, Page page, String path) {
        page.navigate(program.at(path + "/edit").toString());
        page.locator("input[name='layers[0].name']").fill("Everybody");
        page.keyboard().press("Tab");
        page.locator("#drawing .rota-name:has-text('Everybody')").waitFor();
        assertThat(page.locator("h1").innerText()).startsWith("Edit");
    }

    private static String ada(Rest rest) throws Exception {
        String people = rest.get("people");
        return people.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    /// Whatever today is, the second person of the first layer has the shift of now or, on a
    /// Sunday, the one of tomorrow: the rotation began three days ago and changes each second day.
    private static String schedule(Rest rest, List<String> people) throws Exception {
        LocalDate start = LocalDate.now(java.time.ZoneOffset.UTC).minusDays(3);
        return rest.make(
                "schedules?accept_gaps=true",
                """
                {"name": "Shop, primary", "description": "First to be paged for the shop", "zone": "Europe/Berlin",
                 "layers": [
                  {"name": "Layer 1", "people": ["%1$s", "%2$s", "%3$s"],
                   "rotation": {"unit": "DAILY", "every": 2, "start": "%4$s", "handoff": "09:00"},
                   "restrictions": [{"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"],
                     "from": "00:00", "until": "00:00"}]},
                  {"name": "Office hours", "people": ["%3$s", "%2$s"],
                   "rotation": {"unit": "WEEKLY", "every": 1, "start": "%4$s", "handoff": "09:00"},
                   "restrictions": [{"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                     "from": "09:00", "until": "17:00"}]}]}
                """
                        .formatted(people.get(0), people.get(1), people.get(2), start));
    }
}
