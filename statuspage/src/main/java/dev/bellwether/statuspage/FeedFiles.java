package dev.bellwether.statuspage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// `history.atom`, `history.rss`, `history.ics`, `badge.svg` and the icon.
final class FeedFiles {
    private static final int EVENTS = 100;
    private static final int MOST_EMBEDDED = 5;

    private final PageView view;
    private final Memo memo;
    private final Words words;
    private final Map<String, Document> documents;
    private final Feeds feeds;
    private final Calendar calendar;
    private final PageKey key;

    FeedFiles(
            PageView view,
            PageKey key,
            Memo memo,
            Times times,
            Words words,
            Texts texts,
            Map<String, Document> documents) {
        this.view = view;
        this.memo = memo;
        this.words = words;
        this.documents = documents;
        this.feeds = new Feeds(view, times, words, texts);
        this.calendar = new Calendar(view);
        this.key = key;
    }

    void write() {
        List<IncidentView> newest =
                Stream.concat(view.incidents().stream(), view.maintenances().stream())
                        .sorted(
                                Comparator.comparing(IncidentView::createdAt)
                                        .thenComparing(IncidentView::id)
                                        .reversed())
                        .limit(EVENTS)
                        .toList();
        List<IncidentView> entries = newest.subList(0, Math.min(Feeds.ENTRIES, newest.size()));
        List<Object> head = List.of(key, view.updatedAt());
        put(
                "history.atom",
                "application/atom+xml; charset=utf-8",
                memo.piece("atom", head, feeds::atomHead),
                pieces("atom/", entries, feeds::atomEntry),
                memo.piece("atom-tail", "", Feeds::atomTail));
        put(
                "history.rss",
                "application/rss+xml; charset=utf-8",
                memo.piece("rss", head, feeds::rssHead),
                pieces("rss/", entries, feeds::rssItem),
                memo.piece("rss-tail", "", Feeds::rssTail));
        put(
                "history.ics",
                "text/calendar; charset=utf-8",
                memo.piece("ics", key, calendar::head),
                pieces("ics/", newest, calendar::event),
                memo.piece("ics-tail", "", Calendar::tail));
        Banner banner = Banner.of(view);
        List<Object> badge = List.of(key.name(), words.language(), banner);
        svg(
                "badge.svg",
                memo.piece(
                        "badge",
                        badge,
                        () -> Badge.svg(key.name(), words.of("banner." + banner.name()), banner)));
        if (key.open()) {
            embed(banner);
        }
        svg("badge-icon.svg", memo.piece("icon", banner, () -> Badge.icon(banner)));
    }

    private void embed(Banner banner) {
        Piece script = memo.piece(Embed.SCRIPT, "", Embed::script);
        documents.put(
                Embed.SCRIPT,
                memo.document(Embed.SCRIPT, "text/javascript; charset=utf-8", List.of(script)));
        List<IncidentView> open =
                Stream.concat(view.open().stream(), view.underWay().stream()).toList();
        Piece data =
                memo.piece(
                        Embed.DATA,
                        List.of(key, banner, open, words.language()),
                        () -> V2.write(embedded(banner, open)));
        documents.put(Embed.DATA, memo.document(Embed.DATA, JsonFiles.TYPE, List.of(data)));
    }

    private Map<String, Object> embedded(Banner banner, List<IncidentView> open) {
        return Map.of(
                "language",
                words.language(),
                "url",
                view.url() + "/",
                "page",
                view.page().name(),
                "sentence",
                words.of("banner." + banner.name()),
                "close",
                words.of("close"),
                "notices",
                open.stream()
                        .limit(MOST_EMBEDDED)
                        .map(i ->
                                Map.of(
                                        "id", i.id(),
                                        "name", i.name(),
                                        "impact", i.impact().name().toLowerCase(Locale.ROOT),
                                        "stage", words.stage(i.status()),
                                        "url", view.url() + "/" + i.path()))
                        .toList());
    }

    private List<Piece> pieces(
            String name, List<IncidentView> incidents, Function<IncidentView, String> make) {
        return incidents.stream()
                .map(i -> memo.piece(name + i.path(), List.of(key, i), () -> make.apply(i)))
                .toList();
    }

    private void put(String path, String type, Piece head, List<Piece> entries, Piece tail) {
        var all = new ArrayList<Piece>();
        all.add(head);
        all.addAll(entries);
        all.add(tail);
        documents.put(path, memo.document(path, type, all));
    }

    private void svg(String path, Piece piece) {
        documents.put(path, memo.document(path, "image/svg+xml", List.of(piece)));
    }
}
