package dev.bellwether.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A feed of entries: RSS 2.0, RSS 1.0 (RDF) or Atom (RFC 4287), told apart by the root element.
///
/// @param made when the feed was made, by its own word or its newest entry
record Feed(String title, Optional<Instant> made, List<FeedEntry> entries) {
    private static final int ENTRIES = 200;
    private static final int CATEGORIES = 60;
    private static final int RAW = 64 << 10;

    /// @throws UnreadablePage when it is no feed
    static Feed of(ProviderXml root) {
        return switch (root.name()) {
            case "rss" ->
                    root.all("channel").stream()
                            .findFirst()
                            .map(channel -> of(channel, channel.all("item")))
                            .orElseThrow(() -> new UnreadablePage("The feed has no channel"));
            case "RDF" ->
                    root.all("channel").stream()
                            .findFirst()
                            .map(channel -> of(channel, root.all("item")))
                            .orElseThrow(() -> new UnreadablePage("The feed has no channel"));
            case "feed" -> of(root, root.all("entry"));
            default ->
                    throw new UnreadablePage(
                            "The answer is no feed: its root is '"
                                    + ProviderJson.cut(root.name(), 60)
                                    + "'");
        };
    }

    private static Feed of(ProviderXml channel, List<ProviderXml> items) {
        List<FeedEntry> entries = items.stream().limit(ENTRIES).map(Feed::entry).toList();
        Optional<Instant> said = time(channel, "lastBuildDate", "updated", "pubDate", "date");
        Optional<Instant> newest =
                entries.stream().flatMap(e -> e.touched().stream()).max(Comparator.naturalOrder());
        Optional<Instant> made =
                Stream.concat(said.stream(), newest.stream()).max(Comparator.naturalOrder());
        return new Feed(channel.text("title", Told.NAME), made, entries);
    }

    private static FeedEntry entry(ProviderXml item) {
        String raw =
                Stream.of("encoded", "content", "description", "summary")
                        .map(name -> item.text(name, RAW))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
        String title = FeedText.plain(item.text("title", Told.NAME));
        String link = link(item);
        String id =
                Stream.of(item.text("guid", Told.NAME), item.text("id", Told.NAME), link, title)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
        Optional<Instant> published = time(item, "pubDate", "published", "date");
        Optional<Instant> updated = time(item, "updated", "modified");
        return new FeedEntry(
                id,
                title,
                link,
                ProviderJson.cut(FeedText.plain(raw), Told.TEXT * 4),
                published.or(() -> updated),
                updated.or(() -> published),
                categories(item));
    }

    /// The text of RSS's, the address of Atom's `alternate`.
    private static String link(ProviderXml item) {
        for (ProviderXml link : item.all("link")) {
            String rel = link.attribute("rel");
            String address =
                    link.attribute("href").isEmpty() ? link.text() : link.attribute("href");
            boolean isIt = rel.isEmpty() || rel.equals("alternate");
            if (isIt && HttpTarget.parse(address).isPresent()) {
                return ProviderJson.cut(address, 2_000);
            }
        }
        return "";
    }

    private static List<String> categories(ProviderXml item) {
        var categories = new ArrayList<String>();
        for (ProviderXml category : item.all("category")) {
            String word = category.text().isEmpty() ? category.attribute("term") : category.text();
            if (!word.isEmpty() && categories.size() < CATEGORIES) {
                categories.add(ProviderJson.cut(word, Told.NAME));
            }
        }
        return List.copyOf(categories);
    }

    private static Optional<Instant> time(ProviderXml element, String... names) {
        for (String name : names) {
            Optional<Instant> time = ProviderTime.parse(element.text(name, 60));
            if (time.isPresent()) {
                return time;
            }
        }
        return Optional.empty();
    }
}
