package dev.bellwether.statuspage;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A bundle with everything about its answers made beforehand.
final class Site {
    private final Bundle bundle;
    private final Map<String, Answer> answers;

    Site(Bundle bundle) {
        this.bundle = bundle;
        this.answers = HashMap.newHashMap(bundle.documents().size() * 2);
        bundle.documents()
                .forEach((path, document) -> answers.put(path, new Answer(bundle, document)));
    }

    Bundle bundle() {
        return bundle;
    }

    @Nullable Answer answer(String path) {
        return answers.get(path);
    }
}
