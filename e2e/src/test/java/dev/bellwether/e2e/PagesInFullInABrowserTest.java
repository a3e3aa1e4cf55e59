package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.sun.net.httpserver.HttpServer;
import dev.bellwether.e2e.Browser.Look;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a page has beyond its front, in Chromium: uptime by month, other languages, the door of a
/// private page, and what other sites show of it.
class PagesInFullInABrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    @Test
    void uptimeLanguagesThePrivateDoorAndTheWidgetWorkAndCanBeReadByAll() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            var rest =
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken());
            Showcase.fill(program, rest);
            String billing = rest.make("services", "{\"name\": \"Billing\"}");
            rest.make(
                    "pages",
                    """
                    {"slug": "inside", "name": "Acme inside",
                     "access": {"password": true, "newPassword": "open sesame"},
                     "look": {"language": "en", "languages": ["de", "ja"], "accent": "#8a1f6a"},
                     "components": [{"service": "%s", "name": "Billing", "target": 99.9}]}
                    """
                            .formatted(billing));
            rest.make(
                    "incidents",
                    """
                    {"name": "Invoices are late", "status": "INVESTIGATING", "published": true,
                     "body": "We look into it.", "affected": {"%s": "DEGRADED"}}
                    """
                            .formatted(billing));
            program.awaitPage("Page 'inside'", "Invoices are late");

            var findings = new ArrayList<String>();
            for (Look look : List.of(Look.WIDE, Look.PHONE, Look.DARK)) {
                String name = look.dark() ? "dark" : look.width() < 500 ? "phone" : "wide";
                Page visitor = browser.visitor(look);

                // The private page, signed in without JavaScript's help.
                assertThat(visitor.navigate(program.at("/p/inside/uptime/").toString()).status())
                        .isEqualTo(401);
                picture(visitor, "door-" + name);
                findings.addAll(axe.serious(visitor));
                visitor.locator("#password").fill("open sesame");
                visitor.locator("button[type=submit]").click();
                visitor.waitForURL("**/p/inside/uptime/");
                visitor.locator("a:has-text('by month')").click();
                Browser.says(visitor.locator("table"), "Billing", "99.9%");
                picture(visitor, "uptime-" + name);
                findings.addAll(axe.serious(visitor));

                visitor.locator(".languages a[hreflang=de]").click();
                PlaywrightAssertions.assertThat(visitor.locator("html")).hasAttribute("lang", "de");
                Browser.says(visitor.locator("h1"), "nach Monaten");
                findings.addAll(axe.serious(visitor));
                visitor.navigate(program.at("/p/inside/ja/").toString());
                picture(visitor, "japanese-" + name);
                findings.addAll(axe.serious(visitor));

                visitor.navigate(program.at("/embed/").toString());
                Browser.says(visitor.locator("main"), "Payments are slow");
                picture(visitor, "frame-" + name);
                findings.addAll(axe.serious(visitor));
            }
            assertThat(findings).isEmpty();
            // A 401 is what the door is; the browser notes it as an error of the network.
            assertThat(browser.complaints()).allMatch(c -> c.contains("401"));
        }
    }

    @Test
    void anotherSiteShowsANoticeWhileSomethingIsOpenAndAFrame() throws Exception {
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            Showcase.fill(
                    program,
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken()));
            var other =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] html =
                    """
                    <!doctype html><html lang="en"><head><title>Shop</title>
                    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src %1$s; connect-src %1$s; frame-src %1$s">
                    </head><body><main><h1>Our shop</h1>
                    <iframe src="%1$s/embed/" title="Status" width="360" height="120"></iframe></main>
                    <script src="%1$s/embed.js" async></script></body></html>
                    """
                            .formatted(program.at("").toString())
                            .getBytes(StandardCharsets.UTF_8);
            other.createContext(
                    "/",
                    exchange -> {
                        exchange.getResponseHeaders().set("Content-Type", "text/html");
                        exchange.sendResponseHeaders(200, html.length);
                        exchange.getResponseBody().write(html);
                        exchange.close();
                    });
            other.start();
            try {
                Page visitor = browser.visitor(Look.WIDE);
                visitor.navigate("http://localhost:" + other.getAddress().getPort() + "/");
                var notice = visitor.locator("section[role=status]");
                notice.waitFor();
                Browser.says(notice, "Payments are slow", "Identified");
                assertThat(notice.locator("a").first().getAttribute("href"))
                        .contains("/incidents/");
                Browser.says(visitor.frameLocator("iframe").locator("h1"), "Acme");
                picture(visitor, "widget");
                notice.locator("button").click();
                PlaywrightAssertions.assertThat(notice).hasCount(0);
                // Closed for this session, until something else happens.
                visitor.reload();
                visitor.frameLocator("iframe").locator("h1").waitFor();
                assertThat(notice.count()).isZero();
                assertThat(browser.complaints()).allMatch(c -> c.contains("favicon"));
            } finally {
                other.stop(0);
            }
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    }
}
