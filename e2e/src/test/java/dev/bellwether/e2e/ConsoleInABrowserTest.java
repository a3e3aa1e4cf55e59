package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.bellwether.e2e.Browser.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every page of the console that can be reached by links opens, says nothing wrong to a screen
/// reader, and breaks no script.
class ConsoleInABrowserTest {
    private static final int MOST_PAGES = 60;

    @Test
    void everyPageOpensAndIsAccessible() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            Showcase.fill(program, new Rest(program, owner.makesToken()));
            Page page = owner.page();
            var findings = new ArrayList<String>();
            Set<String> seen = new LinkedHashSet<>(Set.of("/console"));
            var waiting = new ArrayDeque<>(seen);
            while (!waiting.isEmpty() && seen.size() <= MOST_PAGES) {
                String path = waiting.remove();
                Response response = page.navigate(program.at(path).toString());
                assertThat(response.status()).as(path).isEqualTo(200);
                findings.addAll(inEachLook(axe, page));
                for (String link : links(page)) {
                    if (link.startsWith("/console")
                            && !link.contains("sign-out")
                            && seen.add(link)) {
                        waiting.add(link);
                    }
                }
            }
            assertThat(seen).hasSizeGreaterThan(15);
            assertThat(findings).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /// Wide and light, wide and dark, and on a phone.
    private static List<String> inEachLook(Axe axe, Page page) {
        page.emulateMedia(still(ColorScheme.LIGHT));
        var findings = new ArrayList<>(axe.serious(page));
        page.emulateMedia(still(ColorScheme.DARK));
        findings.addAll(axe.serious(page));
        page.setViewportSize(Look.PHONE.width(), Look.PHONE.height());
        findings.addAll(axe.serious(page));
        page.setViewportSize(Look.WIDE.width(), Look.WIDE.height());
        page.emulateMedia(still(ColorScheme.LIGHT));
        return findings;
    }

    /// Without transitions: a colour that is on its way to another has no contrast of its own.
    private static Page.EmulateMediaOptions still(ColorScheme scheme) {
        return new Page.EmulateMediaOptions()
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page) {
        return (List<String>)
                page.evaluate(
                        "[...document.querySelectorAll('a[href]')].map(a => new URL(a.href).pathname)");
    }
}
