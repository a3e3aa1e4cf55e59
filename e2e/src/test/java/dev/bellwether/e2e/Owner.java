package dev.bellwether.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.Locale;

/// The first owner, at work in the console with a browser.
final class Owner {
    static final String EMAIL = "ada@example.com";
    static final String PASSWORD = "correct horse battery staple";

    private final Program program;
    private final Page page;

    private Owner(Program program, Page page) {
        this.program = program;
        this.page = page;
    }

    /// Opens the link that the first start printed.
    static Owner arrives(Program program, Page page) throws InterruptedException {
        String line = program.awaitLine(each -> each.contains("/console/first/"));
        String path =
                URI.create(line.substring(line.indexOf("http")).strip().split("\\s")[0]).getPath();
        page.navigate(program.at(path).toString());
        page.getByLabel("Your name").fill("Ada");
        page.getByLabel("Email").fill(EMAIL);
        choosePassword(page);
        press(page, "Go to the console");
        return new Owner(program, page);
    }

    Page page() {
        return page;
    }

    /// Somebody is invited, opens the link and signs in.
    ///
    /// @return their id
    String invites(Browser browser, String name) {
        page.navigate(program.at("/console/people/invite").toString());
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Email")
                .fill(name.replace(" ", ".").toLowerCase(Locale.ROOT) + "@example.com");
        press(page, "Make the link");
        String link = page.locator("#one-time-link").innerText().strip();
        Page other = browser.visitor(Browser.Look.WIDE);
        other.navigate(link);
        choosePassword(other);
        press(other, "Go to the console");
        other.context().close();
        page.navigate(program.at("/console/people").toString());
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first()
                .getAttribute("href")
                .replaceAll(".*/", "");
    }

    private static void choosePassword(Page page) {
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByLabel("Password once more").fill(PASSWORD);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    }

    /// A token that may do everything.
    String makesToken() {
        page.navigate(program.at("/console/settings/tokens").toString());
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("tour");
        for (Locator scope : page.locator("input[name=scopes]").all()) {
            scope.check();
        }
        press(page, "Make the token");
        return page.locator("#token-secret").innerText().strip();
    }
}
