package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.bellwether.e2e.Browser.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every page of the console and of the status page that links lead to opens, says nothing wrong to
/// a screen reader, and breaks no script: wide, on a phone, and in the dark.
class ConsoleInABrowserTest {
    @Test
    void everyPageOpensAndIsAccessible() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var mails = new Mails();
                var program = Program.serve(Program.newFolder(), mails.settings());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            Showcase.withAnOutage(program, new Rest(program, owner.makesToken()));
            mails.first();
            Page page = owner.page();
            var findings = new ArrayList<String>();
            Set<String> seen =
                    Tour.of(program, page, path -> findings.addAll(inEachLook(axe, page)));
            assertThat(seen)
                    .hasSizeGreaterThan(50)
                    .contains("/console/alerts/*", "/console/checks/*", "/console/deliveries");
            assertThat(findings).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /// Wide and light, wide and dark (where only colours differ), and on a phone in the dark.
    private static List<String> inEachLook(Axe axe, Page page) {
        page.emulateMedia(still(ColorScheme.LIGHT));
        var findings = new ArrayList<>(axe.serious(page));
        page.emulateMedia(still(ColorScheme.DARK));
        findings.addAll(axe.serious(page, "color-contrast"));
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
}
