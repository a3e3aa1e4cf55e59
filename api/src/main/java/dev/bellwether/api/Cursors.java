package dev.bellwether.api;

import dev.bellwether.model.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Slices of lists, and cursors that say nothing of what is inside.
final class Cursors {
    private Cursors() {}

    /// The same slice with its cursor wrapped.
    static <T> Slice<T> wrap(Slice<T> slice) {
        return new Slice<>(slice.items(), slice.next().map(Cursors::encode));
    }

    /// The part of a whole list that a call asks for, in the order of the items' ids.
    static <T> Slice<T> cut(List<T> all, Function<T, String> id, Call call) {
        String after = call.after().orElse("");
        List<T> rest =
                all.stream()
                        .filter(item -> id.apply(item).compareTo(after) > 0)
                        .sorted(Comparator.comparing(id))
                        .limit(call.limit() + 1L)
                        .toList();
        if (rest.size() <= call.limit()) {
            return new Slice<>(rest, Optional.empty());
        }
        List<T> part = rest.subList(0, call.limit());
        return new Slice<>(part, Optional.of(id.apply(part.getLast())));
    }

    /// Every item of a list that is read slice by slice.
    static <T> List<T> all(Function<Optional<String>, Slice<T>> read) {
        var items = new ArrayList<T>();
        Slice<T> part = read.apply(Optional.empty());
        items.addAll(part.items());
        while (part.next().isPresent()) {
            part = read.apply(part.next());
            items.addAll(part.items());
        }
        return items;
    }

    static String encode(String cursor) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }
}
