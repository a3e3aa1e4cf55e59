package dev.bellwether.api;

import dev.bellwether.model.InvalidInput.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything that is wrong with a document, as it is found.
final class SetupProblems {
    static final String TO_KEEP =
            "'(kept)' keeps a value, and none is saved here; give it, as env:NAME or file:PATH";

    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    List<Problem> all() {
        return List.copyOf(found);
    }

    /// What the document does not change, and what would be refused today.
    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    int count() {
        return found.size();
    }

    void add(String field, String message) {
        found.add(new Problem(field, message));
    }

    void require(boolean holds, String field, String message) {
        if (!holds) {
            add(field, message);
        }
    }

    /// What a room would refuse an entry for.
    void under(String at, List<Problem> problems) {
        problems.forEach(p -> add(at + "." + p.field(), p.message()));
    }

    /// The same of an entry that stays as it stands: told, and no reason to refuse the rest.
    void warn(String at, List<Problem> problems) {
        problems.forEach(p -> warnings.add(new Problem(at + "." + p.field(), p.message())));
    }

    /// @param before what stood under the key already
    void unique(String at, @Nullable Object before, String key, String value) {
        require(before == null, at + "." + key, "'" + value + "' is given a second time");
    }

    /// Takes one entry of a section.
    interface Taker<T> {
        void take(String at, T entry);
    }

    static <T> void each(String section, Optional<List<T>> entries, Taker<T> taker) {
        List<T> all = entries.orElse(List.of());
        for (int i = 0; i < all.size(); i++) {
            taker.take(section + "[" + i + "]", all.get(i));
        }
    }
}
