package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Reads the shipped catalogue: RFC 4180 with a first line of names. The same slug may come twice
/// (one provider, two addresses); the later one gets a number at its end.
final class CatalogueCsv {
    private static final List<String> COLUMNS =
            List.of(
                    "slug",
                    "name",
                    "category",
                    "homepage",
                    "status_url",
                    "platform",
                    "feed_url",
                    "confidence",
                    "sources");

    private CatalogueCsv() {}

    /// @throws IllegalArgumentException when a line is not a provider
    static List<Provider> read(String text) {
        List<List<String>> rows = rows(text);
        if (rows.isEmpty() || !rows.getFirst().equals(COLUMNS)) {
            throw new IllegalArgumentException("The catalogue does not begin with " + COLUMNS);
        }
        var ids = new HashSet<String>();
        var providers = new ArrayList<Provider>(rows.size());
        for (List<String> row : rows.subList(1, rows.size())) {
            if (row.size() != COLUMNS.size()) {
                throw new IllegalArgumentException("The catalogue's line " + row + " is not whole");
            }
            String slug = row.get(0);
            for (int n = 2; !ids.add(slug); n++) {
                slug = row.get(0) + "-" + n;
            }
            providers.add(
                    new Provider(
                            new ProviderId(slug),
                            OrganizationId.SYSTEM,
                            row.get(1),
                            row.get(2),
                            row.get(3),
                            row.get(4),
                            row.get(5),
                            row.get(6),
                            Provider.Trust.valueOf(row.get(7).toUpperCase(Locale.ROOT))));
        }
        return providers;
    }

    private static List<List<String>> rows(String text) {
        var rows = new ArrayList<List<String>>();
        List<String> row = new ArrayList<>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (c == '"' && !doubled) {
                    quoted = false;
                } else {
                    field.append(c);
                    i += doubled ? 1 : 0;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (c != '\r') {
                field.append(c);
            }
        }
        if (!field.isEmpty() || !row.isEmpty()) {
            row.add(field.toString());
            rows.add(row);
        }
        return rows;
    }
}
