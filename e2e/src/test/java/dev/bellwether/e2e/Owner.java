package dev.bellwether.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;

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
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByLabel("Password once more").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go to the console"))
                .click();
        return new Owner(program, page);
    }

    Page page() {
        return page;
    }

    /// A token that may do everything.
    String makesToken() {
        page.navigate(program.at("/console/settings/tokens").toString());
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("tour");
        for (Locator scope : page.locator("input[name=scopes]").all()) {
            scope.check();
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make the token"))
                .click();
        return page.locator("#token-secret").innerText().strip();
    }
}
