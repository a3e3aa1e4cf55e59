package dev.bellwether.statuspage;

import java.util.LinkedHashMap;
import java.util.Map;

/// The languages a page can speak.
public final class PageLanguages {
    private PageLanguages() {}

    /// Their names in themselves, by tag, such as `de` → `Deutsch`.
    public static Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        Words.LANGUAGES.forEach(language -> all.put(language, Words.name(language)));
        return all;
    }
}
