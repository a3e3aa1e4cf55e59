package dev.bellwether.experiment;

import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/// Which visitors are looked at, by the slices of their first exposure; all must fit.
///
/// @param allowed codes of each slice that is asked for
record SliceFilter(Map<Integer, Set<Short>> allowed) {
    static final SliceFilter ALL = new SliceFilter(Map.of());

    boolean passes(IntUnaryOperator codeOf) {
        for (var one : allowed.entrySet()) {
            if (!one.getValue().contains((short) codeOf.applyAsInt(one.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
