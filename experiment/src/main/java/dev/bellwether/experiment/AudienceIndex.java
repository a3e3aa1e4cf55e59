package dev.bellwether.experiment;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/// Which visitors were there in a month, and which of them did each of the goals: a set of their
/// dense numbers each, exact, merged by union. A refresh reads what arrived since the last one and
/// says which months it touched; a late event touches its own month. Of one thread at a time.
final class AudienceIndex {
    /// Bits of a mask that one column of the answer carries.
    private static final int BITS = 62;

    private final String site;
    private final LocalDays days;
    private final List<Goal> atoms;
    private final NavigableMap<YearMonth, Month> months = new TreeMap<>();
    private long arrived = Long.MIN_VALUE;

    /// @param from before it nothing is counted
    AudienceIndex(String site, Audience audience, Instant from, Instant until) {
        this.site = site;
        this.days = LocalDays.of(audience.zone(), from, until);
        this.atoms = audience.atoms();
    }

    /// @param did by goal, in the order of [Audience#atoms]
    record Month(RoaringBitmap there, List<RoaringBitmap> did) {
        static Month empty(int atoms) {
            return new Month(
                    new RoaringBitmap(),
                    IntStream.range(0, atoms).mapToObj(_ -> new RoaringBitmap()).toList());
        }

        /// Visitors of the month for whom a rule holds; not to be changed.
        RoaringBitmap who(AudienceRule rule, Map<Goal, Integer> places) {
            return switch (rule) {
                case AudienceRule.Did(Goal goal) -> did.get(places.getOrDefault(goal, -1));
                case AudienceRule.All(List<AudienceRule> of) ->
                        of.isEmpty() ? there : FastAggregation.and(each(of, places));
                case AudienceRule.Any(List<AudienceRule> of) ->
                        FastAggregation.or(each(of, places));
                case AudienceRule.Not(AudienceRule of) ->
                        RoaringBitmap.andNot(there, who(of, places));
            };
        }

        private RoaringBitmap[] each(List<AudienceRule> rules, Map<Goal, Integer> places) {
            return rules.stream().map(one -> who(one, places)).toArray(RoaringBitmap[]::new);
        }
    }

    NavigableMap<YearMonth, Month> months() {
        return months;
    }

    /// Place of each goal in [Month#did].
    Map<Goal, Integer> places() {
        return IntStream.range(0, atoms.size())
                .boxed()
                .collect(Collectors.toMap(atoms::get, place -> place));
    }

    /// Brings in what arrived since, of all months.
    ///
    /// @return months that changed
    List<YearMonth> refresh(Connection connection) throws SQLException {
        Set<YearMonth> touched = new TreeSet<>();
        long newest = arrived;
        try (var statement = connection.createStatement()) {
            // Events that arrive in the same microsecond may come in two batches: it is read twice.
            try (ResultSet row = statement.executeQuery(sql())) {
                int masks = masks();
                while (row.next()) {
                    int number = row.getInt(2);
                    YearMonth key = YearMonth.of(number / 12, number % 12 + 1);
                    newest = Math.max(newest, row.getLong(3));
                    Month month = months.computeIfAbsent(key, _ -> Month.empty(atoms.size()));
                    int visitor = Math.toIntExact(row.getLong(1));
                    boolean isNew = month.there.checkedAdd(visitor);
                    for (int i = 0; i < masks; i++) {
                        long mask = row.getLong(4 + i);
                        for (; mask != 0; mask &= mask - 1) {
                            int atom = i * BITS + Long.numberOfTrailingZeros(mask);
                            isNew |= month.did.get(atom).checkedAdd(visitor);
                        }
                    }
                    if (isNew) {
                        touched.add(key);
                    }
                }
            }
        }
        arrived = newest;
        for (YearMonth key : touched) {
            Month month = months.getOrDefault(key, Month.empty(0));
            month.there.runOptimize();
            month.did.forEach(RoaringBitmap::runOptimize);
        }
        return List.copyOf(touched);
    }

    private int masks() {
        return (atoms.size() + BITS - 1) / BITS;
    }

    /// `visitor`, `month` (years × 12 + month − 1), the newest arrival, masks of goals.
    private String sql() {
        List<String> masks = new ArrayList<>();
        for (int i = 0; i < masks(); i++) {
            int first = i * BITS;
            masks.add(
                    IntStream.range(first, Math.min(atoms.size(), first + BITS))
                            .mapToObj(atom -> bit(atoms.get(atom), atom - first))
                            .collect(Collectors.joining(" | ", ", bit_or(", ") AS m" + i)));
        }
        String day = "(DATE '1970-01-01' + (" + days.sql("happened") + ")::INTEGER)";
        return """
        SELECT visitor, (year(%s) * 12 + month(%s) - 1)::INTEGER AS month, max(arrived)%s
        FROM event WHERE site = %s AND arrived >= %d GROUP BY ALL\
        """
                .formatted(day, day, String.join("", masks), ResultSql.text(site), arrived);
    }

    private static String bit(Goal goal, int place) {
        return "CASE WHEN kind = 1 AND name = %s%s THEN %d::BIGINT ELSE 0 END"
                .formatted(ResultSql.text(goal.event()), ResultSql.filters("", goal), 1L << place);
    }
}
