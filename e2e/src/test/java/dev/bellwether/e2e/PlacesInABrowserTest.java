package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.bellwether.e2e.Browser.Look;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// "Places on the map of the console with their lateness": a place is made on the page, its token
/// is shown once, and a second process that signs in with it appears on the map.
class PlacesInABrowserTest {
    private static final Optional<Path> PICTURES =
            Optional.ofNullable(System.getProperty("bellwether.pictures")).map(Path::of);

    @Test
    void aPlaceIsMadeOnThePageAndAppearsOnTheMap() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var program =
                        Program.serve(
                                Program.newFolder(),
                                Map.of("BELLWETHER_WATCH_ALLOW_PRIVATE", "true"));
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            Page page = owner.page();
            page.navigate(program.at("/console/places").toString());
            Browser.says(page.locator("body"), "One place cannot tell its own trouble from yours");
            picture(page, "empty");
            String token = make(page, "frankfurt", "Frankfurt", "50.1, 8.7");
            picture(page, "made");
            make(page, "tokyo", "Tokyo", "35.7 139.7");
            try (var place = Program.probe(program, token)) {
                place.awaitLine(line -> line.contains("Place frankfurt probes for"));
                program.awaitLine(line -> line.contains("Place frankfurt"));
                page.navigate(program.at("/console/places").toString());
                for (int look = 0;
                        look < 2_000 && page.locator(".worldmap .place.dim").count() != 1;
                        look++) {
                    page.reload();
                }
                assertThat(page.locator(".worldmap .place").count()).isEqualTo(2);
                assertThat(page.locator(".worldmap .place.dim").textContent()).contains("tokyo");
                assertThat(axe.serious(page)).isEmpty();
                picture(page, "wide");
                page.setViewportSize(390, 844);
                picture(page, "phone");
                assertThat(axe.serious(page)).isEmpty();
                page.setViewportSize(1280, 900);
                page.emulateMedia(
                        new Page.EmulateMediaOptions()
                                .setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
                // Colours that are on their way from light to dark are neither.
                page.reload();
                picture(page, "dark");
                assertThat(axe.serious(page)).isEmpty();
                page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName("Revoke frankfurt"))
                        .click();
                Browser.says(page.locator("body"), "The place was revoked");
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String make(Page page, String name, String region, String at) {
        page.getByLabel("Name").fill(name);
        page.getByLabel("Where it is").fill(region);
        page.getByLabel("Latitude and longitude").fill(at);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make the place"))
                .click();
        return page.locator("#place-token").textContent();
    }

    private static void picture(Page page, String name) {
        PICTURES.ifPresent(folder ->
                page.screenshot(
                        new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(folder.resolve("places-" + name + ".png"))));
    }
}
