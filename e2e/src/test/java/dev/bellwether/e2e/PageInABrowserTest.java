package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.bellwether.e2e.Browser.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A visitor can read the status page: without JavaScript, on a phone, in the dark, with a screen
/// reader.
class PageInABrowserTest {
    private static final List<String> ADDRESSES = List.of("/", "/history", "/uptime", "/subscribe");

    @Test
    void thePageIsWholeAndAccessibleWithAndWithoutJavaScript() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            Showcase.fill(
                    program,
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken()));

            Page plain = browser.visitor(Look.PLAIN);
            plain.navigate(program.at("/").toString());
            assertThat(plain.locator("body").innerText())
                    .contains(
                            "Acme",
                            "Checkout",
                            "Payments are slow",
                            "up to a minute",
                            "Database move");

            var findings = new ArrayList<String>();
            for (Look look : List.of(Look.WIDE, Look.PHONE, Look.DARK)) {
                Page visitor = browser.visitor(look);
                for (String address : ADDRESSES) {
                    assertThat(visitor.navigate(program.at(address).toString()).status())
                            .as(address)
                            .isEqualTo(200);
                    findings.addAll(axe.serious(visitor));
                    assertThat(overflow(visitor))
                            .as("%s is no wider than the window at %s", address, look)
                            .isZero();
                }
            }
            assertThat(findings).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static int overflow(Page page) {
        Object wider =
                page.evaluate(
                        "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)");
        return ((Number) wider).intValue();
    }
}
