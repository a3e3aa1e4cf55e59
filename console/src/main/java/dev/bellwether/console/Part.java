package dev.bellwether.console;

import java.util.Optional;
import java.util.function.IntFunction;

/// Which part of a long list is shown, in numbers.
///
/// @param from how many come before
/// @param all of how many
/// @param address of the part that begins after so many
record Part(int from, int size, int all, IntFunction<String> address) {
    /// The parameter `from` of the address, down to a whole part; 0 when it is no sensible number.
    static int from(Visit visit, int size) {
        int from = Paging.from(visit);
        return from - from % size;
    }

    int last() {
        return Math.min(from + size, all);
    }

    Optional<String> before() {
        return from > 0 ? Optional.of(address.apply(Math.max(0, from - size))) : Optional.empty();
    }

    Optional<String> next() {
        return from + size < all ? Optional.of(address.apply(from + size)) : Optional.empty();
    }

    boolean isWhole() {
        return all <= size && from == 0;
    }
}
