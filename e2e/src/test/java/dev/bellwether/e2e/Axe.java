package dev.bellwether.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.bellwether.e2e.Browser.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What axe-core finds serious or critical on a page, as one line a finding.
final class Axe {
    private final String script;

    Axe(Path npm) throws IOException {
        this.script = Files.readString(npm.resolve("node_modules/axe-core/axe.min.js"));
    }

    List<String> serious(Page page) {
        return serious(page, "");
    }

    /// By one rule of theirs, such as `color-contrast`; by all if empty.
    List<String> serious(Page page, String rule) {
        // Evaluated by the browser's debugger, so that the page's content security policy stays as
        // it is.
        if (!(Boolean) page.evaluate("'axe' in window")) {
            page.evaluate(script);
        }
        Object found =
                page.evaluate(
                        """
                        async (rule) => (await axe.run(document, {resultTypes: ['violations'], ...(rule && {runOnly: [rule]})})).violations
                            .filter(v => v.impact === 'serious' || v.impact === 'critical')
                            .map(v => ({rule: v.id, help: v.help, where: v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).slice(0, 5)}))
                        """,
                        rule);
        return ((List<?>) found)
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .map(each ->
                                page.url()
                                        + " "
                                        + each.get("rule")
                                        + ": "
                                        + each.get("help")
                                        + " "
                                        + each.get("where"))
                        .toList();
    }

    /// Wide and light, wide and dark (where only colours differ), and on a phone in the dark.
    List<String> inEachLook(Page page) {
        page.emulateMedia(still(ColorScheme.LIGHT));
        var findings = new ArrayList<>(serious(page));
        page.emulateMedia(still(ColorScheme.DARK));
        findings.addAll(serious(page, "color-contrast"));
        page.setViewportSize(Look.PHONE.width(), Look.PHONE.height());
        findings.addAll(serious(page));
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
