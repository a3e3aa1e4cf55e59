package dev.bellwether.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.bellwether.e2e.Browser.Look;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The console by keyboard alone: the palette finds, letters lead, rows are walked and chosen, what
/// was deleted comes back; nothing traps the focus, and the single keys can be turned off.
class ConsoleKeysTest {
    @Test
    void aPersonWithoutAMouseGetsEverywhere() throws Exception {
        var axe = new Axe(Npm.installed());
        try (var program = Program.serve(Program.newFolder(), Map.of());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            var rest = new Rest(program, owner.makesToken());
            Showcase.fill(program, rest);
            String service = rest.make("services", "{\"name\": \"Gateway\"}");
            for (String name : new String[] {"Alpha", "Beta"}) {
                rest.make(
                        "checks",
                        """
                        {"service": "%s", "name": "%s", "paused": true,
                         "spec": {"kind": "Ping", "host": "a.example"}}
                        """
                                .formatted(service, name));
            }
            Page page = owner.page();
            page.navigate(program.at("/console").toString());

            page.keyboard().press("Tab");
            assertThat(page.locator(":focus")).hasText("Skip to the content");
            page.keyboard().press("Enter");
            assertThat(page.locator(":focus")).hasAttribute("id", "content");

            refresh(page);
            palette(axe, page);
            letters(axe, page);
            rows(page);
            undo(page);
            off(page);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /// The overview draws itself anew every ten seconds, under the hands of whoever walks it.
    private static void refresh(Page page) {
        page.clock().install();
        page.reload();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Payments are slow"))
                .first()
                .focus();
        page.evaluate("document.getElementById('live').dataset.before = 'yes'");
        page.clock().fastForward(10_000);
        assertThat(page.locator("#live[data-before]")).hasCount(0);
        assertThat(page.locator(":focus")).containsText("Payments are slow");
    }

    private static void palette(Axe axe, Page page) {
        page.keyboard().press("Control+k");
        Locator palette = page.locator("dialog#palette");
        assertThat(palette).isVisible();
        page.keyboard().type("gatew");
        assertThat(palette.locator(".name").first()).hasText("Gateway");
        assertThat(axe.serious(page)).isEmpty();
        page.keyboard().press("Escape");
        assertThat(palette).isHidden();
        page.keyboard().press("/");
        assertThat(palette).isVisible();
        assertThat(palette.locator(".name").first()).hasText("Gateway");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Gateway");
    }

    private static void letters(Axe axe, Page page) {
        page.keyboard().press("?");
        assertThat(page.locator("dialog#keys")).isVisible();
        assertThat(axe.serious(page)).isEmpty();
        page.keyboard().press("Escape");
        page.keyboard().press("g");
        page.keyboard().press("i");
        assertThat(page.locator("h1")).hasText("Incidents");
        page.keyboard().press("g");
        page.keyboard().press("c");
        assertThat(page.locator("h1")).hasText("Checks");
    }

    private static void rows(Page page) {
        page.keyboard().press("j");
        assertThat(page.locator(":focus")).hasText("Alpha");
        page.keyboard().press("j");
        assertThat(page.locator(":focus")).hasText("Beta");
        page.keyboard().press("k");
        page.keyboard().press("x");
        assertThat(page.getByLabel("Choose Alpha")).isChecked();
        assertThat(button(page, "Change the chosen")).hasText(Pattern.compile(".*\\(1\\)"));
        assertThat(page.getByLabel("This page")).not().isChecked();
    }

    private static void undo(Page page) {
        button(page, "Change the chosen").press("Enter");
        button(page, "Delete them…").press("Enter");
        button(page, "Delete 1 check").press("Enter");
        assertThat(page.locator("[role=status]")).containsText("Deleted 1 check");
        button(page, "Undo").press("Enter");
        assertThat(page.locator("tbody th a").first()).hasText("Alpha");
    }

    private static void off(Page page) {
        page.keyboard().press("?");
        page.locator("dialog#keys [data-single-keys]").uncheck();
        page.keyboard().press("Escape");
        page.keyboard().press("?");
        assertThat(page.locator("dialog#keys")).isHidden();
        page.keyboard().press("Control+k");
        assertThat(page.locator("dialog#palette")).isVisible();
        page.keyboard().press("Escape");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
    }
}
