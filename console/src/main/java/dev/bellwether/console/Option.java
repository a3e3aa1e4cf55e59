package dev.bellwether.console;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// One thing that can be chosen in a form.
record Option(String value, String label) {
    static <E extends Enum<E>> List<Option> of(Class<E> type, Function<E, String> word) {
        return Arrays.stream(type.getEnumConstants())
                .map(e -> new Option(e.name(), word.apply(e)))
                .toList();
    }
}
