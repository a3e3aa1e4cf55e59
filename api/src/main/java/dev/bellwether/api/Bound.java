package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A body as far as it could be read.
///
/// @param readings the body; where fields are wrong, several, each with other values standing in
///   for those fields; none when there is no making one
/// @param problems of the form
/// @param shortened lists that lost an item which could not be read, so that the rules' positions
///   in them would mislead
record Bound<T>(List<T> readings, List<Problem> problems, List<String> shortened) {
    Bound {
        readings = List.copyOf(readings);
        problems = List.copyOf(problems);
        shortened = List.copyOf(shortened);
    }

    /// What the rules refuse in every reading is refused whatever was meant by the wrong fields;
    /// what they refuse in some only may be the fault of what stands in.
    ///
    /// @throws InvalidInput with every problem, those of the form and those of `rules`
    T orRefuse(Function<T, List<Problem>> rules) {
        if (problems.isEmpty() && !readings.isEmpty()) {
            return readings.getFirst();
        }
        var refused = new ArrayList<Problem>();
        for (int i = 0; i < readings.size() && (i == 0 || !refused.isEmpty()); i++) {
            List<Problem> these = rules.apply(readings.get(i));
            if (i == 0) {
                refused.addAll(these);
            } else {
                refused.retainAll(these);
            }
        }
        refused.removeIf(problem ->
                shortened.stream().anyMatch(list -> problem.field().startsWith(list + "[")));
        throw new InvalidInput(Rules.merged(problems, refused));
    }
}
