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

/// A policy and a check's thresholds are tried on the past, and alerts are silenced, in Chromium:
/// at a desk, on a phone, in the dark.
class TriedAndSilencedInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    @Test
    void onEveryScreen() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var mails = new Mails();
                var program = Program.serve(Program.newFolder(), mails.settings());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            var rest = new Rest(program, owner.makesToken());
            String policy = rest.policy();
            String service = rest.service("Shop", policy);
            String check =
                    rest.make(
                            "checks",
                            """
                            {"service": "%s", "name": "Front page", "interval": "PT5S", "timeout": "PT5S",
                             "places": [], "spec": {"kind": "Http", "method": "GET", "url": "%s",
                             "statuses": "200-299", "maxRedirects": 5}}
                            """
                                    .formatted(service, program.at("/health")));
            rest.make(
                    "incidents",
                    """
                    {"name": "The shop is down", "status": "INVESTIGATING", "published": true,
                     "body": "We look into it.", "affected": {"%s": "MAJOR_OUTAGE"}}
                    """
                            .formatted(service));
            Page page = owner.page();
            for (int i = 0; i < 120 && !rest.get("alerts").contains("The shop is down"); i++) {
                page.waitForTimeout(250);
            }
            assertThat(rest.get("alerts")).contains("The shop is down");
            var findings = new ArrayList<String>();
            for (Look look : List.of(Look.WIDE, Look.PHONE, Look.DARK)) {
                String name = look.dark() ? "dark" : look.width() < 500 ? "phone" : "wide";
                Page other = browser.visitor(look);
                other.context().addCookies(page.context().cookies());

                other.navigate(program.at("/console/policies/" + policy).toString());
                other.getByText("Channels and webhooks").click();
                other.getByLabel("Tell these places too").fill("https://hooks.example.com/page");
                other.getByRole(AriaRole.CHECKBOX).first().uncheck();
                press(other, "Try on the last 30 days");
                PlaywrightAssertions.assertThat(other.locator("main"))
                        .containsText("What this policy would have done");
                PlaywrightAssertions.assertThat(other.locator("main"))
                        .containsText("Nothing is saved yet");
                look(other, "policy-tried-" + name, axe, findings);

                other.navigate(program.at("/console/checks/" + check + "/edit").toString());
                other.getByLabel("Degraded above").fill("1ms");
                press(other, "Try on the last 30 days");
                PlaywrightAssertions.assertThat(other.locator("main"))
                        .containsText("What these thresholds would have done");
                look(other, "check-tried-" + name, axe, findings);

                other.navigate(program.at("/console/silences").toString());
                other.getByLabel("Alerts with all of these tags")
                        .fill("alertname=DiskFull\ncluster=~test-" + name + ".*");
                other.getByLabel("Why").fill("the move of the test cluster");
                press(other, "Silence them");
                PlaywrightAssertions.assertThat(other.locator("main")).containsText("test-" + name);
                look(other, "silences-" + name, axe, findings);
            }
            assertThat(findings).isEmpty();
            press(page, program.at("/console/silences").toString(), "End now");
            PlaywrightAssertions.assertThat(page.locator("main")).containsText("Over");
        }
    }

    private static void press(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .click();
    }

    private static void press(Page page, String address, String name) {
        page.navigate(address);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first().click();
    }

    private static void look(Page page, String name, Axe axe, List<String> findings) {
        page.screenshot(
                new ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
        findings.addAll(axe.serious(page));
        assertThat(
                        (Boolean)
                                page.evaluate(
                                        "document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits")
                .isTrue();
    }
}
