package dev.bellwether.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is still to be tried to find out how a page is read. Belongs to one [PollTarget].
///
/// *Order.* What the catalogue says first, then one document of each platform in the order of
/// [ProviderReader#ALL], then what the page's own HTML points at: an id in its addresses, its
/// feeds. At most [#MOST] in all, one a turn, so that an unknown page is asked no more often than a
/// known one.
final class ProviderSearch {
    private static final int MOST = 20;

    /// incident.io's ids, in whatever shape it answers.
    private static final Pattern ULID = Pattern.compile("01[0-9A-HJKMNP-TV-Z]{24}");

    /// A reader, and the address it may be right for.
    record Guess(ProviderReader reader, String feed) {}

    private final Provider provider;
    private final Deque<Guess> open = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private final List<String> seen = new ArrayList<>();
    private int tried;

    /// Empty while the page's HTML was not asked for.
    private Optional<PageHead> head = Optional.empty();

    /// What was found already, while something better is tried.
    @Nullable ProviderFound fallback;

    private ProviderSearch(Provider provider) {
        this.provider = provider;
    }

    /// Of a page of which nothing is known but what the catalogue says.
    static ProviderSearch of(Provider provider) {
        var search = new ProviderSearch(provider);
        for (ProviderReader reader : ProviderReader.ALL) {
            if (reader.mayRead(provider) && !reader.documents(provider).isEmpty()) {
                search.add(reader, provider.feed());
            }
        }
        for (ProviderReader reader : ProviderReader.ALL) {
            reader.guesses(provider, PageHead.NONE).forEach(feed -> search.add(reader, feed));
        }
        return search;
    }

    /// Of a page that is read, but looks as if incident.io told more in its own documents.
    static ProviderSearch better(Provider provider, ProviderFound fallback) {
        var search = new ProviderSearch(provider);
        search.head = Optional.of(PageHead.NONE);
        search.fallback = fallback;
        var reader = new IncidentIoReader();
        reader.guesses(provider, PageHead.NONE).forEach(feed -> search.add(reader, feed));
        return search;
    }

    /// True when a page in Statuspage's shape is one of incident.io's.
    static boolean isIncidentIo(ProviderReading reading) {
        return reading.components().stream().anyMatch(c -> ULID.matcher(c.id()).matches())
                || reading.incidents().stream().anyMatch(i -> ULID.matcher(i.id()).matches());
    }

    private void add(ProviderReader reader, String feed) {
        String key =
                reader.name()
                        + reader.documents(provider.withFeed(feed)).stream()
                                .map(ProviderDocument::address)
                                .toList();
        if (known.size() < MOST && known.add(key)) {
            open.add(new Guess(reader, feed));
        }
    }

    /// The next to try; empty when the page's HTML is next, or nothing is left.
    Optional<Guess> next() {
        return Optional.ofNullable(open.peek());
    }

    boolean wantsHead() {
        return head.isEmpty();
    }

    /// The HTML was read, or could not be.
    void head(PageHead page) {
        head = Optional.of(page);
        for (ProviderReader reader : ProviderReader.ALL) {
            reader.guesses(provider, page).forEach(feed -> add(reader, feed));
        }
    }

    String title() {
        return head.map(PageHead::title).orElse("");
    }

    /// The first of [#next] was not it.
    void failed(String why) {
        Guess guess = open.remove();
        tried++;
        if (seen.size() < 3 && !why.isEmpty()) {
            seen.add(guess.reader().name() + ": " + why);
        }
    }

    boolean isOver() {
        return open.isEmpty() && head.isPresent();
    }

    /// For people.
    String nothing() {
        return ProviderJson.cut(
                "No document of a shape we know: "
                        + tried
                        + " addresses tried"
                        + (seen.isEmpty() ? "" : " (" + String.join("; ", seen) + ")"),
                ReadingDraft.NAME);
    }
}
