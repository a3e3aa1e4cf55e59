package dev.bellwether.server;

import dev.bellwether.watch.ListedProvider;
import dev.bellwether.watch.ProviderDraft;
import dev.bellwether.watch.Providers;
import dev.bellwether.watch.ReaderKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The section `providers` of the configuration file: providers that the catalogue does not have.
final class ProvidersSection {
    static final String KEY = "providers";
    static final int MOST = 1_000;

    private static final List<String> FIELDS =
            List.of("id", "name", "page", "reader", "category", "homepage");

    private ProvidersSection() {}

    /// Adds everything that is wrong to `problems`.
    static List<ListedProvider> bind(List<ConfigFile.Item> items, List<String> problems) {
        var listed = new ArrayList<ListedProvider>();
        Map<String, String> taken = new HashMap<>();
        if (items.size() > MOST) {
            problems.add(
                    "%s: %s: '%d' entries are not at most %d"
                            .formatted(items.get(MOST).where(), KEY, items.size(), MOST));
            return listed;
        }
        for (ConfigFile.Item item : items) {
            int before = problems.size();
            refuseUnknown(item, problems);
            var draft =
                    new ProviderDraft(
                            text(item, "name"),
                            text(item, "page"),
                            text(item, "homepage"),
                            text(item, "category"),
                            text(item, "reader"));
            for (var problem : Providers.problems(draft)) {
                Located at = item.fields().get(problem.field());
                problems.add(
                        at == null
                                ? item.where() + ": " + KEY + ": " + problem.field() + " is missing"
                                : told(at, problem.field(), problem.message()));
            }
            String key = key(item, draft, problems);
            String first = taken.putIfAbsent(key, item.where());
            if (first != null && !key.isEmpty()) {
                problems.add(
                        "%s: %s: '%s' stands a second time, first at %s; give one of them an id of its"
                                        .formatted(item.where(), KEY, key, first)
                                + " own");
            }
            if (problems.size() == before) {
                listed.add(new ListedProvider(key, draft));
            }
        }
        return List.copyOf(listed);
    }

    /// As `check-config` tells it.
    static String effective(List<ListedProvider> listed) {
        var text = new StringBuilder();
        for (ListedProvider one : listed) {
            text.append(KEY)
                    .append(": ")
                    .append(one.id())
                    .append(" \"")
                    .append(one.draft().name())
                    .append("\" ")
                    .append(one.draft().page())
                    .append('\n');
        }
        return text.toString();
    }

    static String guide() {
        return """
        ## providers

        Providers that the catalogue does not have, at most %s. Every organization of the installation sees them. Several nodes
        on one database are given the same list. There is no environment variable for it.

        ```yaml
        providers:
          - name: Acme Payments
            page: https://status.acme-payments.example
          - id: cdn
            name: Example CDN
            page: https://cdn.example/feed.atom
            reader: feed
            category: cdn
            homepage: cdn.example
        ```

        **`name`** (needed; 1 to 100 characters)
        What people call it.

        **`page`** (needed; an http or https address)
        Its status page; for the reader `feed` the address of the feed.

        **`id`** (default made from the name; 1 to 50 characters of a-z, 0-9 and -)
        Known as `file.` and this. A provider whose id changes is another one: give an id where the name may change.

        **`reader`** (default none; one of %s)
        The kind of its page, which is tried first. Empty: found out at first contact.

        **`category`** (default none; at most 60 characters)
        For search and lists.

        **`homepage`** (default none; a domain, or an http or https address)
        For search, and for suggestions from a pasted list.

        The list is applied at each start. A provider that is not in it any more is removed when no check follows it; while one
        does it stays as it was, the log says so, and a later start removes it. Put back under its id, it is the same one.

        """
                .formatted(
                        String.format(Locale.ROOT, "%,d", MOST),
                        String.join(", ", ReaderKinds.names()));
    }

    private static String key(ConfigFile.Item item, ProviderDraft draft, List<String> problems) {
        Located given = item.fields().get("id");
        if (given == null) {
            return draft.name().isBlank() ? "" : ListedProvider.keyOf(draft.name());
        }
        if (!ListedProvider.isKey(given.text())) {
            problems.add(
                    told(
                            given,
                            "id",
                            "'"
                                    + given.text()
                                    + "' is not 1 to 50 characters of a-z, 0-9 and -, a letter or"
                                    + " number first"));
        }
        return given.text();
    }

    private static void refuseUnknown(ConfigFile.Item item, List<String> problems) {
        item.fields()
                .forEach((field, at) -> {
                    if (!FIELDS.contains(field)) {
                        problems.add(
                                at.where()
                                        + ": "
                                        + KEY
                                        + ": there is no '"
                                        + field
                                        + "'"
                                        + Nearest.hint(field, FIELDS));
                    }
                });
    }

    private static String told(Located at, String field, String message) {
        return at.where() + ": " + KEY + ": " + field + ": " + message;
    }

    private static String text(ConfigFile.Item item, String field) {
        Located at = item.fields().get(field);
        return at == null ? "" : at.text();
    }
}
