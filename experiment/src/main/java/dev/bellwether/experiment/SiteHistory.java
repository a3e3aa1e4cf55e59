package dev.bellwether.experiment;

import dev.bellwether.analytics.EventSession;
import dev.bellwether.experiment.EveningLooks.Method;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Reading;
import dev.bellwether.statistics.Sums;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What visitors of a site did, day by day, as steps: on that day, this visitor's row of sums grew
/// by so much. A division of the visitors then is one pass over the steps.
///
/// @param reading of the metric in its variables
/// @param all visitors of the period, taken or not
/// @param visitors that were taken, numbered from 0
/// @param days of the period
/// @param end of each day's steps
/// @param who made each step
/// @param steps [#width] numbers each: visitors, variables, products of two variables
record SiteHistory(
        Reading reading, long all, int visitors, int days, int[] end, int[] who, double[] steps) {

    /// Numbers of a step.
    static int width(int variables) {
        return 1 + variables + variables * (variables + 1) / 2;
    }

    private int variables() {
        return reading instanceof Reading.Ratio ? 2 : 1;
    }

    /// The share of visitors seen by each evening. Days without a new visitor are a hair more than
    /// the day before, as looks must rise.
    double[] information() {
        double[] seen = new double[days];
        int width = width(variables());
        double sum = 0;
        int step = 0;
        for (int day = 0; day < days; day++) {
            for (; step < end[day]; step++) {
                sum += steps[step * width];
            }
            double least = (day == 0 ? 0 : seen[day - 1]) + 1e-9;
            seen[day] = Math.max(least, sum / visitors * (1 - 1e-6));
        }
        seen[days - 1] = 1;
        return seen;
    }

    /// The metric over all; empty when it has no value.
    OptionalDouble value() {
        double[] total = new double[width(variables())];
        for (int i = 0; i < steps.length; i++) {
            total[i % total.length] += steps[i];
        }
        return reading.in(sums(total)).optional().stream().mapToDouble(v -> v).findFirst();
    }

    /// One A/A campaign: a coin for each visitor.
    Map<Method, Integer> divided(EveningLooks.Plan plan, long seed, int run) {
        var looks = new EveningLooks(plan, reading);
        int width = width(variables());
        double[][] arms = new double[2][width];
        long salt = mixed(seed * 0x9E3779B97F4A7C15L + run);
        int step = 0;
        for (int day = 0; day < days; day++) {
            for (; step < end[day]; step++) {
                double[] arm = arms[(int) (mixed(salt + who[step]) >>> 63)];
                for (int i = 0; i < width; i++) {
                    arm[i] += steps[step * width + i];
                }
            }
            looks.look(sums(arms[0]), sums(arms[1]));
        }
        return looks.calls();
    }

    private Sums sums(double[] row) {
        return variables() == 1
                ? Sums.ofRaw((long) row[0], row[1], row[2])
                : Sums.ofRaw(
                        (long) row[0],
                        new double[] {row[1], row[2]},
                        new double[][] {{row[3], row[4]}, {0, row[5]}});
    }

    /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    private static long mixed(long key) {
        long z = key * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// Reads it from the tables.
    record Reader(SiteId site, Simulation.Wish wish) {
        SiteHistory read(EventSession session) throws SQLException {
            Reckoning reckoning = Reckoning.of(Simulation.metric(wish));
            long until = ResultSql.micros(wish.until());
            long from = until - wish.days() * LocalDays.DAY;
            String period =
                    "site = %s AND happened >= %d AND happened < %d"
                            .formatted(ResultSql.text(site.value()), from, until);
            try (var statement = session.connection().createStatement()) {
                long all = 0;
                try (ResultSet row =
                        statement.executeQuery(
                                "SELECT count(DISTINCT visitor) FROM event WHERE " + period)) {
                    all = row.next() ? row.getLong(1) : 0;
                }
                var steps = new HistorySteps(reckoning, wish.days());
                try (ResultSet row = statement.executeQuery(sql(reckoning, period, from))) {
                    while (row.next()) {
                        steps.add(row);
                    }
                }
                return steps.history(all);
            }
        }

        /// A row a visitor and day on which they came first or did something: `visitor`, `day`, a
        /// column a variable.
        private String sql(Reckoning reckoning, String period, long from) {
            List<Variable> variables = reckoning.variables();
            return """
            WITH seen AS (
                SELECT visitor, min(happened) AS first FROM event WHERE %1$s
                GROUP BY visitor ORDER BY hash(visitor) LIMIT %2$d
            ), did AS (
                SELECT visitor, (first - %3$d) // %4$d AS day%5$s FROM seen
                UNION ALL
                SELECT e.visitor, (e.happened - %3$d) // %4$d AS day%6$s
                FROM seen s JOIN event e ON e.visitor = s.visitor
                WHERE %7$s AND e.kind = 1
            )
            SELECT visitor, day%8$s FROM did GROUP BY ALL ORDER BY visitor, day\
            """
                    .formatted(
                            period,
                            Simulation.MOST_VISITORS,
                            from,
                            LocalDays.DAY,
                            each(variables, "0.0::DOUBLE"),
                            variables.stream()
                                    .map(variable -> ", " + worth(variable))
                                    .collect(Collectors.joining()),
                            period.replace("site =", "e.site =").replace("happened", "e.happened"),
                            IntStream.range(0, variables.size())
                                    .mapToObj(i -> ", sum(v" + i + ") AS v" + i)
                                    .collect(Collectors.joining()));
        }

        private static String each(List<Variable> variables, String text) {
            return IntStream.range(0, variables.size())
                    .mapToObj(i -> ", " + text + " AS v" + i)
                    .collect(Collectors.joining());
        }

        private static String worth(Variable variable) {
            String value =
                    variable.fold() == Variable.Fold.TOTAL ? "coalesce(e.value, 0)" : "1.0::DOUBLE";
            return "CASE WHEN e.name = %s%s THEN %s ELSE 0 END"
                    .formatted(
                            ResultSql.text(variable.goal().event()),
                            ResultSql.filters("e.", variable.goal()),
                            value);
        }
    }
}
