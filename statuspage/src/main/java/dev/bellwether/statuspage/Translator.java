package dev.bellwether.statuspage;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The HTML of one page in the other languages it is offered in, each under a folder such as `de/`.
///
/// It works apart from the page's own language, so that eleven translations never delay the page
/// itself: it takes the newest task and leaves out those between. Safe for two threads.
final class Translator {
    /// What is to be translated.
    record Task(PageView view, PageKey key, List<ComponentMonths> months) {}

    private record Made(PageKey key, Map<String, Document> documents) {}

    private final Map<String, Words> languages;
    private final Map<String, Memo> memos = new HashMap<>();
    private final Texts texts = new Texts();
    private volatile @Nullable Task task;
    private volatile @Nullable Made made;
    private @Nullable Task done;

    Translator(Map<String, Words> languages) {
        this.languages = languages;
    }

    void take(Task newest) {
        task = newest;
    }

    /// What is there of the languages that a page of `key` is offered in.
    Map<String, Document> made(PageKey key) {
        Made last = made;
        return last != null && last.key().languages().equals(key.languages())
                ? last.documents()
                : Map.of();
    }

    /// Whether a language is offered of which there is nothing yet.
    boolean lacks(PageKey key) {
        return key.languages().size() > 1 && made(key).isEmpty();
    }

    /// @return whether there is something new
    synchronized boolean work() {
        Task newest = task;
        if (newest == null || newest == done) {
            return false;
        }
        done = newest;
        List<String> others = newest.key().languages().subList(1, newest.key().languages().size());
        memos.keySet().retainAll(new HashSet<>(others));
        var documents = new HashMap<String, Document>();
        for (String language : others) {
            Words words = languages.get(language);
            if (words != null) {
                Memo memo = memos.computeIfAbsent(language, l -> new Memo());
                var times = new Times(newest.view().zone(), words.locale());
                var html =
                        new HtmlFiles(
                                newest.view(),
                                newest.key(),
                                memo,
                                times,
                                words,
                                texts,
                                documents,
                                language + "/");
                html.first();
                html.rest(newest.months());
                memo.turn();
            }
        }
        Made last = made;
        boolean same = last != null && last.documents().equals(documents);
        made = new Made(newest.key(), Map.copyOf(documents));
        return !same;
    }
}
