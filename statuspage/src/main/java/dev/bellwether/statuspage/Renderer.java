package dev.bellwether.statuspage;

import dev.bellwether.model.StatusPage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Renders one page again and again, each time only what changed. For one thread at a time.
///
/// The order of work: view (what is shown) → pieces (remembered in [Memo]) → documents → [Bundle].
final class Renderer {
    private final Map<String, Words> languages;
    private final ViewMaker views = new ViewMaker();
    private final Memo memo = new Memo();

    Renderer(Map<String, Words> languages) {
        this.languages = languages;
    }

    Bundle render(StatusPage page, Known known, String serverUrl, Instant now) {
        PageView view = views.view(page, known, serverUrl, now);
        Words words =
                Optional.ofNullable(languages.get(page.look().language()))
                        .orElseGet(() -> languages.get("en"));
        var times = new Times(view.zone(), words.locale());
        var documents = new HashMap<String, Document>();
        new JsonFiles(view, memo, times, documents).write();
        new FeedFiles(view, memo, times, words, documents).write();
        new HtmlFiles(view, memo, times, words, documents).write();
        memo.turn();
        return new Bundle(
                page.id(),
                page.slug(),
                page.domain(),
                page.main(),
                page.createdAt(),
                now,
                Style.policy(page.look()),
                words.language(),
                page.timeZone(),
                documents);
    }
}
