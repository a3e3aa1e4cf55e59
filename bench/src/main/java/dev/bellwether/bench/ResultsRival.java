package dev.bellwether.bench;

import dev.bellwether.analytics.EventSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The SQL that open-source tools for experiments send to a warehouse, in its usual shape: units
/// with their first exposure, and for each metric its events joined to the units, aggregated by
/// unit, then by variation. Tuned by hand for DuckDB: the units are made once, in a temporary
/// table, and not in each metric's query; visitors are numbers; a quantile's cluster sums come with
/// it. [#TOGETHER] is what a tool can do that knows that all metrics stand in one table.
final class ResultsRival {
    private static final String UNITS =
            """
            CREATE OR REPLACE TEMP TABLE units AS
            SELECT visitor, min(happened) AS first, min(variation) AS variation
            FROM event
            WHERE site = 'shop' AND kind = 0 AND name = 'blue'
                AND variation IN ('control', 'treatment') AND happened >= %1$d AND happened < %2$d
            GROUP BY visitor
            HAVING min(variation) = max(variation)
            """;

    private static final String MEAN =
            """
            WITH metric AS (
                SELECT visitor, happened, value FROM event
                WHERE site = 'shop' AND kind = 1 AND name = '%s' AND happened >= %d
            ), by_unit AS (
                SELECT u.variation, u.visitor, coalesce(%s, 0) AS v
                FROM units u LEFT JOIN metric m ON m.visitor = u.visitor
                    AND m.happened >= u.first AND m.happened < %s
                GROUP BY u.variation, u.visitor
            )
            SELECT variation, count(*), sum(v), sum(v * v) FROM by_unit GROUP BY variation
            """;

    private static final String RATIO =
            """
            WITH metric AS (
                SELECT visitor, happened, name, value FROM event
                WHERE site = 'shop' AND kind = 1 AND name IN ('%1$s', '%2$s') AND happened >= %4$d
            ), by_unit AS (
                SELECT u.variation, u.visitor,
                    coalesce(sum(CASE WHEN m.name = '%1$s' THEN %3$s END), 0) AS v,
                    count(CASE WHEN m.name = '%2$s' THEN 1 END)::DOUBLE AS w
                FROM units u LEFT JOIN metric m ON m.visitor = u.visitor
                    AND m.happened >= u.first AND m.happened < %5$d
                GROUP BY u.variation, u.visitor
            )
            SELECT variation, count(*), sum(v), sum(v * v), sum(w), sum(v * w), sum(w * w)
            FROM by_unit GROUP BY variation
            """;

    private static final String QUANTILE =
            """
            WITH metric AS (
                SELECT u.variation, u.visitor, m.value
                FROM units u JOIN event m ON m.visitor = u.visitor
                    AND m.happened >= u.first AND m.happened < %2$d
                WHERE m.site = 'shop' AND m.kind = 1 AND m.name = 'page_loaded_ms'
                    AND m.value IS NOT NULL
            ), cut AS (
                SELECT variation, quantile_disc(value, %1$s) AS q FROM metric GROUP BY variation
            ), by_unit AS (
                SELECT m.variation, any_value(cut.q) AS q, m.visitor,
                    count(CASE WHEN m.value <= cut.q THEN 1 END) AS v, count(*) AS w
                FROM metric m JOIN cut USING (variation) GROUP BY m.variation, m.visitor
            )
            SELECT variation, sum(w), any_value(q), sum(v), sum(v * v), sum(v * w), sum(w * w)
            FROM by_unit GROUP BY variation
            """;

    private static final String TOGETHER =
            """
            WITH metric AS (
                SELECT visitor, happened, name, value FROM event
                WHERE site = 'shop' AND kind = 1 AND happened >= %1$d
                    AND name IN ('order', 'signup', 'view', 'cart', 'search')
            ), by_unit AS (
                SELECT u.variation, u.visitor,
                    count(CASE WHEN m.name = 'order' THEN 1 END)::DOUBLE AS orders,
                    coalesce(sum(CASE WHEN m.name = 'order' THEN value END), 0) AS revenue,
                    count(CASE WHEN m.name = 'view' THEN 1 END)::DOUBLE AS views,
                    count(CASE WHEN m.name = 'cart' THEN 1 END) AS carts,
                    count(CASE WHEN m.name = 'signup' AND m.happened < u.first + 604800000000
                        THEN 1 END) AS signups,
                    count(CASE WHEN m.name = 'search' AND m.happened < u.first + 604800000000
                        THEN 1 END)::DOUBLE AS searches
                FROM units u LEFT JOIN metric m ON m.visitor = u.visitor
                    AND m.happened >= u.first AND m.happened < %2$d
                GROUP BY u.variation, u.visitor
            )
            SELECT variation, count(*), sum((orders > 0)::INT), sum((carts > 0)::INT),
                sum((signups > 0)::INT), sum(views), sum(views * views), sum(revenue),
                sum(revenue * revenue), sum(searches), sum(searches * searches), sum(orders),
                sum(orders * orders), sum(revenue * orders), sum(orders * views)
            FROM by_unit GROUP BY variation
            """;

    private final EventSession session;
    private final long from = ResultsWorld.FROM.getEpochSecond() * 1_000_000;
    private final long until = from + 31L * 86_400 * 1_000_000;

    ResultsRival(EventSession session) {
        this.session = session;
    }

    /// By metric and variation, the numbers that [ResultsHouse] has too, in the same order.
    Map<String, List<Double>> each() throws SQLException {
        Map<String, List<Double>> told = new TreeMap<>();
        session.execute(UNITS.formatted(from, until));
        String week = "u.first + 604800000000";
        String end = Long.toString(until);
        ask(
                told,
                "ordered",
                mean("order", "max(CASE WHEN m.visitor > 0 THEN 1.0::DOUBLE END)", end));
        ask(
                told,
                "signed",
                mean("signup", "max(CASE WHEN m.visitor > 0 THEN 1.0::DOUBLE END)", week));
        ask(told, "carted", mean("cart", "max(CASE WHEN m.visitor > 0 THEN 1.0::DOUBLE END)", end));
        ask(told, "views", mean("view", "count(m.visitor)::DOUBLE", end));
        ask(told, "revenue", mean("order", "sum(m.value)", end));
        ask(told, "searches", mean("search", "count(m.visitor)::DOUBLE", week));
        ask(told, "basket", RATIO.formatted("order", "order", "value", from, until));
        ask(told, "orders-a-view", RATIO.formatted("order", "view", "1.0::DOUBLE", from, until));
        ask(told, "p90", QUANTILE.formatted("0.9", until));
        ask(told, "median", QUANTILE.formatted("0.5", until));
        return told;
    }

    private String mean(String event, String fold, String end) {
        return MEAN.formatted(event, from, fold, end);
    }

    /// All but quantiles in one query, and those.
    void together() throws SQLException {
        Map<String, List<Double>> told = new TreeMap<>();
        session.execute(UNITS.formatted(from, until));
        ask(told, "all", TOGETHER.formatted(from, until));
        ask(told, "p90", QUANTILE.formatted("0.9", until));
        ask(told, "median", QUANTILE.formatted("0.5", until));
    }

    private void ask(Map<String, List<Double>> told, String metric, String sql)
            throws SQLException {
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<Double> numbers = new ArrayList<>();
                for (int i = 2; i <= columns; i++) {
                    numbers.add(row.getDouble(i));
                }
                told.put(metric + " " + row.getString(1), numbers);
            }
        }
    }
}
