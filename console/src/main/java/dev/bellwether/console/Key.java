package dev.bellwether.console;

import java.util.List;

/// A key of the console and what it does. `console.js` reads the addresses of `g` from the page.
///
/// @param address where `g` and this key lead; empty for other keys
record Key(String keys, String means, String address) {
    static final List<Key> ALL =
            List.of(
                    new Key("Ctrl K", "Search everything (⌘ K on a Mac); so does /", ""),
                    new Key("?", "This help", ""),
                    new Key("j", "Next in the list", ""),
                    new Key("k", "The one before", ""),
                    new Key("Enter", "Open it", ""),
                    new Key("x", "Choose it, in a list with boxes", ""),
                    go("o", "Overview", ""),
                    go("i", "Incidents", "/incidents"),
                    go("a", "Alerts", "/alerts"),
                    go("m", "Maintenance", "/maintenance"),
                    go("s", "Services", "/services"),
                    go("c", "Checks", "/checks"),
                    go("v", "Providers", "/providers"),
                    go("p", "Status pages", "/pages"),
                    go("e", "Escalation", "/policies"));

    private static Key go(String key, String name, String path) {
        return new Key("g " + key, name, "/console" + path);
    }
}
