package dev.bellwether.statuspage;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/// A bundle with everything about its answers made beforehand.
final class Site {
    private final Bundle bundle;
    private final HttpField renderedAt;
    private final Map<String, Answer> answers;
    private final @Nullable Gate gate;

    /// @param last the page's site before, whose answers are kept for documents that are the same
    Site(Bundle bundle, @Nullable Site last, Locks locks) {
        this.bundle = bundle;
        this.renderedAt =
                new PreEncodedHttpField(
                        "Bellwether-Rendered-At",
                        DateTimeFormatter.ISO_INSTANT.format(
                                bundle.renderedAt()
                                        .truncatedTo(ChronoUnit.MILLIS)
                                        .atOffset(ZoneOffset.UTC)));
        this.answers = HashMap.newHashMap(bundle.documents().size());
        boolean open = bundle.access().isOpen();
        this.gate = open ? null : new Gate(bundle.page(), bundle.access(), locks);
        boolean sameRules =
                last != null
                        && last.bundle.policy().equals(bundle.policy())
                        && last.bundle.access().isOpen() == open;
        bundle.documents()
                .forEach((path, document) -> {
                    Answer before = sameRules && last != null ? last.answers.get(path) : null;
                    answers.put(
                            path,
                            before != null && before.document == document
                                    ? before
                                    : new Answer(
                                            Style.policy(bundle.policy(), path), document, open));
                });
    }

    Bundle bundle() {
        return bundle;
    }

    /// What stands before a private page.
    @Nullable Gate gate() {
        return gate;
    }

    /// What a visitor gets instead of a page that is private, in the language asked for.
    ///
    /// @param what such as `sign-in/wrong/`
    @Nullable Answer instead(String file, String what) {
        Answer inLanguage = answers.get(file.substring(0, file.indexOf('/') + 1) + what);
        return inLanguage == null ? answers.get(what) : inLanguage;
    }

    /// Where the files of a file's language stand: empty, or such as `de/`.
    String folder(String file) {
        String first = file.substring(0, file.indexOf('/') + 1);
        return answers.containsKey(first + Style.SIGN_IN) ? first : "";
    }

    HttpField renderedAt() {
        return renderedAt;
    }

    @Nullable Answer answer(String path) {
        return answers.get(path);
    }
}
