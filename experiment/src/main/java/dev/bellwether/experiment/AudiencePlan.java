package dev.bellwether.experiment;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What must be known of each visitor and month for an audience, by place.
///
/// An atom is a goal that somebody may have done in a month; the last, [#other], is having been
/// there without such a goal.
final class AudiencePlan {
    private static final long MEAN_MONTH = 2_629_746L * LocalDays.MICROS;

    final Audience audience;

    /// The months that are looked at, in order.
    final List<YearMonth> months;

    /// Each once.
    final List<Goal> atoms;

    /// Names of events, each once; and of each the atom without filters, −1 for none.
    final List<String> names;

    final int[] ofName;

    /// Goals that look at properties too; and the atom of each.
    final List<Goal> filtered;

    final int[] ofFiltered;

    /// Atoms whose values are added up, by the place of the goal in the audience; −1 for those
    /// whose are not.
    final int[] valued;

    private final Map<Goal, Integer> places;
    private final boolean[] adds;

    /// Beginning of each month in microseconds since 1970, and the end of the last.
    final long[] bounds;

    /// @param first of the months
    /// @param count how many months
    AudiencePlan(Audience audience, YearMonth first, int count) {
        this.audience = audience;
        this.months = Stream.iterate(first, month -> month.plusMonths(1)).limit(count).toList();
        this.atoms = audience.atoms();
        this.places =
                IntStream.range(0, atoms.size())
                        .boxed()
                        .collect(Collectors.toMap(atoms::get, Function.identity()));
        this.names = atoms.stream().map(Goal::event).distinct().toList();
        this.ofName = names.stream().mapToInt(name -> atoms.indexOf(Goal.of(name))).toArray();
        this.filtered = atoms.stream().filter(goal -> !goal.filters().isEmpty()).toList();
        this.ofFiltered = filtered.stream().mapToInt(atoms::indexOf).toArray();
        this.valued =
                audience.goals().stream()
                        .mapToInt(one -> one.values() ? atoms.indexOf(one.goal()) : -1)
                        .toArray();
        this.adds = new boolean[atoms.size()];
        Arrays.stream(valued).filter(atom -> atom >= 0).forEach(atom -> adds[atom] = true);
        this.bounds =
                Stream.iterate(first, month -> month.plusMonths(1))
                        .limit(count + 1L)
                        .mapToLong(month ->
                                ResultSql.micros(
                                        month.atDay(1).atStartOfDay(audience.zone()).toInstant()))
                        .toArray();
    }

    int other() {
        return atoms.size();
    }

    int atom(Goal goal) {
        return places.getOrDefault(goal, -1);
    }

    /// Place of the month in which an instant lies that is within the bounds: a guess by the length
    /// of a mean month, which is off by one at most.
    int month(long micros) {
        int at = (int) Math.min((micros - bounds[0]) / MEAN_MONTH, months.size() - 1L);
        while (micros < bounds[at]) {
            at--;
        }
        while (micros >= bounds[at + 1]) {
            at++;
        }
        return at;
    }

    /// Whether the values of an atom's events are added up.
    boolean isValued(int atom) {
        return adds[atom];
    }

    boolean adds() {
        return Arrays.stream(valued).anyMatch(atom -> atom >= 0);
    }
}
