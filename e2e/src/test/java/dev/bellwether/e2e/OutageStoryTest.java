package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.bellwether.e2e.Browser.Look;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A site breaks: the page says so by itself, one person gets a mail, presses one button, and when
/// the site is well again the page says that too.
class OutageStoryTest {
    private static final Pattern ACKNOWLEDGE =
            Pattern.compile("https?://\\S+?(/ack/[A-Za-z0-9_.~-]+)");

    @Test
    void aFailingCheckBecomesAnIncidentAPageAndAMailAndEndsByItself() throws Exception {
        try (var mails = new Mails();
                var site = new Site();
                var program = Program.serve(Program.newFolder(), mails.settings());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            var rest = new Rest(program, owner.makesToken());
            String service = rest.service("Shop", rest.policy());
            rest.make(
                    "pages",
                    """
                    {"slug": "status", "name": "Acme", "main": true, "components": [{"service": "%s", "name": "Shop"}]}
                    """
                            .formatted(service));
            site.answer(503);
            rest.make(
                    "checks",
                    """
                    {"service": "%s", "name": "Front page", "interval": "PT5S",
                     "recovery": {"successes": 2, "over": "PT5S"}, "spec": {"kind": "Http", "url": "%s"}}
                    """
                            .formatted(service, site.address()));

            MimeMessage mail = mails.first();
            assertThat(mail.getAllRecipients()[0].toString()).contains(Owner.EMAIL);
            assertThat(mail.getSubject()).contains("Shop");

            program.awaitPage("Shop", "investigating");
            Page visitor = browser.visitor(Look.PLAIN);
            visitor.navigate(program.at("/").toString());
            PlaywrightAssertions.assertThat(visitor.locator("body")).containsText("Shop");
            assertThat(program.get("/api/v2/incidents/unresolved.json").body())
                    .contains("\"investigating\"", "Shop");

            String link = acknowledgeLink(mail);
            assertThat(program.get(link).body())
                    .as("fetching the link acknowledges nothing")
                    .contains("I have it");
            assertThat(rest.get("alerts")).contains("TRIGGERED");
            Page phone = browser.visitor(Look.PHONE);
            phone.navigate(program.at(link).toString());
            phone.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I have it"))
                    .click();
            PlaywrightAssertions.assertThat(phone.getByRole(AriaRole.STATUS))
                    .containsText("You have it");
            assertThat(rest.get("alerts")).contains("ACKNOWLEDGED");

            site.answer(200);
            program.awaitPage("All Systems Operational");
            assertThat(program.get("/api/v2/incidents/unresolved.json").body())
                    .contains("\"incidents\":[]");
            assertThat(program.get("/api/v2/incidents.json").body()).contains("\"resolved\"");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String acknowledgeLink(MimeMessage mail) throws Exception {
        String text = text(mail.getContent());
        Matcher link = ACKNOWLEDGE.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return URI.create(link.group()).getPath();
    }

    private static String text(Object content) throws Exception {
        if (content instanceof jakarta.mail.Multipart parts) {
            return text(parts.getBodyPart(0).getContent());
        }
        return content.toString();
    }
}
