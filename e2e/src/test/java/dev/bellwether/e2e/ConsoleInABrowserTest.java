package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.bellwether.e2e.Browser.Look;
import java.util.ArrayList;
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
                    Tour.of(program, page, path -> findings.addAll(axe.inEachLook(page)));
            assertThat(seen)
                    .hasSizeGreaterThan(50)
                    .contains("/console/alerts/*", "/console/checks/*", "/console/deliveries");
            assertThat(findings).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
