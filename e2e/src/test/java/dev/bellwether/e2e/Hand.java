package dev.bellwether.e2e;

import com.microsoft.playwright.Page;

/// How somebody works on a page: by the names of what stands there, whatever their hands are.
sealed interface Hand permits Keyboard, Pointer {
    Page page();

    /// A link, a button, or the head of what can be unfolded.
    void press(String name);

    void type(String label, String text);

    /// One of a list.
    void choose(String label, String option);

    /// A box, which may be ticked already.
    void tick(String label);

    /// Returns once the next page stands there whole, and says this.
    default void reads(String... words) {
        Browser.says(page().locator("body"), words);
        page().waitForLoadState();
    }
}
