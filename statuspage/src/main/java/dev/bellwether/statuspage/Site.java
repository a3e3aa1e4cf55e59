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

    /// @param last the page's site before, whose answers are kept for documents that are the same
    Site(Bundle bundle, @Nullable Site last) {
        this.bundle = bundle;
        this.renderedAt =
                new PreEncodedHttpField(
                        "Bellwether-Rendered-At",
                        DateTimeFormatter.ISO_INSTANT.format(
                                bundle.renderedAt()
                                        .truncatedTo(ChronoUnit.MILLIS)
                                        .atOffset(ZoneOffset.UTC)));
        this.answers = HashMap.newHashMap(bundle.documents().size());
        boolean sameRules = last != null && last.bundle.policy().equals(bundle.policy());
        bundle.documents()
                .forEach((path, document) -> {
                    Answer before = sameRules && last != null ? last.answers.get(path) : null;
                    answers.put(
                            path,
                            before != null && before.document == document
                                    ? before
                                    : new Answer(bundle.policy(), document));
                });
    }

    Bundle bundle() {
        return bundle;
    }

    HttpField renderedAt() {
        return renderedAt;
    }

    @Nullable Answer answer(String path) {
        return answers.get(path);
    }
}
