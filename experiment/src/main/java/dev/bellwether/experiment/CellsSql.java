package dev.bellwether.experiment;

import dev.bellwether.analytics.EventView;
import dev.bellwether.statistics.Sums;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The sums of all metrics in one pass over the events: a row a variation and day, with `n` and a
/// column for each sum that some metric needs, each once.
final class CellsSql {
    private final ResultSql sql;
    private final List<Variable> variables;
    private final List<String> sums;

    /// @param columns without percentiles: their caps are known
    CellsSql(ResultSql sql, List<Variable> variables, List<Plan.Column> columns) {
        this.sql = sql;
        this.variables = variables;
        Set<String> all = new LinkedHashSet<>();
        for (Plan.Column column : columns) {
            for (int i = 0; i < column.variables().length; i++) {
                all.add(sum(column, i));
                for (int j = i; j < column.variables().length; j++) {
                    all.add(product(column, i, j));
                }
            }
        }
        this.sums = List.copyOf(all);
    }

    /// @param where on the slices, for everybody empty
    String text(ResultSql part, String where) {
        return """
        SELECT variation, day, count(*) AS n%s
        FROM (
        %s
        ) visitors%s
        GROUP BY variation, day\
        """
                .formatted(
                        IntStream.range(0, sums.size())
                                .mapToObj(i -> ",\n    " + sums.get(i) + " AS e" + i)
                                .collect(Collectors.joining()),
                        part.visitors(variables).indent(4).stripTrailing(),
                        where.isEmpty() ? "" : " WHERE " + where);
    }

    Sums of(Plan.Column column, EventView.Row row) throws SQLException {
        int k = column.variables().length;
        double[] totals = new double[k];
        double[][] products = new double[k][k];
        for (int i = 0; i < k; i++) {
            totals[i] = row.number("e" + sums.indexOf(sum(column, i)));
            for (int j = i; j < k; j++) {
                products[i][j] = row.number("e" + sums.indexOf(product(column, i, j)));
            }
        }
        return Sums.ofRaw(row.whole("n"), totals, products);
    }

    private String sum(Plan.Column column, int i) {
        return "sum(" + taken(column, i) + ")";
    }

    private String product(Plan.Column column, int i, int j) {
        return "sum(" + taken(column, i) + " * " + taken(column, j) + ")";
    }

    private String taken(Plan.Column column, int i) {
        String own = "v" + column.variables()[i];
        return i == 0 && Double.isFinite(column.cap())
                ? "least(" + own + ", " + sql.dialect().number(column.cap()) + ")"
                : own;
    }

    /// A filter over the slices as a condition; empty for everybody.
    static String where(SliceFilter filter, List<String> slices, Dialect dialect) {
        return filter.isAll() ? "" : condition(filter, slices, dialect);
    }

    private static String condition(SliceFilter filter, List<String> slices, Dialect dialect) {
        return switch (filter) {
            case SliceFilter.OneOf(String slice, Set<String> values) ->
                    values.isEmpty()
                            ? "1 = 0"
                            : "s%d IN (%s)"
                                    .formatted(
                                            slices.indexOf(slice),
                                            values.stream()
                                                    .sorted()
                                                    .map(dialect::text)
                                                    .collect(Collectors.joining(", ")));
            case SliceFilter.All(List<SliceFilter> of) -> joined(of, " AND ", slices, dialect);
            case SliceFilter.Any(List<SliceFilter> of) -> joined(of, " OR ", slices, dialect);
            case SliceFilter.Not(SliceFilter not) ->
                    "NOT (" + condition(not, slices, dialect) + ")";
        };
    }

    private static String joined(
            List<SliceFilter> of, String by, List<String> slices, Dialect dialect) {
        List<String> parts = new ArrayList<>(List.of(by.equals(" AND ") ? "1 = 1" : "1 = 0"));
        of.forEach(one -> parts.add(condition(one, slices, dialect)));
        return "(" + String.join(by, parts) + ")";
    }
}
