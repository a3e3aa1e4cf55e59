package dev.bellwether.watch;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The RSS feed of Azure's status page: an item for each wide incident while it lasts, no item when
/// there is none. Its categories are the services and regions it touches, in one list. Parts are
/// services in regions, such as `App Service/West US`; see [Grid].
///
/// The feed has no words for severity. What is on that page is widespread, so an item is a partial
/// outage, unless its title speaks of slowness ([#SLOW]); one that says it is mitigated is over.
final class AzureReader implements ProviderReader {
    private static final Set<String> SLOW =
            Set.of(
                    "latency",
                    "delay",
                    "degraded",
                    "degradation",
                    "intermittent",
                    "slow",
                    "advisory");

    private static final String FEED = "/en-us/status/feed/";

    @Override
    public String name() {
        return "azure";
    }

    @Override
    public boolean mayRead(Provider provider) {
        return provider.platform().equals("azure");
    }

    @Override
    public List<ProviderDocument> documents(Provider provider) {
        return List.of(ProviderDocument.xml(provider.document(FEED)));
    }

    @Override
    public Optional<ProviderComponent> unnamed(List<ProviderComponent> named, String component) {
        return Grid.unnamed(named, component);
    }

    @Override
    public ProviderReading read(ProviderAnswers answers) {
        Feed feed = Feed.of(answers.xml(0));
        if (!feed.title().toLowerCase(Locale.ROOT).contains("azure")) {
            throw new UnreadablePage(
                    "The feed calls itself '" + feed.title() + "', not Azure's status");
        }
        var grid = new Grid("no event");
        AzureNames.SERVICES.forEach(name -> grid.service(name, name));
        AzureNames.REGIONS.forEach(name -> grid.region(name, name));
        var told = new Told();
        for (FeedEntry entry : feed.entries()) {
            boolean isOver =
                    FeedWords.stage(entry)
                            .filter(said -> said.stage() == FeedWords.Stage.OVER)
                            .isPresent();
            Instant published = entry.published().orElse(Instant.EPOCH);
            Instant touched = entry.touched().orElse(published);
            told.update(entry.id(), touched, isOver ? "mitigated" : "active", entry.text());
            if (!isOver) {
                Status status = severity(entry.title());
                told.incident(
                        entry.id(),
                        entry.title(),
                        "active",
                        Impact.of(status),
                        published,
                        touched,
                        entry.link());
                parts(entry, status, grid);
            }
        }
        return new ProviderReading(
                feed.title(),
                grid.whole(),
                told.words("No events"),
                told.incidents(),
                told.updates(),
                grid.components(),
                List.of());
    }

    private static Status severity(String title) {
        String words = title.toLowerCase(Locale.ROOT);
        return SLOW.stream().anyMatch(words::contains) ? Status.DEGRADED : Status.PARTIAL_OUTAGE;
    }

    private static void parts(FeedEntry entry, Status status, Grid grid) {
        var services = new ArrayList<String>();
        var regions = new ArrayList<String>();
        for (String category : entry.categories()) {
            String name = category.replace('/', '-');
            (AzureNames.isRegion(name) ? regions : services).add(name);
        }
        if (services.isEmpty()) {
            services.add(Grid.ALL);
        }
        if (regions.isEmpty()) {
            regions.add(Grid.ALL);
        }
        for (String service : services) {
            for (String region : regions) {
                grid.trouble(service, region, status, "active");
            }
        }
    }
}
