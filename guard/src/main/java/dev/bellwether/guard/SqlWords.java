package dev.bellwether.guard;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The words of ClickHouse SQL that the guard must know.
final class SqlWords {
    /// Written in capitals in a fingerprint, however the query writes them.
    static final Set<String> KEYWORDS =
            Set.of(
                    "ALL",
                    "ALTER",
                    "AND",
                    "ANTI",
                    "ANY",
                    "ARRAY",
                    "AS",
                    "ASC",
                    "ASOF",
                    "BETWEEN",
                    "BY",
                    "CASE",
                    "CREATE",
                    "CROSS",
                    "DELETE",
                    "DESC",
                    "DESCRIBE",
                    "DISTINCT",
                    "DROP",
                    "ELSE",
                    "END",
                    "EXCEPT",
                    "EXISTS",
                    "EXPLAIN",
                    "FETCH",
                    "FINAL",
                    "FIRST",
                    "FORMAT",
                    "FROM",
                    "FULL",
                    "GLOBAL",
                    "GROUP",
                    "HAVING",
                    "ILIKE",
                    "IN",
                    "INNER",
                    "INSERT",
                    "INTERSECT",
                    "INTERVAL",
                    "INTO",
                    "IS",
                    "JOIN",
                    "KILL",
                    "LEFT",
                    "LIKE",
                    "LIMIT",
                    "NOT",
                    "NULL",
                    "NULLS",
                    "OFFSET",
                    "ON",
                    "OPTIMIZE",
                    "OR",
                    "ORDER",
                    "OUTER",
                    "OVER",
                    "PARTITION",
                    "PREWHERE",
                    "QUALIFY",
                    "RIGHT",
                    "ROLLUP",
                    "CUBE",
                    "ROWS",
                    "SAMPLE",
                    "SELECT",
                    "SEMI",
                    "SET",
                    "SETTINGS",
                    "SHOW",
                    "SYSTEM",
                    "TABLE",
                    "THEN",
                    "TIES",
                    "TO",
                    "TOTALS",
                    "TRUNCATE",
                    "UNION",
                    "UPDATE",
                    "USING",
                    "VALUES",
                    "VIEW",
                    "WHEN",
                    "WHERE",
                    "WINDOW",
                    "WITH");

    /// Behind one of these an expression begins: what follows is no clause, and `-` is a sign of a
    /// number.
    static final Set<String> BEFORE_EXPRESSION =
            Set.of(
                    "AND",
                    "BETWEEN",
                    "BY",
                    "CASE",
                    "DISTINCT",
                    "ELSE",
                    "FROM",
                    "HAVING",
                    "ILIKE",
                    "IN",
                    "INTERVAL",
                    "INTO",
                    "JOIN",
                    "LIKE",
                    "LIMIT",
                    "NOT",
                    "OFFSET",
                    "ON",
                    "OR",
                    "PREWHERE",
                    "QUALIFY",
                    "SELECT",
                    "TABLE",
                    "THEN",
                    "USING",
                    "WHEN",
                    "WHERE",
                    "WITH");

    private static final Set<String> AGGREGATES =
            Set.of(
                    "any",
                    "anyheavy",
                    "anylast",
                    "argmax",
                    "argmin",
                    "avg",
                    "avgweighted",
                    "boundingratio",
                    "categoricalinformationvalue",
                    "contingency",
                    "corr",
                    "corrstable",
                    "count",
                    "covarpop",
                    "covarsamp",
                    "cramersv",
                    "deltasum",
                    "entropy",
                    "exponentialmovingaverage",
                    "first_value",
                    "grouparray",
                    "grouparrayinsertat",
                    "grouparraylast",
                    "grouparraymovingavg",
                    "grouparraymovingsum",
                    "grouparraysample",
                    "grouparraysorted",
                    "groupbitand",
                    "groupbitmap",
                    "groupbitor",
                    "groupbitxor",
                    "groupconcat",
                    "groupuniqarray",
                    "histogram",
                    "intervallengthsum",
                    "kurtpop",
                    "kurtsamp",
                    "last_value",
                    "mannwhitneyutest",
                    "max",
                    "maxintersections",
                    "maxmap",
                    "median",
                    "medianexact",
                    "min",
                    "minmap",
                    "quantile",
                    "quantiledd",
                    "quantileexact",
                    "quantileexactweighted",
                    "quantileexacthigh",
                    "quantileexactlow",
                    "quantileexactexclusive",
                    "quantileexactinclusive",
                    "quantilegk",
                    "quantiles",
                    "quantilesexact",
                    "quantilestdigest",
                    "quantilestiming",
                    "quantilebfloat16",
                    "quantiledeterministic",
                    "quantiletdigest",
                    "quantiletiming",
                    "retention",
                    "sequencecount",
                    "sequencematch",
                    "simplelinearregression",
                    "singlevalueornull",
                    "skewpop",
                    "skewsamp",
                    "sparkbar",
                    "stddevpop",
                    "stddevsamp",
                    "stochasticlinearregression",
                    "studentttest",
                    "sum",
                    "sumcount",
                    "sumkahan",
                    "summap",
                    "sumwithoverflow",
                    "topk",
                    "topkweighted",
                    "uniq",
                    "uniqcombined",
                    "uniqcombined64",
                    "uniqexact",
                    "uniqhll12",
                    "uniqthetasketch",
                    "uniqupto",
                    "varpop",
                    "varsamp",
                    "welchttest",
                    "windowfunnel");

    /// Endings that make another aggregate of an aggregate; any number of them.
    private static final List<String> COMBINATORS =
            List.of(
                    "simplestate",
                    "mergestate",
                    "ordefault",
                    "resample",
                    "distinct",
                    "foreach",
                    "argmin",
                    "argmax",
                    "ornull",
                    "merge",
                    "state",
                    "array",
                    "map",
                    "if");

    /// Those that keep each value they saw, so that their memory grows with the rows.
    private static final List<String> HOARDERS =
            List.of(
                    "uniqexact",
                    "grouparray",
                    "groupuniqarray",
                    "groupconcat",
                    "quantileexact",
                    "quantilesexact",
                    "medianexact",
                    "groupbitmap",
                    "mannwhitneyutest",
                    "summap",
                    "minmap",
                    "maxmap",
                    "sequencematch",
                    "sequencecount",
                    "windowfunnel");

    private SqlWords() {}

    static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(upper(word));
    }

    /// Whether a function of this name, in any case, is an aggregate function, with or without
    /// endings such as `If` and `State`.
    static boolean isAggregate(String function) {
        String name = function.toLowerCase(Locale.ROOT);
        while (!AGGREGATES.contains(name)) {
            String longer = name;
            name =
                    COMBINATORS.stream()
                            .filter(longer::endsWith)
                            .findFirst()
                            .map(end -> longer.substring(0, longer.length() - end.length()))
                            .orElse("");
            if (name.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// Whether the aggregate keeps what it saw. `uniqExactIf` does, `uniq` does not.
    static boolean hoards(String aggregate) {
        String name = aggregate.toLowerCase(Locale.ROOT);
        return name.endsWith("distinct") || HOARDERS.stream().anyMatch(name::startsWith);
    }
}
