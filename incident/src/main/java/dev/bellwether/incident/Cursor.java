package dev.bellwether.incident;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A place in a list that is ordered by time and id, newest first: `<microseconds>_<id>`.
record Cursor(long micros, String id) {
    private static final Cursor START = new Cursor(Long.MAX_VALUE, "");
    static final int LARGEST = 200;

    static Cursor of(Optional<String> text) {
        return text.map(Cursor::parse).orElse(START);
    }

    private static Cursor parse(String text) {
        int at = text.indexOf('_');
        try {
            if (at > 0) {
                return new Cursor(Long.parseLong(text.substring(0, at)), text.substring(at + 1));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new InvalidInput(
                "cursor", "'" + text + "' is not the 'next' of an answer of this list");
    }

    static int limit(int asked) {
        if (asked < 1 || asked > LARGEST) {
            throw new InvalidInput("limit", "'" + asked + "' is not 1 to " + LARGEST);
        }
        return asked;
    }

    /// Cuts a list that was read with one more than `limit`.
    static <T> Slice<T> cut(
            List<T> read, int limit, Function<T, Instant> time, Function<T, String> id) {
        if (read.size() <= limit) {
            return new Slice<>(read, Optional.empty());
        }
        T last = read.get(limit - 1);
        return new Slice<>(
                read.subList(0, limit),
                Optional.of(Micros.of(time.apply(last)) + "_" + id.apply(last)));
    }
}
