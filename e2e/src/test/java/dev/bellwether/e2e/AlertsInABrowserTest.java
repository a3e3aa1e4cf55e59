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
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whoever is paged reads what is wrong and takes it on, in Chromium: at a desk, on a phone, in the
/// dark, by everybody; and so are the policy behind it and the set-up as a file.
class AlertsInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    @Test
    void anAlertIsReadAndTakenOn() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var mails = new Mails();
                var program = Program.serve(Program.newFolder(), mails.settings());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            var rest = new Rest(program, owner.makesToken());
            String policy =
                    rest.make(
                            "policies",
                            """
                            {"name": "Web", "steps": [
                              {"targets": [{"kind": "ToPerson", "person": "%s"}], "delay": "PT5M"},
                              {"targets": [{"kind": "ToWebhook", "url": "https://hooks.example.com/page"}],
                               "delay": "PT10M"}]}
                            """
                                    .formatted(rest.owner()));
            String service = rest.service("Shop", policy);
            rest.make(
                    "incidents",
                    """
                    {"name": "The shop is down", "status": "INVESTIGATING", "published": true,
                     "body": "We look into it.", "affected": {"%s": "MAJOR_OUTAGE"}}
                    """
                            .formatted(service));
            mails.first();

            Page page = owner.page();
            page.navigate(program.at("/console/alerts").toString());
            String alert =
                    page.locator("main a[href^='/console/alerts/']").first().getAttribute("href");
            var findings = new ArrayList<String>();
            for (Look look : List.of(Look.WIDE, Look.PHONE, Look.DARK)) {
                String name = look.dark() ? "dark" : look.width() < 500 ? "phone" : "wide";
                Page other = browser.visitor(look);
                other.context().addCookies(page.context().cookies());
                for (var part :
                        Map.of(
                                        "alert",
                                        alert,
                                        "alerts",
                                        "/console/alerts",
                                        "policy",
                                        "/console/policies/" + policy,
                                        "set-up",
                                        "/console/settings/setup")
                                .entrySet()) {
                    other.navigate(program.at(part.getValue()).toString());
                    other.screenshot(
                            new ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(
                                            PICTURES.resolve(part.getKey() + "-" + name + ".png")));
                    findings.addAll(axe.serious(other));
                    assertThat(
                                    (Boolean)
                                            other.evaluate(
                                                    "document.documentElement.scrollWidth <= window.innerWidth"))
                            .as(part.getKey() + " fits a " + name + " screen")
                            .isTrue();
                }
            }
            assertThat(findings).isEmpty();

            Page phone = browser.visitor(Look.PHONE);
            phone.context().addCookies(page.context().cookies());
            phone.navigate(program.at(alert).toString());
            phone.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I have it"))
                    .first()
                    .click();
            PlaywrightAssertions.assertThat(phone.locator("main")).containsText("Acknowledged");
            assertThat(rest.get("alerts")).contains("ACKNOWLEDGED");
        }
    }
}
