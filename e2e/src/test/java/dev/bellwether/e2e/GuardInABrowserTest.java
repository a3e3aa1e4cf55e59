package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.bellwether.e2e.Browser.Look;
import dev.bellwether.store.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The guard's pages with a real node behind them, queries of two releases, one of which is in
/// quarantine, and a feature that is kept out: each says what is so, and nothing wrong to a screen
/// reader, wide, in the dark and on a phone. `-Dscreenshots.guard=some/folder` keeps pictures.
class GuardInABrowserTest {
    private static final List<String> PAGES = List.of("", "/queries", "/releases", "/switch");
    private static final String SLEEPS =
            "SELECT count() FROM (SELECT sleep(1) FROM system.numbers LIMIT 60)";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyPageOfTheGuardOpensAndIsAccessible() throws Exception {
        var axe = new Axe(Npm.installed());
        int port = Ports.free();
        try (var node = Tools.clickHouse();
                var program =
                        Program.serve(
                                Program.newFolder(),
                                Map.of(
                                        "BELLWETHER_GUARD_UPSTREAM",
                                        node.address().toString(),
                                        "BELLWETHER_GUARD_LISTEN",
                                        "127.0.0.1:" + port,
                                        "BELLWETHER_GUARD_ADMIN",
                                        "127.0.0.1:" + Ports.free(),
                                        "BELLWETHER_GUARD_MEMORY_LIMIT",
                                        "1 GB"));
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            var rest = new Rest(program, owner.makesToken());
            URI guard = URI.create("http://127.0.0.1:" + port + "/");
            fill(guard, rest);
            Thread asleep = Thread.ofVirtual().start(() -> ask(guard, "dashboards", "1.1", SLEEPS));
            Page page = owner.page();
            awaitRunning(program, page);
            var findings = new ArrayList<String>();
            for (String part : PAGES) {
                page.navigate(program.at("/console/guard" + part).toString());
                findings.addAll(axe.inEachLook(page));
                keep(browser, owner, program, part);
            }
            assertThat(findings).isEmpty();
            page.navigate(program.at("/console/guard/releases").toString());
            assertThat(page.locator("main").innerText()).contains("reports", "2.0", "1.0");
            page.navigate(program.at("/console/guard/switch").toString());
            assertThat(page.locator("main").innerText())
                    .contains("memory since 2.0", "Exports wait for the night");
            assertThat(browser.complaints()).isEmpty();
            asleep.interrupt();
        }
    }

    private void fill(URI guard, Rest rest) throws Exception {
        for (int i = 0; i < 12; i++) {
            ask(guard, "dashboards", "1.1", "SELECT " + i);
            ask(
                    guard,
                    "reports",
                    i < 6 ? "1.0" : "2.0",
                    "SELECT sum(number) FROM numbers(" + (i + 1) + ")");
        }
        ask(guard, "reports", "2.0", "SELECT nothing FROM nowhere");
        rest.asked(
                "guard/quarantine",
                """
                {"by": "RELEASE", "value": "2.0", "feature": "reports", "why": "memory since 2.0",
                 "lasts": "PT2H"}
                """);
        rest.asked(
                "guard/block",
                """
                {"by": "FEATURE", "value": "exports", "why": "Exports wait for the night",
                 "lasts": "PT4H"}
                """);
        ask(guard, "reports", "2.0", "SELECT uniq(number) FROM numbers(1000)");
        assertThat(ask(guard, "exports", "1.0", "SELECT 1")).isEqualTo(403);
    }

    private int ask(URI guard, String feature, String release, String query) {
        try {
            return http.send(
                            HttpRequest.newBuilder(guard)
                                    .header("X-Bellwether-Feature", feature)
                                    .header("X-Bellwether-Release", release)
                                    .POST(HttpRequest.BodyPublishers.ofString(query))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /// The query that sleeps is on the page.
    private static void awaitRunning(Program program, Page page) {
        page.navigate(program.at("/console/guard").toString());
        for (int i = 0; i < 100; i++) {
            if (page.locator("main").innerText().contains("dashboards")) {
                return;
            }
            page.waitForTimeout(100);
            page.reload();
        }
        assertThat(page.locator("main").innerText()).contains("dashboards");
    }

    private static void keep(Browser browser, Owner owner, Program program, String part)
            throws IOException {
        String to = System.getProperty("screenshots.guard", "");
        if (to.isEmpty()) {
            return;
        }
        Path folder = Path.of("..").resolve(to);
        Files.createDirectories(folder);
        for (var look :
                Map.of("wide", Look.WIDE, "phone", Look.PHONE, "dark", Look.DARK).entrySet()) {
            Page page = browser.visitor(look.getValue());
            page.context().addCookies(owner.page().context().cookies());
            page.navigate(program.at("/console/guard" + part).toString());
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(
                                    folder.resolve(
                                            "guard"
                                                    + part.replace('/', '-')
                                                    + "-"
                                                    + look.getKey()
                                                    + ".png")));
            page.context().close();
        }
    }
}
