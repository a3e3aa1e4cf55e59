package dev.bellwether.experiment;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a refresh asks the tables. Measured: an event's name is told by `list_position`, because
/// DuckDB works functions of one text out once for each word of a dictionary, and neither `CASE`
/// nor `IN`.
///
/// A row's tag is, from the lowest bit: the visitor's number, the place of the event's name plus
/// one, and a bit for each goal with filters that it is of.
final class StateSql {
    static final int VISITOR_BITS = 32;
    static final long VISITOR = (1L << VISITOR_BITS) - 1;
    private static final int NAME_BITS = 10;
    private static final int FILTERED = 20;
    private static final int SAMPLE = 10_000;

    private final String site;
    private final Plan plan;
    private final ResultSql sql;

    StateSql(String site, Plan plan, ResultSql sql) {
        this.site = site;
        this.plan = plan;
        this.sql = sql;
    }

    /// Of the first exposures, how many and how many different properties.
    String sample() {
        return "SELECT count(*) AS all_of_them, count(DISTINCT properties) AS different FROM (SELECT"
                + " properties FROM event WHERE "
                + sql.isExposure()
                + " LIMIT "
                + SAMPLE
                + ")";
    }

    /// The texts of properties that exposures have, each once, and its values of the slices:
    /// exposures are many, and most of them have the same few texts.
    String texts() {
        return "CREATE OR REPLACE TEMP TABLE texts AS SELECT properties, times"
                + values()
                + " FROM (SELECT properties, count(*) AS times"
                + cut()
                + " FROM event WHERE "
                + sql.isExposure()
                + " GROUP BY properties)";
    }

    /// All exposures in a table: they are looked at several times. With the codes of the table
    /// `texts`, after [SliceCodes#learn].
    String shownByText() {
        return "CREATE OR REPLACE TEMP TABLE shown AS SELECT visitor, happened, "
                + arm()
                + " AS arm"
                + eachGroup(group -> ", p" + group)
                + " FROM event JOIN (SELECT properties"
                + eachGroup(group -> ", " + packed(group) + " AS p" + group)
                + " FROM texts"
                + codes()
                + ") coded USING (properties) WHERE "
                + sql.isExposure();
    }

    /// The same of those that came since an application, each with its own values of the slices.
    String shown(long applied) {
        return "CREATE OR REPLACE TEMP TABLE shown AS SELECT visitor, happened, arm, 1 AS times"
                + values()
                + " FROM (SELECT visitor, happened, "
                + arm()
                + " AS arm"
                + cut()
                + " FROM event WHERE "
                + sql.isExposure()
                + isSince("", applied)
                + ")";
    }

    /// Properties are parsed once for all slices.
    private String cut() {
        List<String> slices = plan.campaign.slices();
        return slices.isEmpty()
                ? ""
                : slices.stream()
                        .map(slice -> ResultSql.text("$.\"" + slice + "\""))
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        ", json_extract_string(CASE WHEN properties <> '' THEN"
                                                + " properties ELSE '{}' END, [",
                                        "]) AS cut"));
    }

    private String values() {
        return IntStream.range(0, plan.campaign.slices().size())
                .mapToObj(i -> ", coalesce(cut[" + (i + 1) + "], '') AS s" + i)
                .collect(Collectors.joining());
    }

    /// Exposures with the codes of a group of slices, after [SliceCodes#learn].
    String exposures(int group, boolean isByText) {
        return "SELECT (visitor | (arm << %d)) AS tag, happened, %s AS value FROM shown%s"
                .formatted(
                        VISITOR_BITS,
                        isByText ? "p" + group : packed(group),
                        isByText ? "" : codes());
    }

    private String eachGroup(IntFunction<String> text) {
        return IntStream.range(0, SliceCodes.groups(plan.campaign))
                .mapToObj(text)
                .collect(Collectors.joining());
    }

    private String packed(int group) {
        int from = group * SliceCodes.GROUP;
        int until = Math.min(from + SliceCodes.GROUP, plan.campaign.slices().size());
        return IntStream.range(from, until)
                .mapToObj(i ->
                        " + (coalesce(c%d.code, 0) << %d)"
                                .formatted(i, SliceCodes.BITS * (i - from)))
                .collect(Collectors.joining("", "(0", ")::DOUBLE"));
    }

    private String codes() {
        return IntStream.range(0, plan.campaign.slices().size())
                .mapToObj(" LEFT JOIN codes%1$d c%1$d ON s%1$d = c%1$d.text"::formatted)
                .collect(Collectors.joining());
    }

    private String arm() {
        List<Campaign.Arm> arms = plan.campaign.variations();
        return IntStream.range(0, arms.size())
                .mapToObj(i -> " WHEN " + ResultSql.text(arms.get(i).name()) + " THEN " + i)
                .collect(Collectors.joining("", "(CASE variation", " END)::BIGINT"));
    }

    /// The first refresh asks for all, without looking when they came.
    private static String isSince(String table, long applied) {
        return applied < 0 ? "" : " AND " + table + "applied > " + applied;
    }

    String forgotten(long applied) {
        return "SELECT visitor FROM forgotten WHERE site = "
                + ResultSql.text(site)
                + " AND applied > "
                + applied;
    }

    /// Goals that came since an application.
    String since(long applied) {
        return "FROM event e WHERE " + isGoal() + isSince("e.", applied);
    }

    /// All goals of those in the table `stale`.
    ///
    /// @param earliest of their first exposures
    String ofStale(long earliest) {
        return "FROM event e SEMI JOIN stale USING (visitor) WHERE "
                + isGoal()
                + " AND e.happened >= "
                + (earliest - plan.longestBefore);
    }

    private String isGoal() {
        return "e.site = "
                + ResultSql.text(site)
                + " AND e.kind = 1 AND e.happened >= "
                + (ResultSql.micros(plan.campaign.from()) - plan.longestBefore);
    }

    /// How often rows are read: once, unless many goals have filters.
    int passes() {
        return Math.max(1, Math.ceilDiv(plan.filtered.size(), FILTERED));
    }

    String goals(int pass, String rows) {
        return "SELECT (e.visitor | (("
                + name()
                + filtered(pass)
                + ") << "
                + VISITOR_BITS
                + ")) AS tag, e.happened, e.value AS value "
                + rows;
    }

    private String name() {
        return plan.names.stream()
                .map(ResultSql::text)
                .collect(
                        Collectors.joining(
                                ", ", "coalesce(list_position([", "], e.name), 0)::BIGINT"));
    }

    private String filtered(int pass) {
        var text = new StringBuilder();
        for (int i = 0; i < FILTERED && filtered(pass, i) < plan.filtered.size(); i++) {
            Goal goal = plan.filtered.get(filtered(pass, i));
            text.append(" | CASE WHEN e.name = ")
                    .append(ResultSql.text(goal.event()))
                    .append(ResultSql.filters("e.", goal))
                    .append(" THEN ")
                    .append(1L << (NAME_BITS + i))
                    .append("::BIGINT ELSE 0::BIGINT END");
        }
        return text.toString();
    }

    /// Place in [Plan#filtered] of a bit.
    static int filtered(int pass, int bit) {
        return pass * FILTERED + bit;
    }

    /// Place in [Plan#names], −1 for none, from a tag without its visitor.
    static int name(long what) {
        return (int) (what & (1 << NAME_BITS) - 1) - 1;
    }

    static long filtered(long what) {
        return what >>> NAME_BITS;
    }

    /// First exposures of those in the table `tied`, with ties decided.
    String tied() {
        return "SELECT * FROM (" + sql.exposed() + ") SEMI JOIN tied USING (visitor)";
    }

    /// When the newest event of the site came that is in the tables: what came last is at the end
    /// of the table, and all of it is looked through only when there is none.
    String newest(long since) {
        return "SELECT max(arrived) FROM event WHERE site = "
                + ResultSql.text(site)
                + isSince("", since);
    }
}
