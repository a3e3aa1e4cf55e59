package dev.bellwether.server;

import dev.bellwether.analytics.ClickHouseUrl;
import dev.bellwether.model.SiteId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Settings of where visitors' events stand.
final class EventKeys {
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

    static final Setting<Optional<ClickHouseUrl>> URL =
            new Setting<>(
                    "events.url",
                    new Kind<>(
                            "http://user:password@host:8123/database",
                            text ->
                                    text.isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(ClickHouseUrl.of(text)),
                            false),
                    "",
                    true,
                    "A ClickHouse server in which visitors' events stand. Empty: DuckDB in the data"
                            + " directory.");
    static final Setting<Integer> MEMORY =
            Setting.of(
                    "events.query-memory",
                    Kind.whole(128, 1 << 20),
                    "1024",
                    "Megabytes that a question about events may have on such a server.");
    static final Setting<Map<String, ClickHouseUrl>> REGIONS =
            new Setting<>(
                    "events.regions",
                    new Kind<>(
                            "a list of NAME=http://user:password@host:8123/database, names of"
                                    + " letters, digits and -",
                            text -> pairs(text, NAME, name -> name, ClickHouseUrl::of),
                            true),
                    "",
                    true,
                    "Servers of regions, whose sites' events stand there and nowhere else.");
    static final Setting<Map<SiteId, String>> SITES =
            Setting.of(
                    "events.region-sites",
                    new Kind<>(
                            "a list of SITE=NAME: a site's id and a region of events.regions",
                            text -> pairs(text, ".{1,100}", SiteId::new, name -> name),
                            true),
                    "",
                    "Which sites are of a region. Before their first event: what stands elsewhere"
                            + " is not moved.");

    static final List<Setting<?>> ALL = List.of(URL, MEMORY, REGIONS, SITES);

    private EventKeys() {}

    private static <K, V> Map<K, V> pairs(
            String text, String allowed, Function<String, K> key, Function<String, V> value) {
        Map<K, V> pairs = new LinkedHashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*")) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(0, equals)).strip();
            if (!name.matches(allowed)
                    || pairs.put(key.apply(name), value.apply(pair.substring(equals + 1).strip()))
                            != null) {
                throw new IllegalArgumentException();
            }
        }
        return pairs;
    }

    /// Sites of regions that are not there, in words.
    static List<String> incomplete(Map<Setting<?>, Object> values) {
        List<String> problems = new ArrayList<>();
        if (values.get(REGIONS) instanceof Map<?, ?> regions
                && values.get(SITES) instanceof Map<?, ?> sites) {
            sites.forEach((site, region) -> {
                if (!regions.containsKey(region)) {
                    problems.add(
                            "events.region-sites: '%s' is of the region '%s', which events.regions does not name"
                                    .formatted(((SiteId) site).value(), region));
                }
            });
        }
        return problems;
    }
}
