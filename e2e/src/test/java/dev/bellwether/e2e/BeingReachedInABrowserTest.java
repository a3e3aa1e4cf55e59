package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.bellwether.e2e.Browser.Look;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How one is told, and whether one would be reached, in Chromium: at a desk, on a phone, in the
/// dark, by everybody.
class BeingReachedInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    @Test
    void rulesQuietHoursAndReadinessWorkAndCanBeReadByAll() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var program = Program.serve(Program.newFolder(), Mails.NOWHERE);
                var browser = new Browser()) {
            Page page = Owner.arrives(program, browser.visitor(Look.WIDE)).page();
            page.navigate(program.at("/console/me").toString());
            // This browser can be notified.
            PlaywrightAssertions.assertThat(page.locator("form[data-push-key]")).isVisible();
            page.locator("summary:has-text('Add a rule')").click();
            page.getByLabel("Minutes to wait").fill("5");
            press(page, "Add the rule");
            page.getByLabel("From").fill("22:00");
            page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("07:00");
            page.getByLabel("Time zone").fill("Europe/Berlin");
            press(page, "Save quiet hours");
            page.locator("summary:has-text('Add a contact method')").click();
            page.locator("select[name=channel]").selectOption("MATTERMOST");
            page.locator("#f-address").fill("https://chat.example.com/hooks/abcdefghijklmnop");
            press(page, "Add and send a code");
            Browser.says(page.locator("main"), "After 5 min by Email", "chat.example.com · ");
            PlaywrightAssertions.assertThat(page.locator("main"))
                    .not()
                    .containsText("abcdefghijklmnop");
            page.navigate(program.at("/console/readiness").toString());
            press(page, "Begin a drill");
            Browser.says(page.locator("main"), "A test page goes to Ada");

            var findings = new ArrayList<String>();
            for (Look look : List.of(Look.WIDE, Look.PHONE, Look.DARK)) {
                String name = look.dark() ? "dark" : look.width() < 500 ? "phone" : "wide";
                Page other = browser.visitor(look);
                other.context().addCookies(page.context().cookies());
                for (String path : List.of("me", "readiness")) {
                    other.navigate(program.at("/console/" + path).toString());
                    other.screenshot(
                            new ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(PICTURES.resolve(path + "-" + name + ".png")));
                    findings.addAll(axe.serious(other));
                    assertThat(
                                    (Boolean)
                                            other.evaluate(
                                                    "document.documentElement.scrollWidth <= window.innerWidth"))
                            .as(path + " fits a " + name + " screen")
                            .isTrue();
                }
            }
            assertThat(findings).isEmpty();
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .first()
                .click();
    }
}
