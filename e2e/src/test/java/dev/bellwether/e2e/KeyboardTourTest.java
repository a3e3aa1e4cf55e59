package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.bellwether.e2e.Browser.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Whatever can be pressed or filled in on any page is reached with Tab, shows that it has the
/// focus, and is not left behind something else or out of sight; and what reacts to a mouse can be
/// reached at all.
class KeyboardTourTest {
    /// More than any page has.
    private static final int MOST_STOPS = 600;

    /// Unfolds all and keeps all that can be pressed in `window.pressable`; answers with it, and
    /// with what only a mouse can press.
    private static final String COLLECTS =
            """
            () => {
              document.querySelectorAll('details').forEach((part) => { part.open = true; });
              const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex="0"]';
              const shown = (el) => el.checkVisibility({ visibilityProperty: true })
                && el.getClientRects().length > 0 && !el.closest('[inert], [aria-hidden=true]');
              const idle = (el) => el.disabled || el.matches('fieldset[disabled] *')
                || (el.type === 'radio' && el.name && !el.checked
                  && (document.querySelector(`input[type=radio][name="${el.name}"]:checked`)
                    ?? document.querySelector(`input[type=radio][name="${el.name}"]`)) !== el);
              window.pressable = [...document.querySelectorAll(all)].filter((el) => shown(el) && !idle(el));
              const mouse = [...document.querySelectorAll('body *')].filter((el) => shown(el)
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
            fill(program, rest);
            mails.first();
            var findings = new ArrayList<String>();
            var seen = new TreeSet<String>();
            for (String start : List.of("/console", "/")) {
                var waiting = new ArrayDeque<>(List.of(start));
                seen.add(start);
                while (!waiting.isEmpty()) {
                    String path = waiting.remove();
                    var answer = owner.page().request().get(program.at(path).toString());
                    if (!answer.headers().get("content-type").startsWith("text/html")) {
                        continue; // a file to take home
                    }
                    assertThat(owner.page().navigate(program.at(path).toString()).status())
                            .as(path)
                            .isEqualTo(200);
                    findings.addAll(walk(owner.page(), path));
                    for (String link : links(owner.page())) {
                        if (seen.add(shape(link))) {
                            waiting.add(link);
                        }
                    }
                }
            }
            assertThat(seen).hasSizeGreaterThan(50).contains("/incidents/*", "/console/checks/*");
            assertThat(findings).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /// A check, and somebody who is paged, besides the showcase.
    private static void fill(Program program, Rest rest) throws Exception {
        String search = Showcase.fill(program, rest);
        rest.make(
                "checks",
                """
                {"service": "%s", "name": "Index", "paused": true,
                 "spec": {"kind": "Ping", "host": "a.example"}}
                """
                        .formatted(search));
        String shop = rest.service("Shop", rest.policy());
        rest.make(
                "incidents",
                """
                {"name": "The shop is down", "status": "INVESTIGATING", "published": true,
                 "body": "We look into it.", "affected": {"%s": "MAJOR_OUTAGE"}}
                """
                        .formatted(shop));
    }

    /// From the top of the page to its end, with Tab.
    private static List<String> walk(Page page, String path) {
        var keyboard = new Keyboard(page);
        List<?> collected = (List<?>) page.evaluate(COLLECTS);
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

    /// Ids and names stand for each other: a hundred incidents have one page.
    private static String shape(String path) {
        return path.replaceAll("/[0-9a-zA-Z_-]*[0-9][0-9a-zA-Z_-]*", "/*")
                .replaceAll("^/console/providers/[^/]+", "/console/providers/*");
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page) {
        List<String> links =
                (List<String>)
                        page.evaluate(
                                """
                                [...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), document.baseURI))
                                    .filter(url => url.origin === location.origin).map(url => url.pathname)
                                """);
        return links.stream().filter(link -> !link.matches("/api/.*|.*\\.[a-z]{2,5}")).toList();
    }
}
