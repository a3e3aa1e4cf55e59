package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.bellwether.e2e.Browser.Look;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever can be pressed or filled in on any page is reached with Tab, shows that it has the
/// focus, and is not left behind something else or out of sight; and what reacts to a mouse can be
/// reached at all.
class KeyboardTourTest {
    /// More than any page has.
    private static final int MOST_STOPS = 600;

    /// Unfolds all and keeps all that can be pressed in `window.pressable`; answers with it, and
    /// with what only a mouse can press. Of the console's frame, which is the same around each
    /// page, it takes nothing if `within` is true, and begins where its skip link leads.
    private static final String COLLECTS =
            """
            (within) => {
              const root = (within && document.querySelector('main#content')) || document.body;
              if (root !== document.body) root.focus();
              // What refreshes itself stands still meanwhile.
              document.addEventListener('htmx:beforeRequest', (event) => event.preventDefault());
              document.querySelectorAll('details').forEach((part) => { part.open = true; });
              const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex="0"]';
              const shown = (el) => el.checkVisibility({ visibilityProperty: true })
                && el.getClientRects().length > 0 && !el.closest('[inert], [aria-hidden=true]');
              const idle = (el) => el.disabled || el.matches('fieldset[disabled] *')
                || (el.type === 'radio' && el.name && !el.checked
                  && (document.querySelector(`input[type=radio][name="${el.name}"]:checked`)
                    ?? document.querySelector(`input[type=radio][name="${el.name}"]`)) !== el);
              window.pressable = [...root.querySelectorAll(all)].filter((el) => shown(el) && !idle(el));
              const mouse = [...root.querySelectorAll('*')].filter((el) => shown(el)
                && getComputedStyle(el).cursor === 'pointer'
                && getComputedStyle(el.parentElement).cursor !== 'pointer'
                && !el.closest(all + ', label'));
              return [window.pressable.map((el) => el.outerHTML.slice(0, 160)),
                mouse.map((el) => el.outerHTML.slice(0, 160))];
            }
            """;

    /// The walk itself: each fault that it looks for is found, and nothing else.
    @Test
    void whatCannotBeReachedOrSeenIsFound() {
        try (var browser = new Browser()) {
            Page page = browser.visitor(Look.WIDE);
            page.setContent(
                    """
                    <style>.quiet:focus { outline: none }
                      .under, .over { position: absolute; left: 300px; top: 100px; width: 90px; height: 40px }
                      .over { z-index: 1; background: white }</style>
                    <a href="#fine">Fine</a>
                    <div style="cursor: pointer">Row</div>
                    <button class="quiet">Quiet</button>
                    <button class="under">Under</button> <div class="over">Over</div>
                    <button tabindex="-1">Passed over</button>
                    <button>Fine too</button>
                    """);
            assertThat(walk(page, "/"))
                    .satisfiesExactlyInAnyOrder(
                            it -> assertThat(it).contains("only a mouse can press <div style"),
                            it -> assertThat(it).contains("cannot see", "class=\"quiet\""),
                            it -> assertThat(it).contains("class=\"under\"", "is behind <div"),
                            it -> assertThat(it).contains("not reach <button tabindex"));
        }
    }

    @Test
    void everythingOnEveryPageIsReachedAndSeen() throws Exception {
        try (var mails = new Mails();
                var program = Program.serve(Program.newFolder(), mails.settings());
                var browser = new Browser()) {
            var owner = Owner.arrives(program, browser.visitor(Look.WIDE));
            var rest = new Rest(program, owner.makesToken());
            Showcase.withAnOutage(program, rest);
            mails.first();
            var findings = new ArrayList<String>();
            Set<String> seen =
                    Tour.of(
                            program,
                            owner.page(),
                            path -> findings.addAll(walk(owner.page(), path)));
            assertThat(seen).hasSizeGreaterThan(50).contains("/incidents/*/", "/console/checks/*");
            assertThat(findings).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /// From the top of the page, or of what it has within the console's frame, to its end with Tab.
    private static List<String> walk(Page page, String path) {
        var keyboard = new Keyboard(page);
        List<?> collected = (List<?>) page.evaluate(COLLECTS, path.startsWith("/console/"));
        var findings = new ArrayList<String>();
        ((List<?>) collected.get(1))
                .forEach(each -> findings.add(path + ": only a mouse can press " + each));
        var missed = new LinkedHashMap<Integer, Object>();
        for (Object each : (List<?>) collected.get(0)) {
            missed.put(missed.size(), each);
        }
        Set<Keyboard.Stop> passed = new HashSet<>();
        int ends = 0;
        // A page that gives the focus to a field of its own is walked from there, and around.
        for (int i = 0; i < MOST_STOPS && ends < 2 && !missed.isEmpty(); i++) {
            Optional<Keyboard.Stop> next = keyboard.next();
            if (next.isEmpty()) {
                ends++;
                continue;
            }
            Keyboard.Stop stop = next.get();
            missed.remove(stop.number());
            if (!passed.add(stop)) {
                continue;
            }
            if (!stop.unseen().isEmpty()) {
                findings.add(path + ": " + stop.html() + " " + stop.unseen());
            } else if (!keyboard.isSeen(stop)) {
                findings.add(path + ": one cannot see that the focus is on " + stop.html());
            }
        }
        missed.values().forEach(each -> findings.add(path + ": Tab does not reach " + each));
        return findings;
    }
}
