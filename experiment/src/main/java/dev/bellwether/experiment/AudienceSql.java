package dev.bellwether.experiment;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What an audience asks the tables of events. A row's tag is that of [StateSql]: the visitor, the
/// place of the event's name plus one, and a bit for each goal with filters that it is of. A
/// property that several goals look at is read once a row.
final class AudienceSql {
    private static final int FILTERED = 20;
    private static final int NAME_BITS = 10;

    private final String site;
    private final AudiencePlan plan;

    AudienceSql(String site, AudiencePlan plan) {
        this.site = "site = " + ResultSql.text(site);
        this.plan = plan;
    }

    /// How often rows are read: once, unless many goals have filters.
    int passes() {
        return Math.max(1, Math.ceilDiv(plan.filtered.size(), FILTERED));
    }

    /// Events of all months for which a condition holds.
    ///
    /// @param which a condition on the row `e`
    String events(int pass, String which) {
        List<Goal> goals = goals(pass);
        List<String> properties =
                goals.stream()
                        .flatMap(goal -> goal.filters().stream())
                        .map(Goal.Filter::property)
                        .distinct()
                        .toList();
        return "SELECT (visitor | ((n"
                + bits(goals, properties)
                + ") << "
                + StateSql.VISITOR_BITS
                + ")) AS tag, happened, value FROM (SELECT visitor, happened, "
                + name()
                + " AS n, "
                + (plan.adds() ? "value" : "NULL::DOUBLE AS value")
                + read(goals, properties)
                + " FROM event e WHERE "
                + site
                + " AND happened >= "
                + plan.bounds[0]
                + " AND happened < "
                + plan.bounds[plan.bounds.length - 1]
                + " AND "
                + which
                + ")";
    }

    private List<Goal> goals(int pass) {
        return plan.filtered.subList(
                Math.min(pass * FILTERED, plan.filtered.size()),
                Math.min((pass + 1) * FILTERED, plan.filtered.size()));
    }

    /// 0 for an exposure.
    private String name() {
        return plan.names.isEmpty()
                ? "0::BIGINT"
                : plan.names.stream()
                        .map(ResultSql::text)
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "(coalesce(list_position([",
                                        "], name), 0) * (kind = 1)::BIGINT)::BIGINT"));
    }

    /// Of events that one of the goals looks at, and of no others: reading JSON is dear.
    private static String read(List<Goal> goals, List<String> properties) {
        return IntStream.range(0, properties.size())
                .mapToObj(i -> {
                    String names =
                            goals.stream()
                                    .filter(goal ->
                                            goal.filters().stream()
                                                    .anyMatch(filter ->
                                                            filter.property()
                                                                    .equals(properties.get(i))))
                                    .map(Goal::event)
                                    .distinct()
                                    .map(ResultSql::text)
                                    .collect(Collectors.joining(", "));
                    return ", CASE WHEN list_contains(["
                            + names
                            + "], name) AND properties <> '' THEN json_extract_string(properties, "
                            + ResultSql.text("$.\"" + properties.get(i) + "\"")
                            + ") END AS p"
                            + i;
                })
                .collect(Collectors.joining());
    }

    /// No filter holds without its property, so most rows need no look at any.
    private String bits(List<Goal> goals, List<String> properties) {
        if (goals.isEmpty()) {
            return "";
        }
        var text = new StringBuilder(" | CASE WHEN coalesce(");
        text.append(
                IntStream.range(0, properties.size())
                        .mapToObj(i -> "p" + i)
                        .collect(Collectors.joining(", ")));
        text.append(") IS NOT NULL THEN 0::BIGINT");
        for (int i = 0; i < properties.size(); i++) {
            text.append(plain(goals, properties.get(i), "p" + i));
        }
        for (int i = 0; i < goals.size(); i++) {
            Goal goal = goals.get(i);
            if (isPlain(goal)) {
                continue;
            }
            text.append(" | CASE WHEN n = ").append(place(goal));
            goal.filters()
                    .forEach(filter ->
                            text.append(" AND ")
                                    .append(
                                            holds(
                                                    "p" + properties.indexOf(filter.property()),
                                                    filter)));
            text.append(" THEN ").append(bit(i)).append(" ELSE 0::BIGINT END");
        }
        return text.append(" ELSE 0::BIGINT END").toString();
    }

    /// Of the goals with nothing but one value of this property: name and value as one number, and
    /// that looked up, so that many such goals cost as much as one.
    private String plain(List<Goal> goals, String property, String column) {
        List<Integer> of =
                IntStream.range(0, goals.size())
                        .filter(i -> isPlain(goals.get(i)))
                        .filter(i -> goals.get(i).filters().getFirst().property().equals(property))
                        .boxed()
                        .toList();
        if (of.isEmpty()) {
            return "";
        }
        List<String> values =
                of.stream().map(i -> goals.get(i).filters().getFirst().value()).distinct().toList();
        return " | coalesce(list_extract(["
                + of.stream().map(AudienceSql::bit).collect(Collectors.joining(", "))
                + "], list_position(["
                + of.stream()
                        .map(i ->
                                place(goals.get(i)) * (FILTERED + 1)
                                        + values.indexOf(goals.get(i).filters().getFirst().value())
                                        + 1)
                        .map(code -> code + "::BIGINT")
                        .collect(Collectors.joining(", "))
                + "], n * "
                + (FILTERED + 1)
                + " + coalesce(list_position(["
                + values.stream().map(ResultSql::text).collect(Collectors.joining(", "))
                + "], "
                + column
                + "), 0))), 0::BIGINT)";
    }

    private static boolean isPlain(Goal goal) {
        return goal.filters().size() == 1 && goal.filters().getFirst().test() == Goal.Test.IS;
    }

    /// What `n` is in its events.
    private long place(Goal goal) {
        return plan.names.indexOf(goal.event()) + 1L;
    }

    private static String bit(int goal) {
        return (1L << (NAME_BITS + goal)) + "::BIGINT";
    }

    /// As in [ResultSql]: what an event does not have passes no test.
    private static String holds(String property, Goal.Filter filter) {
        String number = "TRY_CAST(" + property + " AS DOUBLE)";
        return switch (filter.test()) {
            case IS -> "coalesce(" + property + " = " + ResultSql.text(filter.value()) + ", false)";
            case IS_NOT ->
                    "coalesce(" + property + " <> " + ResultSql.text(filter.value()) + ", false)";
            case AT_LEAST -> "coalesce(" + number + " >= " + number(filter) + ", false)";
            case BELOW -> "coalesce(" + number + " < " + number(filter) + ", false)";
        };
    }

    private static String number(Goal.Filter filter) {
        return "(" + Double.parseDouble(filter.value()) + ")::DOUBLE";
    }

    String forgotten(long applied) {
        return "SELECT visitor FROM forgotten WHERE " + site + " AND applied > " + applied;
    }

    /// Whether events of the months went for their age since then.
    String outlived(long applied) {
        return "SELECT count(*) FROM retained WHERE %s AND applied > %d AND oldest > %d"
                .formatted(site, applied, plan.bounds[0]);
    }

    String newest(long since) {
        return "SELECT max(arrived) FROM event WHERE "
                + site
                + (since < 0 ? "" : " AND applied > " + since);
    }
}
