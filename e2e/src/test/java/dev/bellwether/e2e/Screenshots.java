package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.bellwether.e2e.Browser.Look;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static void console(Page page, Program program, Path folder, String look) {
        page.navigate(program.at("/console/sign-in").toString());
        page.getByLabel("Email").fill("ada@shop.example");
        page.getByLabel("Password").fill("only for this demo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        take(page, program, "/console", folder.resolve("console-" + look + ".png"));
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
