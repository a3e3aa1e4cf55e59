package dev.bellwether.bench;

import java.util.ArrayList;
import java.util.List;

/// A form of query over `visits` and `orders`. `{c}` stands for the campaign above which it reads.
record ForecastShape(String name, String text) {
    private static final String NOTHING = " FORMAT Null";

    private static final List<ForecastShape> ALL =
            List.of(
                    new ForecastShape(
                            "count by day",
                            "SELECT day, count() FROM visits WHERE campaign > {c} GROUP BY day"),
                    new ForecastShape(
                            "sum by campaign",
                            "SELECT campaign, sum(spent), avg(spent) FROM visits WHERE campaign "
                                    + "> {c} GROUP BY campaign ORDER BY campaign"),
                    new ForecastShape(
                            "by visitor",
                            "SELECT visitor, count() AS c FROM visits WHERE campaign > {c} "
                                    + "GROUP BY visitor ORDER BY c DESC LIMIT 10"),
                    new ForecastShape(
                            "two keys",
                            "SELECT visitor, campaign, sum(spent) AS s FROM visits WHERE "
                                    + "campaign > {c} GROUP BY visitor, campaign ORDER BY s DESC LIMIT 10"),
                    new ForecastShape(
                            "by url",
                            "SELECT url, count() AS c FROM visits WHERE campaign > {c} GROUP BY "
                                    + "url ORDER BY c DESC LIMIT 10"),
                    new ForecastShape(
                            "by long string",
                            "SELECT concat(url, toString(visitor)) AS k, count() AS c FROM "
                                    + "visits WHERE campaign > {c} GROUP BY k ORDER BY c DESC LIMIT 10"),
                    new ForecastShape(
                            "uniq", "SELECT uniq(visitor) FROM visits WHERE campaign > {c}"),
                    new ForecastShape(
                            "uniq by",
                            "SELECT campaign, uniq(visitor) FROM visits WHERE campaign > {c} "
                                    + "GROUP BY campaign"),
                    new ForecastShape(
                            "uniqExact",
                            "SELECT uniqExact(visitor) FROM visits WHERE campaign > {c}"),
                    new ForecastShape(
                            "uniqExact by",
                            "SELECT campaign, uniqExact(visitor) FROM visits WHERE campaign > "
                                    + "{c} GROUP BY campaign"),
                    new ForecastShape(
                            "uniqCombined by",
                            "SELECT day, uniqCombined(visitor) FROM visits WHERE campaign > {c} "
                                    + "GROUP BY day"),
                    new ForecastShape(
                            "quantile by",
                            "SELECT campaign, quantile(0.9)(spent) FROM visits WHERE campaign > "
                                    + "{c} GROUP BY campaign"),
                    new ForecastShape(
                            "quantileExact",
                            "SELECT quantileExact(0.9)(spent) FROM visits WHERE campaign > {c}"),
                    new ForecastShape(
                            "quantilesTDigest",
                            "SELECT day, quantilesTDigest(0.5, 0.9)(spent) FROM visits WHERE "
                                    + "campaign > {c} GROUP BY day"),
                    new ForecastShape(
                            "groupArray by",
                            "SELECT campaign, length(groupArray(visitor)) FROM visits WHERE "
                                    + "campaign > {c} GROUP BY campaign"),
                    new ForecastShape(
                            "groupArray strings",
                            "SELECT length(groupArray(url)) FROM visits WHERE campaign > {c}"),
                    new ForecastShape(
                            "groupUniqArray by",
                            "SELECT day, length(groupUniqArray(visitor)) FROM visits WHERE "
                                    + "campaign > {c} GROUP BY day"),
                    new ForecastShape(
                            "join inner",
                            "SELECT count(), sum(price) FROM visits ANY INNER JOIN orders USING "
                                    + "visitor WHERE campaign > {c}"),
                    new ForecastShape(
                            "join left sub",
                            "SELECT campaign, sum(total) FROM visits ANY LEFT JOIN (SELECT "
                                    + "visitor, sum(price) AS total FROM orders GROUP BY visitor) AS o USING "
                                    + "visitor WHERE campaign > {c} GROUP BY campaign"),
                    new ForecastShape(
                            "join all strings",
                            "SELECT count(), max(name) FROM visits ALL INNER JOIN (SELECT "
                                    + "visitor, concat('product ', toString(product)) AS name FROM "
                                    + "orders) AS o USING visitor WHERE campaign > {c}"),
                    new ForecastShape(
                            "sort limit",
                            "SELECT visitor, spent FROM visits WHERE campaign > {c} ORDER BY "
                                    + "spent DESC, visitor LIMIT 100"),
                    new ForecastShape(
                            "sort all",
                            "SELECT visitor, spent FROM visits WHERE campaign > {c} ORDER BY "
                                    + "spent, visitor FORMAT Null"),
                    new ForecastShape(
                            "sort wide",
                            "SELECT * FROM visits WHERE campaign > {c} ORDER BY session FORMAT "
                                    + "Null"),
                    new ForecastShape(
                            "distinct pairs",
                            "SELECT DISTINCT visitor, campaign FROM visits WHERE campaign > {c} "
                                    + "FORMAT Null"),
                    new ForecastShape(
                            "distinct count",
                            "SELECT count() FROM (SELECT DISTINCT url FROM visits WHERE "
                                    + "campaign > {c})"),
                    new ForecastShape(
                            "in sub",
                            "SELECT count() FROM visits WHERE campaign > {c} AND visitor IN "
                                    + "(SELECT visitor FROM orders)"),
                    new ForecastShape(
                            "in sub strings",
                            "SELECT count() FROM visits WHERE campaign > {c} AND url NOT IN "
                                    + "(SELECT url FROM visits WHERE campaign = 7)"),
                    new ForecastShape(
                            "two levels",
                            "SELECT avg(c), max(c) FROM (SELECT visitor, count() AS c FROM "
                                    + "visits WHERE campaign > {c} GROUP BY visitor)"),
                    new ForecastShape(
                            "three levels",
                            "SELECT c, count() FROM (SELECT visitor, uniqExact(campaign) AS c "
                                    + "FROM visits WHERE campaign > {c} GROUP BY visitor) GROUP BY c "
                                    + "ORDER BY c"),
                    new ForecastShape(
                            "array join",
                            "SELECT tag, count() FROM visits ARRAY JOIN tags AS tag WHERE "
                                    + "campaign > {c} GROUP BY tag"),
                    new ForecastShape(
                            "arrays kept",
                            "SELECT campaign, length(groupArray(tags)) FROM visits WHERE "
                                    + "campaign > {c} GROUP BY campaign"),
                    new ForecastShape(
                            "argMax",
                            "SELECT visitor, argMax(url, spent) FROM visits WHERE campaign > "
                                    + "{c} GROUP BY visitor FORMAT Null"),
                    new ForecastShape(
                            "union all",
                            "SELECT sum(n) FROM (SELECT count() AS n FROM visits WHERE campaign "
                                    + "> {c} GROUP BY visitor UNION ALL SELECT count() AS n FROM orders "
                                    + "GROUP BY visitor)"),
                    new ForecastShape(
                            "wide aggregates",
                            "SELECT campaign, any(url), max(url), min(country), sum(spent), "
                                    + "max(session) FROM visits WHERE campaign > {c} GROUP BY campaign"),
                    new ForecastShape(
                            "scan strings",
                            "SELECT countIf(position(url, '7') > 0), sum(length(url)) FROM "
                                    + "visits WHERE campaign > {c}"),
                    new ForecastShape(
                            "scan wide",
                            "SELECT * FROM visits WHERE campaign > {c} AND visitor % 7 = 3 "
                                    + "FORMAT Null"),
                    new ForecastShape(
                            "totals",
                            "SELECT campaign, day, sum(spent) FROM visits WHERE campaign > {c} "
                                    + "GROUP BY campaign, day WITH TOTALS"),
                    new ForecastShape(
                            "topK",
                            "SELECT day, topK(10)(url) FROM visits WHERE campaign > {c} GROUP "
                                    + "BY day"),
                    new ForecastShape(
                            "limit by",
                            "SELECT campaign, visitor, spent FROM visits WHERE campaign > {c} "
                                    + "ORDER BY campaign, spent DESC LIMIT 3 BY campaign FORMAT Null"),
                    new ForecastShape(
                            "funnel",
                            "SELECT level, count() FROM (SELECT visitor, "
                                    + "windowFunnel(86400)(at, campaign % 3 = 0, campaign % 3 = 1, "
                                    + "campaign % 3 = 2) AS level FROM visits WHERE campaign > {c} GROUP "
                                    + "BY visitor) GROUP BY level ORDER BY level"));

    private static final List<ForecastShape> WITH_WINDOWS =
            List.of(
                    new ForecastShape(
                            "window rank",
                            "SELECT visitor, row_number() OVER (PARTITION BY visitor ORDER BY "
                                    + "spent) AS r FROM visits WHERE campaign > {c} FORMAT Null"),
                    new ForecastShape(
                            "window sum",
                            "SELECT campaign, sum(spent) OVER (PARTITION BY campaign ORDER BY "
                                    + "day) AS s FROM visits WHERE campaign > {c} FORMAT Null"),
                    new ForecastShape(
                            "window lag",
                            "SELECT visitor, lagInFrame(spent) OVER (PARTITION BY campaign "
                                    + "ORDER BY at) AS s FROM visits WHERE campaign > {c} FORMAT Null"));

    /// @param windows whether the engine knows window functions
    static List<ForecastShape> all(boolean windows) {
        var all = new ArrayList<>(ALL);
        if (windows) {
            all.addAll(WITH_WINDOWS);
        }
        return List.copyOf(all);
    }

    /// @param mark in a comment, by which the engine's log tells it from others
    String sql(int campaign, String mark) {
        String asked = text.replace("{c}", Integer.toString(campaign));
        int end = asked.endsWith(NOTHING) ? asked.length() - NOTHING.length() : asked.length();
        return asked.substring(0, end) + " /* " + mark + " */" + asked.substring(end);
    }

    /// Without the format, for whoever asks about it.
    String bare(int campaign) {
        String asked = text.replace("{c}", Integer.toString(campaign));
        return asked.endsWith(NOTHING)
                ? asked.substring(0, asked.length() - NOTHING.length())
                : asked;
    }

    boolean readsOrders() {
        return text.contains("FROM orders") || text.contains("JOIN orders");
    }
}
