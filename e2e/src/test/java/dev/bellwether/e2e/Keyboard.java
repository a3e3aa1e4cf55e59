package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keys and nothing else: Tab leads from one thing to the next, and wherever it leads one sees it.
record Keyboard(Page page) implements Hand {
    /// More than any page has.
    private static final int MOST_STOPS = 400;

    private static final Set<String> PRESSED = Set.of("a", "button", "summary");
    private static final Set<String> WRITTEN = Set.of("input", "textarea");

    /// What has the focus: what it is, how it is called, and why it could not be seen if so.
    private static final String FOCUS =
            """
            () => {
              const el = document.activeElement;
              if (!el || el === document.body || el === document.documentElement) return null;
              const text = (one) => (one?.innerText ?? one?.textContent ?? '').replace(/\\s+/g, ' ').trim();
              const by = (el.getAttribute('aria-labelledby') ?? '').split(' ')
                .map((id) => text(document.getElementById(id))).join(' ').trim();
              const label = text(el.labels?.[0]);
              const name = el.getAttribute('aria-label') || by || label || text(el)
                || text(el.querySelector('title')) || el.title || el.querySelector('img')?.alt || '';
              const box = el.getClientRects()[0] ?? el.getBoundingClientRect();
              // Of a field that is long, what is in the window counts.
              const [left, up] = [Math.max(0, box.left), Math.max(0, box.top)];
              const wide = Math.min(innerWidth, box.right) - left;
              const high = Math.min(innerHeight, box.bottom) - up;
              const isOut = wide < Math.min(12, box.width) || high < Math.min(12, box.height);
              const top = document.elementFromPoint(left + wide / 2, up + high / 2);
              const style = getComputedStyle(el);
              const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              const unseen = box.width < 2 || box.height < 2 ? 'has no size'
                : isOut || !top ? 'is outside of the window'
                : !(el.contains(top) || top.contains(el)) ? 'is behind ' + top.outerHTML.slice(0, 80) : '';
              return { tag: el.localName, name, unseen, ring, box: [box.x, box.y, box.width, box.height],
                html: el.outerHTML.slice(0, 160), number: (window.pressable ?? []).indexOf(el) };
            }
            """;

    /// What has the focus.
    ///
    /// @param number its place in `window.pressable`, if the page was given that; or -1
    record Stop(
            String tag,
            String name,
            String unseen,
            boolean isRinged,
            List<Double> box,
            String html,
            int number) {
        boolean isCalled(String wanted) {
            return name.equals(wanted) || name.equals(wanted + " (optional)");
        }
    }

    @Override
    public void press(String name) {
        goTo(name, PRESSED);
        page.keyboard().press("Enter");
    }

    @Override
    public void type(String label, String text) {
        goTo(label, WRITTEN);
        page.keyboard().press("Control+a");
        page.keyboard().type(text);
    }

    @Override
    public void choose(String label, String option) {
        goTo(label, Set.of("select"));
        // Who types on a list comes to the entry that begins so.
        page.keyboard().type(option);
        assertThat(page.evaluate("document.activeElement.selectedOptions[0].label.trim()"))
                .isEqualTo(option);
    }

    @Override
    public void tick(String label) {
        goTo(label, WRITTEN);
        if (!(Boolean) page.evaluate("document.activeElement.checked")) {
            page.keyboard().press("Space");
        }
        assertThat(page.evaluate("document.activeElement.checked")).isEqualTo(true);
    }

    /// One step with Tab.
    ///
    /// @return nothing behind the last thing of the page
    Optional<Stop> next() {
        page.keyboard().press("Tab");
        return focus();
    }

    Optional<Stop> focus() {
        if (!(page.evaluate(FOCUS) instanceof Map<?, ?> it)) {
            return Optional.empty();
        }
        List<Double> box =
                ((List<?>) it.get("box"))
                        .stream().map(each -> ((Number) each).doubleValue()).toList();
        return Optional.of(
                new Stop(
                        (String) it.get("tag"),
                        (String) it.get("name"),
                        (String) it.get("unseen"),
                        (Boolean) it.get("ring"),
                        box,
                        (String) it.get("html"),
                        ((Number) it.get("number")).intValue()));
    }

    private void goTo(String name, Set<String> tags) {
        Set<String> passed = new HashSet<>();
        for (int i = 0; i < MOST_STOPS; i++) {
            Optional<Stop> stop = next();
            if (stop.filter(it -> tags.contains(it.tag()) && it.isCalled(name)).isPresent()) {
                assertThat(stop.get().unseen()).as(stop.get().html()).isEmpty();
                assertThat(isSeen(stop.get())).as("%s shows its focus", stop.get().html()).isTrue();
                return;
            }
            stop.ifPresent(it -> passed.add(it.tag() + " " + it.name()));
        }
        throw new AssertionError(
                "Tab does not lead to '%s' at %s, only to %s".formatted(name, page.url(), passed));
    }

    /// Whether it looks otherwise than it does without the focus.
    boolean isSeen(Stop stop) {
        if (stop.isRinged()) {
            return true;
        }
        byte[] with = picture(stop);
        page.keyboard().press("Tab");
        byte[] without = picture(stop);
        page.keyboard().press("Shift+Tab");
        return !Arrays.equals(with, without);
    }

    private byte[] picture(Stop stop) {
        List<Double> box = stop.box();
        return page.screenshot(
                new Page.ScreenshotOptions()
                        .setClip(
                                Math.max(0, box.get(0) - 4),
                                Math.max(0, box.get(1) - 4),
                                box.get(2) + 8,
                                box.get(3) + 8));
    }
}
