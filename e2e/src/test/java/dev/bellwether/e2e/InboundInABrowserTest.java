package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.bellwether.e2e.Browser.Look;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// "Generic JSON with a mapping that can be tried out in the console on a received payload", the
/// log of what came in with its replay, and rules tried on what came in before they are saved; all
/// of it without a script.
class InboundInABrowserTest {
    private static final Optional<Path> PICTURES =
            Optional.ofNullable(System.getProperty("bellwether.pictures")).map(Path::of);
    private Axe axe;

    @Test
    void fromTheKeyToTheRule() throws Exception {
        axe = new Axe(Npm.installed());
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            Page page = owner.page();
            var rest = new Rest(program, owner.makesToken());
            rest.make("services", "{\"name\":\"Shop\"}");

            page.navigate(program.at("/console/integrations").toString());
            Browser.says(page.locator("body"), "Nothing sends alerts here yet");
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Building");
            page.getByLabel("Sender").selectOption("json");
            press(page, "Make the integration");
            String key = page.locator("#integration-key").innerText().strip();
            String address = page.url();
            seen(page, "issued");

            assertThat(
                            post(
                                    program,
                                    key,
                                    "{\"alarm\":{\"id\":7,\"text\":\"Fan is out\",\"s\":\"on\"}}"))
                    .as("the usual names are not there")
                    .isEqualTo(400);

            page.navigate(program.at("/console/integrations").toString());
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Building")).click();
            page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill("$.alarm.id");
            page.getByLabel("Summary", new Page.GetByLabelOptions().setExact(true))
                    .fill("{$.alarm.text} in the cellar");
            page.getByLabel("What it says").fill("$.alarm.s");
            page.getByText("Try it on a payload").click();
            page.getByLabel("Payload")
                    .fill("{\"alarm\":{\"id\":7,\"text\":\"Fan is out\",\"s\":\"on\"}}");
            press(page, "Try");
            Browser.says(
                    page.locator("#read"),
                    "It would be read as one event",
                    "Fan is out in the cellar");
            seen(page, "tried");
            press(page, "Save");
            assertThat(
                            page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true))
                                    .inputValue())
                    .isEqualTo("$.alarm.id");

            assertThat(
                            post(
                                    program,
                                    key,
                                    "{\"alarm\":{\"id\":7,\"text\":\"Fan is out\",\"s\":\"on\"}}"))
                    .isEqualTo(202);
            page.navigate(program.at("/console/inbound").toString());
            Browser.says(page.locator("table"), "Opened", "Fan is out in the cellar", "Refused");
            seen(page, "log");
            page.locator("tbody a").first().click();
            Browser.says(page.locator("pre"), "\"text\" : \"Fan is out\"");
            press(page, "Do it again");
            Browser.says(page.locator("table"), "Open already");
            seen(page, "delivery");

            page.navigate(program.at("/console/routing").toString());
            page.locator("[name='rules[0].name']").fill("The cellar is quiet");
            page.locator("[name='rules[0].conditions[0].field']").fill("summary");
            page.locator("[name='rules[0].conditions[0].operator']").selectOption("MATCHES");
            page.locator("[name='rules[0].conditions[0].value']").fill("(.*cellar");
            page.locator("[name='rules[0].target']").selectOption("nowhere");
            press(page, "Save");
            Browser.says(page.locator(".summary"), "is no regular expression");
            page.locator("[name='rules[0].conditions[0].value']").fill(".*cellar");
            press(page, "Try on the last 30 days");
            Browser.says(
                    page.locator("section[role=status]"),
                    "Outages missed",
                    "One alert",
                    "Fan is out in the cellar",
                    "nowhere, by rule 1");
            seen(page, "routing");
            press(page, "Save");
            Browser.says(page.locator("body"), "The rules hold for what comes in from now on");

            assertThat(
                            post(
                                    program,
                                    key,
                                    "{\"alarm\":{\"id\":8,\"text\":\"Pump is out\",\"s\":\"on\"}}"))
                    .isEqualTo(202);
            page.navigate(program.at("/console/inbound").toString());
            Browser.says(page.locator("tbody tr").first(), "Sent nowhere");
            assertThat(browser.complaints())
                    .allMatch(one -> one.contains("422"), "only what the form refused");
            assertThat(address).contains("/console/integrations");
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /// Wide, on a phone and in the dark: nothing serious by axe.
    private void seen(Page page, String name) throws Exception {
        look(page, name + "-wide");
        page.setViewportSize(390, 844);
        look(page, name + "-phone");
        assertThat(
                        (Integer)
                                page.evaluate(
                                        "() => document.documentElement.scrollWidth -"
                                                + " document.documentElement.clientWidth"))
                .as(name + " does not scroll sideways on a phone")
                .isLessThanOrEqualTo(0);
        page.setViewportSize(1280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        standStill(page);
        look(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        standStill(page);
    }

    /// Ends what moves: to await it may be for ever, for a cancelled transition never finishes.
    private static void standStill(Page page) {
        page.evaluate("() => document.getAnimations().forEach(a => a.finish())");
    }

    private void look(Page page, String name) {
        assertThat(axe.serious(page)).as(name).isEmpty();
        PICTURES.ifPresent(folder ->
                page.screenshot(
                        new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(folder.resolve("inbound-" + name + ".png"))));
    }

    private static int post(Program program, String key, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(program.at("/inbound/" + key))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
