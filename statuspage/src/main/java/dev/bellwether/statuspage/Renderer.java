package dev.bellwether.statuspage;

import dev.bellwether.model.StatusPage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Renders one page again and again, each time only what changed. For one thread at a time.
///
/// The order of work: view (what is shown) → pieces (remembered in [Memo]) → documents → [Bundle].
/// It is done in two steps, so that what visitors look at while something is wrong can be served
/// before the feeds and the history are made.
final class Renderer {
    private final Map<String, Words> languages;
    private final Texts texts;
    private final Optional<String> subscribeAt;
    private final ViewMaker views = new ViewMaker();
    private final Memo memo = new Memo();
    private Map<String, Document> later = Map.of();
    private @Nullable Step step;
    private @Nullable Formats times;

    /// Formats of one zone and language, which take long to make.
    private record Formats(ZoneId zone, Words words, Times times) {}

    private record Step(
            PageView view, PageKey key, Words words, Times times, Map<String, Document> documents) {
        FeedFiles feeds(Memo memo, Texts texts, Map<String, Document> to) {
            return new FeedFiles(view, key, memo, times, words, texts, to);
        }

        HtmlFiles html(Memo memo, Texts texts, Map<String, Document> to) {
            return new HtmlFiles(view, key, memo, times, words, texts, to);
        }
    }

    /// @param subscribeAt see [PageSettings]
    Renderer(Map<String, Words> languages, Texts texts, Optional<String> subscribeAt) {
        this.languages = languages;
        this.texts = texts;
        this.subscribeAt = subscribeAt;
    }

    /// Whether a page was rendered whole before.
    boolean isComplete() {
        return !later.isEmpty();
    }

    /// The front page, the incidents and their JSON as of now; the rest as last rendered.
    Bundle first(StatusPage page, Known known, String serverUrl, Instant now) {
        PageView view = views.view(page, known, serverUrl, now);
        Words words =
                Optional.ofNullable(languages.get(page.look().language()))
                        .orElseGet(() -> languages.get("en"));
        Step last = step;
        PageKey key = PageKey.of(page, view.url(), subscribeAt);
        if (last != null && last.key().equals(key)) {
            key = last.key();
        }
        var made = new Step(view, key, words, times(view.zone(), words), HashMap.newHashMap(128));
        step = made;
        made.html(memo, texts, made.documents()).first();
        json(made, later).first();
        return bundle(made);
    }

    /// What the page of the last [#first] says, in one line.
    String says() {
        return OneLine.of(last().view());
    }

    /// Everything as of the last [#first].
    Bundle rest() {
        Step made = last();
        var rest = new HashMap<String, Document>();
        json(made, rest).rest();
        made.html(memo, texts, rest).rest();
        made.feeds(memo, texts, rest).write();
        later = rest;
        memo.turn();
        return bundle(made);
    }

    private Step last() {
        return Objects.requireNonNull(step, "first() goes before");
    }

    private JsonFiles json(Step made, Map<String, Document> to) {
        return new JsonFiles(made.view(), memo, made.times(), made.documents(), to);
    }

    private Bundle bundle(Step made) {
        var documents = new HashMap<>(later);
        documents.putAll(made.documents());
        StatusPage page = made.view().page();
        return new Bundle(
                page.id(),
                page.slug(),
                page.domain(),
                page.main(),
                page.createdAt(),
                made.view().now(),
                Style.policy(page.look(), subscribeAt.orElse("")),
                made.words().language(),
                page.timeZone(),
                documents);
    }

    private Times times(ZoneId zone, Words words) {
        Formats known = times;
        if (known == null || known.words() != words || !known.zone().equals(zone)) {
            known = new Formats(zone, words, new Times(zone, words.locale()));
            times = known;
        }
        return known.times();
    }
}
