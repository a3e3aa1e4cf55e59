package dev.bellwether.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Chromium. Pages that it opens note every JavaScript error and every refused resource in
/// [#complaints()].
final class Browser implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    /// A give-up and not a measure: a loaded machine may take its time.
    private static final double GIVE_UP_MILLIS = 120_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new ArrayList<>();

    Browser() {
        var path = Tools.chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(GIVE_UP_MILLIS);
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(path)
                                        .setHeadless(true)
                                        .setArgs(FLAGS));
    }

    /// A visitor with a context of its own.
    Page visitor(Look look) {
        BrowserContext context =
                chromium.newContext(
                        new com.microsoft.playwright.Browser.NewContextOptions()
                                .setViewportSize(look.width, look.height)
                                .setDeviceScaleFactor(1)
                                .setColorScheme(look.dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                                .setJavaScriptEnabled(look.javaScript)
                                .setTimezoneId("Europe/Berlin"));
        Page page = context.newPage();
        page.setDefaultTimeout(GIVE_UP_MILLIS);
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type())) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        return page;
    }

    /// That all of these words come to stand there. A click returns once the next page begins, and
    /// not once it is whole: whoever reads at once may read half of it, or the page before.
    static void says(Locator place, String... words) {
        for (String each : words) {
            PlaywrightAssertions.assertThat(place).containsText(each);
        }
    }

    /// What the browser's own developer tools may ask it.
    CDPSession tools() {
        return chromium.newBrowserCDPSession();
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /// How a visitor looks at a page.
    record Look(int width, int height, boolean dark, boolean javaScript) {
        static final Look WIDE = new Look(1280, 900, false, true);
        static final Look PHONE = new Look(390, 844, false, true);
        static final Look DARK = new Look(1280, 900, true, true);
        static final Look PLAIN = new Look(1280, 900, false, false);
    }
}
