package dev.bellwether.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

/// A mouse or a finger.
record Pointer(Page page) implements Hand {
    @Override
    public void press(String name) {
        named(AriaRole.LINK, name)
                .or(named(AriaRole.BUTTON, name))
                .or(page.locator("summary").and(page.getByText(name, exactText())))
                .first()
                .click();
    }

    @Override
    public void type(String label, String text) {
        labelled(label).fill(text);
    }

    @Override
    public void choose(String label, String option) {
        labelled(label).selectOption(new SelectOption().setLabel(option));
    }

    @Override
    public void tick(String label) {
        labelled(label).check();
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
