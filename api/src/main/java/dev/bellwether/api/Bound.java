package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A body as far as it could be read.
///
/// @param readings the body; where fields are wrong, several, each with other values standing in
///   for those fields; none when there is no making one
/// @param problems of the form
/// @param shortened lists that lost an item which could not be read, so that the rules' positions
///   in them are not the sender's
record Bound<T>(List<T> readings, List<Problem> problems, List<Kept> shortened) {
    /// What is left of a list.
    ///
    /// @param list its path, such as `steps[2].targets`
    /// @param positions where each of its items stood with the sender
    record Kept(String list, List<Integer> positions) {
        private static final Pattern POSITION = Pattern.compile("\\[(\\d{1,9})]");

        Kept {
            positions = List.copyOf(positions);
        }

        /// The problem at the sender's position; empty when it is about the list as a whole, which
        /// is not the one that was sent.
        private Optional<Problem> meant(Problem problem) {
            String field = problem.field();
            if (field.equals(list)) {
                return Optional.empty();
            }
            Matcher at = POSITION.matcher(field);
            if (!field.startsWith(list) || !at.region(list.length(), field.length()).lookingAt()) {
                return Optional.of(problem);
            }
            int position = Integer.parseInt(at.group(1));
            return position < positions.size()
                    ? Optional.of(
                            new Problem(
                                    list
                                            + "["
                                            + positions.get(position)
                                            + "]"
                                            + field.substring(at.end()),
                                    problem.message()))
                    : Optional.empty();
        }
    }

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
        List<Problem> meant = refused.stream().flatMap(each -> meant(each).stream()).toList();
        throw new InvalidInput(Rules.merged(problems, meant));
    }

    /// The lists that hold others come first, for the paths of those are the sender's.
    private Optional<Problem> meant(Problem problem) {
        Optional<Problem> meant = Optional.of(problem);
        for (Kept kept :
                shortened.stream()
                        .sorted(Comparator.comparingInt(each -> each.list().length()))
                        .toList()) {
            meant = meant.flatMap(kept::meant);
        }
        return meant;
    }
}
