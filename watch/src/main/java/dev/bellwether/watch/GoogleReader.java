package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Google's dashboards, of Cloud, Maps Platform and Workspace alike: `incidents.json` (an array of
/// all incidents, years back; those without an end are open) and `products.json` beside the page.
/// Parts are products in locations, such as `google-compute-engine/us-central1`; see [Grid].
///
/// @param name of the reader
/// @param platform of the catalogue whose pages it reads
/// @param title what the pages call themselves; they do not say it in these documents
record GoogleReader(String name, String platform, String title) implements ProviderReader {
    private static final int OLD_ONES = 50;

    static GoogleReader cloud() {
        return new GoogleReader("google-cloud", "gcp", "Google Cloud");
    }

    static GoogleReader workspace() {
        return new GoogleReader("google-workspace", "google-workspace", "Google Workspace");
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals(platform);
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        String page = provider.page().replaceFirst("/+$", "");
        return List.of(
                ProviderDocument.json(page + "/incidents.json"),
                ProviderDocument.json(page + "/products.json").optional());
    }

    @Override
    public Optional<ProviderComponent> unnamed(List<ProviderComponent> named, String component) {
        return Grid.unnamed(named, component);
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode incidents = answers.jsonList(0);
        var grid = new Grid("AVAILABLE");
        if (answers.has(1)) {
            for (JsonNode product : answers.json(1).path("products")) {
                String name = ProviderJson.text(product, "title", Told.NAME);
                grid.service(slug(name), name);
            }
        }
        var told = new Told();
        int old = 0;
        for (JsonNode incident : incidents) {
            if (!incident.isObject()
                    || ProviderJson.text(incident, "begin", Told.NAME).isEmpty()
                    || ProviderJson.id(incident, "id").isEmpty()) {
                throw new UnreadablePage("The answer has not the shape of Google's incidents");
            }
            locations(incident, grid);
            boolean isOpen = ProviderJson.text(incident, "end", Told.NAME).isEmpty();
            if (isOpen || ++old <= OLD_ONES) {
                updates(incident, told);
            }
            if (isOpen) {
                open(answers.provider(), incident, grid, told);
            }
        }
        return new ProviderReading(
                title,
                grid.whole(),
                told.words("Available"),
                told.incidents(),
                told.updates(),
                grid.components(),
                List.of());
    }

    /// Locations are listed nowhere but where something happened.
    private static void locations(JsonNode incident, Grid grid) {
        for (String when :
                List.of("currently_affected_locations", "previously_affected_locations")) {
            for (JsonNode location : incident.path(when)) {
                String id = ProviderJson.text(location, "id", 100);
                if (!id.equals("global")) {
                    grid.region(id, ProviderJson.text(location, "title", Told.NAME));
                }
            }
        }
    }

    private static void open(Provider provider, JsonNode incident, Grid grid, Told told) {
        String impact = ProviderJson.text(incident, "status_impact", Told.NAME);
        String severity = ProviderJson.text(incident, "severity", Told.NAME);
        Status status = GoogleWords.status(impact, severity);
        JsonNode newest = incident.path("most_recent_update");
        Instant started = ProviderJson.time(incident, "begin", Instant.EPOCH);
        String stage = ProviderJson.text(newest, "status", Told.NAME);
        told.incident(
                ProviderJson.id(incident, "id"),
                FeedText.plain(ProviderJson.text(incident, "external_desc", Told.TEXT)),
                stage.isEmpty() ? impact.isEmpty() ? severity : impact : stage,
                Impact.of(status),
                started,
                ProviderJson.time(incident, "modified", started),
                link(provider, ProviderJson.text(incident, "uri", Told.NAME)));
        parts(incident, status, impact.isEmpty() ? severity : impact, grid);
    }

    private static void parts(JsonNode incident, Status status, String words, Grid grid) {
        JsonNode products = incident.path("affected_products");
        JsonNode locations = incident.path("currently_affected_locations");
        if (status == Status.OPERATIONAL) {
            return;
        }
        if (products.isEmpty()) {
            String service = ProviderJson.text(incident, "service_name", Told.NAME);
            places(service.isEmpty() ? Grid.ALL : slug(service), locations, status, words, grid);
        }
        for (JsonNode product : products) {
            String title = ProviderJson.text(product, "title", Told.NAME);
            grid.service(slug(title), title);
            if (!slug(title).isEmpty()) {
                places(slug(title), locations, status, words, grid);
            }
        }
    }

    private static void places(
            String service, JsonNode locations, Status status, String words, Grid grid) {
        boolean isPlaced = false;
        for (JsonNode location : locations) {
            String id = ProviderJson.text(location, "id", 100);
            if (!id.isEmpty()) {
                isPlaced = true;
                grid.trouble(service, id.equals("global") ? Grid.ALL : id, status, words);
            }
        }
        if (!isPlaced) {
            grid.trouble(service, Grid.ALL, status, words);
        }
    }

    private static void updates(JsonNode incident, Told told) {
        String id = ProviderJson.id(incident, "id");
        Instant begin = ProviderJson.time(incident, "begin", Instant.EPOCH);
        JsonNode newest = incident.path("most_recent_update");
        JsonNode updates = incident.path("updates");
        if (!updates.isArray() || updates.isEmpty()) {
            update(id, newest, begin, told);
        }
        for (JsonNode update : updates) {
            update(id, update, begin, told);
        }
    }

    private static void update(String id, JsonNode update, Instant begin, Told told) {
        String text = ProviderJson.text(update, "text", Told.TEXT);
        if (!text.isEmpty()) {
            told.update(
                    id,
                    ProviderJson.time(update, "when", begin),
                    ProviderJson.text(update, "status", Told.NAME),
                    text);
        }
    }

    private static String link(Provider provider, String uri) {
        return uri.isEmpty()
                ? provider.page()
                : provider.page().replaceFirst("/+$", "") + "/" + uri.replaceFirst("^/+", "");
    }

    private static String slug(String title) {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }
}
