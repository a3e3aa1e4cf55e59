package dev.bellwether.statuspage;

import dev.bellwether.model.StatusPage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Renders one page again and again, each time only what changed. For one thread at a time.
///
/// The order of work: view (what is shown) → pieces (remembered in [Memo]) → documents → [Bundle].
/// It is done in two steps, so that what visitors look at while something is wrong can be served
/// before the feeds and the history are made.
final class Renderer {
    private final Map<String, Words> languages;
    private final Texts texts;
    private final PageSettings settings;
    private final Translator translator;
    private final Function<StatusPage, Optional<Logo>> logos;
    private @Nullable Logo logo;
    private final Reckoner reckoner = new Reckoner();
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
            return new HtmlFiles(view, key, memo, times, words, texts, to, "");
        }
    }

    /// @param logos the bytes of an uploaded logo
    Renderer(
            Map<String, Words> languages,
            Texts texts,
            PageSettings settings,
            Function<StatusPage, Optional<Logo>> logos) {
        this.languages = languages;
        this.texts = texts;
        this.settings = settings;
        this.logos = logos;
        this.translator = new Translator(languages);
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
        PageKey key = PageKey.of(page, view.url(), settings);
        if (last != null && last.key().equals(key)) {
            key = last.key();
        }
        var made = new Step(view, key, words, times(view.zone(), words), HashMap.newHashMap(128));
        step = made;
        logo(page)
                .ifPresent(image -> {
                    String path = Logo.path(image.name());
                    Piece piece = memo.binary(path, image.bytes());
                    made.documents().put(path, memo.document(path, image.type(), List.of(piece)));
                });
        made.html(memo, texts, made.documents()).first();
        json(made, later).first();
        return bundle(made);
    }

    private Optional<Logo> logo(StatusPage page) {
        Optional<String> name = page.look().uploadedLogo();
        Logo last = logo;
        if (name.isPresent() && (last == null || !last.name().equals(name.get()))) {
            logo = logos.apply(page).orElse(null);
        }
        return name.flatMap(n -> Optional.ofNullable(logo).filter(l -> l.name().equals(n)));
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
        List<ComponentMonths> months = reckoner.of(made.view(), views);
        made.html(memo, texts, rest).rest(months);
        made.feeds(memo, texts, rest).write();
        new UptimeFiles(made.view(), memo, made.times(), months).write(rest);
        later = rest;
        memo.turn();
        translator.take(new Translator.Task(made.view(), made.key(), months));
        return bundle(made);
    }

    /// The same page in its other languages. May be used by another thread.
    Translator translator() {
        return translator;
    }

    boolean lacksLanguages() {
        return translator.lacks(last().key());
    }

    /// As last rendered, with the other languages as they are now.
    Bundle again() {
        return bundle(last());
    }

    private Step last() {
        return Objects.requireNonNull(step, "first() goes before");
    }

    private JsonFiles json(Step made, Map<String, Document> to) {
        return new JsonFiles(made.view(), memo, made.times(), made.documents(), to);
    }

    private Bundle bundle(Step made) {
        var documents = new HashMap<>(later);
        documents.putAll(translator.made(made.key()));
        documents.putAll(made.documents());
        StatusPage page = made.view().page();
        return new Bundle(
                page.id(),
                page.slug(),
                PageHosts.of(page),
                page.main(),
                page.createdAt(),
                made.view().now(),
                Style.policy(page.look(), settings.subscribeAt().orElse("")),
                made.words().language(),
                page.timeZone(),
                page.access(),
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
