package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The AWS Health Dashboard: `/public/currentevents` (in UTF-16; an array of events, each with the
/// services it impacts and its log) and the list of services and regions that the dashboard itself
/// loads. Parts are services in regions: `ec2/us-east-1`; see [Grid].
///
/// Numbers come as numbers and as text. An event whose newest entry, or which itself, has code 0 is
/// over.
final class AwsReader implements ProviderReader {
    private static final String HOST = "health.aws.amazon.com";
    private static final String SERVICES =
            "https://servicedata-us-west-2-prod.s3.amazonaws.com/services.json";
    private static final int EVENTS = 500;
    private static final int IMPACTED = 2_000;

    @Override
    public String name() {
        return "aws";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("aws");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        boolean isTheirs =
                HttpTarget.parse(provider.page()).filter(p -> p.host().equals(HOST)).isPresent();
        return List.of(
                ProviderDocument.json(provider.document("/public/currentevents")),
                ProviderDocument.json(isTheirs ? SERVICES : provider.document("/services.json"))
                        .optional());
    }

    @Override
    public Optional<ProviderComponent> unnamed(List<ProviderComponent> named, String component) {
        return Grid.unnamed(named, component);
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        JsonNode events = answers.jsonList(0);
        var grid = new Grid(AwsWords.words("0"));
        if (answers.has(1)) {
            services(answers.jsonList(1), grid);
        }
        var told = new Told();
        int count = 0;
        for (JsonNode event : events) {
            if (!event.isObject() || ProviderJson.text(event, "arn", Told.NAME).isEmpty()) {
                throw new UnreadablePage("The answer has not the shape of AWS events");
            }
            if (++count <= EVENTS) {
                event(event, grid, told);
            }
        }
        return new ProviderReading(
                "Amazon Web Services",
                grid.whole(),
                told.words("No recent issues"),
                told.incidents(),
                told.updates(),
                grid.components(),
                List.of());
    }

    private static void services(JsonNode services, Grid grid) {
        for (JsonNode service : services) {
            var key = AwsWords.Key.of(ProviderJson.text(service, "service", Told.NAME));
            if (key.service().isEmpty() || key.isOfMany()) {
                continue;
            }
            grid.service(key.service(), ProviderJson.text(service, "service_name", Told.NAME));
            grid.region(key.region(), ProviderJson.text(service, "region_name", Told.NAME));
        }
    }

    private static void event(JsonNode event, Grid grid, Told told) {
        String arn = ProviderJson.text(event, "arn", Told.NAME);
        String code = ProviderJson.id(event, "status");
        Instant started = ProviderJson.time(event, "date", Instant.EPOCH);
        Instant updated = started;
        String newest = code;
        for (JsonNode entry : event.path("event_log")) {
            Instant at = ProviderJson.time(entry, "timestamp", started);
            String stage = ProviderJson.id(entry, "status");
            if (!at.isBefore(updated)) {
                updated = at;
                newest = stage.isEmpty() ? newest : stage;
            }
            told.update(
                    arn, at, AwsWords.words(stage), ProviderJson.text(entry, "message", Told.TEXT));
        }
        if (AwsWords.isOver(code) || AwsWords.isOver(newest)) {
            return;
        }
        told.incident(
                arn,
                title(event),
                AwsWords.words(newest),
                Impact.of(AwsWords.status(code)),
                started,
                updated,
                "https://" + HOST + "/health/status?eventID=" + arn);
        impacted(event, code, grid);
    }

    private static String title(JsonNode event) {
        String summary = ProviderJson.text(event, "summary", Told.NAME);
        String service = ProviderJson.text(event, "service_name", Told.NAME);
        String region = ProviderJson.text(event, "region_name", Told.NAME);
        return (summary.isEmpty() ? "Event" : summary)
                + (service.isEmpty() ? "" : ", " + service)
                + (region.isEmpty() ? "" : " (" + region + ")");
    }

    /// The services it lists; the event's own where it lists none.
    private static void impacted(JsonNode event, String code, Grid grid) {
        JsonNode services = event.path("impacted_services");
        var own = AwsWords.Key.of(ProviderJson.text(event, "service", Told.NAME));
        grid.region(own.region(), ProviderJson.text(event, "region_name", Told.NAME));
        if (!services.isObject() || services.isEmpty()) {
            trouble(grid, own.isOfMany() ? new AwsWords.Key(Grid.ALL, own.region()) : own, code);
            return;
        }
        int count = 0;
        for (Map.Entry<String, JsonNode> service : services.properties()) {
            if (++count > IMPACTED) {
                return;
            }
            var key = AwsWords.Key.of(service.getKey());
            String current = ProviderJson.id(service.getValue(), "current");
            grid.service(
                    key.service(),
                    ProviderJson.text(service.getValue(), "service_name", Told.NAME));
            trouble(grid, key, current);
        }
    }

    private static void trouble(Grid grid, AwsWords.Key key, String code) {
        if (!AwsWords.isOver(code) && !key.service().isEmpty()) {
            Status status = AwsWords.status(code);
            grid.trouble(key.service(), key.region(), status, AwsWords.words(code));
        }
    }
}
