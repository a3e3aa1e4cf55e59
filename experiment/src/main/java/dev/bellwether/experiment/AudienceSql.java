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

    /// Events of all months that came after an application of the log.
    String events(int pass, long applied) {
        List<Goal> goals = goals(pass);
        List<String> properties =
                goals.stream()
                        .flatMap(goal -> goal.filters().stream())
                        .map(Goal.Filter::property)
                        .distinct()
                        .toList();
        return "SELECT (visitor | (("
                + name()
                + bits(goals, properties)
                + ") << "
                + StateSql.VISITOR_BITS
                + ")) AS tag, happened, value FROM (SELECT visitor, kind, name, happened, "
                + (plan.adds() ? "value" : "NULL::DOUBLE AS value")
                + read(goals, properties)
                + " FROM event WHERE "
                + site
                + " AND happened >= "
                + plan.bounds[0]
                + " AND happened < "
                + plan.bounds[plan.bounds.length - 1]
                + (applied < 0 ? "" : " AND applied > " + applied)
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
    private static String bits(List<Goal> goals, List<String> properties) {
        if (goals.isEmpty()) {
            return "";
        }
        var text = new StringBuilder(" | CASE WHEN coalesce(");
        text.append(
                IntStream.range(0, properties.size())
                        .mapToObj(i -> "p" + i)
                        .collect(Collectors.joining(", ")));
        text.append(") IS NOT NULL THEN 0::BIGINT");
        for (int i = 0; i < goals.size(); i++) {
            Goal goal = goals.get(i);
            text.append(" | CASE WHEN kind = 1 AND name = ").append(ResultSql.text(goal.event()));
            goal.filters()
                    .forEach(filter ->
                            text.append(" AND ")
                                    .append(
                                            holds(
                                                    "p" + properties.indexOf(filter.property()),
                                                    filter)));
            text.append(" THEN ")
                    .append(1L << (NAME_BITS + i))
                    .append("::BIGINT ELSE 0::BIGINT END");
        }
        return text.append(" ELSE 0::BIGINT END").toString();
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
