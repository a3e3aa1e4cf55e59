package dev.bellwether.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

/// Somebody with a mouse or a finger, who works on a page by the names of what stands there.
record Pointer(Page page) {
    /// A link, a button, or the head of what can be unfolded.
    void press(String name) {
        named(AriaRole.LINK, name)
                .or(named(AriaRole.BUTTON, name))
                .or(page.locator("summary").and(page.getByText(name, exactText())))
                .first()
                .click();
    }

    void type(String label, String text) {
        labelled(label).fill(text);
    }

    /// One of a list.
    void choose(String label, String option) {
        labelled(label).selectOption(new SelectOption().setLabel(option));
    }

    /// A box that is empty.
    void tick(String label) {
        labelled(label).check();
    }

    /// Returns once the next page stands there whole, and says this.
    void reads(String... words) {
        Browser.says(page.locator("body"), words);
        page.waitForLoadState();
    }

    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator labelled(String label) {
        var exact = new Page.GetByLabelOptions().setExact(true);
        return page.getByLabel(label, exact)
                .or(page.getByLabel(label + " (optional)", exact))
                .first();
    }

    private static Page.GetByTextOptions exactText() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
