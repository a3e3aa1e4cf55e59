package dev.bellwether.experiment;

import dev.bellwether.analytics.EventSession;
import dev.bellwether.analytics.RowSink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings a campaign's state from one application of the log to a later one.
///
/// In order: who was deleted is forgotten; exposures say who is new, and whose first exposure
/// moved; goals that came since are added for all whose first exposure stands; for the others all
/// their goals are read again. The first refresh is the same with everything new and nobody stale.
///
/// Visitors' numbers rise, so one above the highest that was known cannot have older events.
final class StateRefresh {
    private static final int NUMBER_BITS = 32;
    private static final int BLOCK_BITS = 16;
    private static final int MOST_CODES = 1_000;

    private final String site;
    private final Plan plan;
    private final CampaignState state;
    private final ResultSql sql;
    private final List<Map<String, Short>> codes = new ArrayList<>();
    private long applied = -1;
    private long highest = -1;

    StateRefresh(String site, Plan plan, CampaignState state) {
        this.site = site;
        this.plan = plan;
        this.state = state;
        this.sql = new ResultSql(site, plan.campaign);
        plan.campaign.slices().forEach(_ -> codes.add(new HashMap<>()));
    }

    void run(EventSession session) throws SQLException {
        long now = number(session, "SELECT applied FROM log_position");
        long highestNow = number(session, "SELECT coalesce(max(number), 0) FROM visitor");
        forget(session);
        String isNew = " AND applied > " + applied;
        session.feed(
                """
                SELECT (visitor | (%s << %d))::BIGINT AS tag, happened, 0::DOUBLE AS value
                FROM event WHERE %s%s\
                """
                        .formatted(variation(), NUMBER_BITS, sql.isExposure(), isNew),
                exposures());
        List<Long> stale = stale();
        goals(session, "FROM event e WHERE ", isNew, false);
        if (!stale.isEmpty()) {
            list(session, "stale", stale);
            goals(session, "FROM event e SEMI JOIN stale USING (visitor) WHERE ", "", true);
        }
        slices(session, isNew, stale);
        ties(session);
        state.blocks().values().parallelStream()
                .forEach(block -> {
                    synchronized (block) {
                        block.settle();
                    }
                });
        applied = now;
        highest = highestNow;
    }

    private void forget(EventSession session) throws SQLException {
        try (var statement = session.connection().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT visitor FROM forgotten WHERE site = "
                                        + ResultSql.text(site)
                                        + " AND applied > "
                                        + applied)) {
            while (row.next()) {
                long visitor = row.getLong(1);
                VisitorBlock block = state.block((int) (visitor >> BLOCK_BITS));
                synchronized (block) {
                    block.forget((int) visitor & VisitorBlock.SIZE - 1);
                }
            }
        }
    }

    private String variation() {
        var text = new StringBuilder("CASE variation");
        for (int i = 0; i < plan.campaign.variations().size(); i++) {
            text.append(" WHEN ")
                    .append(ResultSql.text(plan.campaign.variations().get(i).name()))
                    .append(" THEN ")
                    .append(i)
                    .append("::BIGINT");
        }
        return text.append(" END").toString();
    }

    private RowSink exposures() {
        return (rows, tags, times, values) -> {
            for (int i = 0; i < rows; i++) {
                long tag = tags.getLong(i);
                long visitor = tag & 0xffff_ffffL;
                VisitorBlock block = state.block((int) (visitor >> BLOCK_BITS));
                synchronized (block) {
                    block.exposure(
                            (int) visitor & VisitorBlock.SIZE - 1,
                            times.getLong(i),
                            (int) (tag >>> NUMBER_BITS),
                            visitor <= highest);
                }
            }
        };
    }

    private List<Long> stale() {
        List<Long> stale = new ArrayList<>();
        state.blocks()
                .forEach((number, block) -> {
                    synchronized (block) {
                        block.stale()
                                .forEach(visitor ->
                                        stale.add(((long) number << BLOCK_BITS) + visitor));
                    }
                });
        return stale;
    }

    private void goals(EventSession session, String from, String isNew, boolean onlyStale)
            throws SQLException {
        for (int at = 0; at < plan.goals.size(); at += Plan.MOST_GOALS) {
            List<Goal> goals =
                    plan.goals.subList(at, Math.min(plan.goals.size(), at + Plan.MOST_GOALS));
            session.feed(
                    """
                    SELECT (e.visitor | (%s << %d))::BIGINT AS tag, e.happened,
                        coalesce(e.value, 'nan'::DOUBLE) AS value
                    %se.site = %s AND e.kind = 1 AND e.name IN (%s)%s\
                    """
                            .formatted(
                                    mask(goals),
                                    NUMBER_BITS,
                                    from,
                                    ResultSql.text(site),
                                    goals.stream()
                                            .map(goal -> ResultSql.text(goal.event()))
                                            .distinct()
                                            .reduce((a, b) -> a + ", " + b)
                                            .orElseThrow(),
                                    isNew),
                    sink(at, onlyStale));
        }
    }

    /// Which of the goals an event is of, as bits: those without filters by name alone.
    private static String mask(List<Goal> goals) {
        Map<String, Long> plain = new HashMap<>();
        var filtered = new StringBuilder();
        for (int i = 0; i < goals.size(); i++) {
            Goal goal = goals.get(i);
            if (goal.filters().isEmpty()) {
                plain.merge(goal.event(), 1L << i, Long::sum);
            } else {
                filtered.append(" + CASE WHEN e.name = ")
                        .append(ResultSql.text(goal.event()))
                        .append(ResultSql.filters("e.", goal))
                        .append(" THEN ")
                        .append(1L << i)
                        .append("::BIGINT ELSE 0::BIGINT END");
            }
        }
        var text = new StringBuilder("(");
        if (plain.isEmpty()) {
            text.append("0::BIGINT");
        } else {
            text.append("CASE e.name");
            plain.forEach((name, bits) ->
                    text.append(" WHEN ")
                            .append(ResultSql.text(name))
                            .append(" THEN ")
                            .append(bits)
                            .append("::BIGINT"));
            text.append(" ELSE 0::BIGINT END");
        }
        return text.append(filtered).append(")").toString();
    }

    /// Rows of one vector are mostly of neighbours, so a block's lock is held from one to the next.
    private RowSink sink(int firstGoal, boolean onlyStale) {
        return (rows, tags, times, values) -> {
            int at = 0;
            while (at < rows) {
                int number = (int) ((tags.getLong(at) & 0xffff_ffffL) >> BLOCK_BITS);
                VisitorBlock block = state.blocks().get(number);
                if (block == null) {
                    at++;
                    continue;
                }
                synchronized (block) {
                    do {
                        long tag = tags.getLong(at);
                        if ((int) ((tag & 0xffff_ffffL) >> BLOCK_BITS) != number) {
                            break;
                        }
                        int mask = (int) (tag >>> NUMBER_BITS);
                        if (mask != 0) {
                            block.goal(
                                    (int) tag & VisitorBlock.SIZE - 1,
                                    mask,
                                    firstGoal,
                                    times.getLong(at),
                                    values.getDouble(at),
                                    onlyStale);
                        }
                        at++;
                    } while (at < rows);
                }
            }
        };
    }

    private void slices(EventSession session, String isNew, List<Long> stale) throws SQLException {
        for (int i = 0; i < codes.size(); i++) {
            code(session, i);
            int slice = i;
            RowSink sink =
                    (rows, tags, times, values) -> {
                        for (int row = 0; row < rows; row++) {
                            long visitor = tags.getLong(row);
                            VisitorBlock block = state.block((int) (visitor >> BLOCK_BITS));
                            synchronized (block) {
                                block.slice(
                                        (int) visitor & VisitorBlock.SIZE - 1,
                                        slice,
                                        times.getLong(row),
                                        (short) values.getDouble(row));
                            }
                        }
                    };
            String select =
                    "SELECT visitor AS tag, happened, coalesce(code, 0)::DOUBLE AS value FROM (SELECT"
                            + " visitor, happened, "
                            + sql.slice(i)
                            + " AS cut FROM event%s WHERE "
                            + sql.isExposure()
                            + "%s) LEFT JOIN codes ON cut = text";
            session.feed(select.formatted("", isNew), sink);
            if (!stale.isEmpty()) {
                session.feed(select.formatted(" SEMI JOIN stale USING (visitor)", ""), sink);
            }
        }
    }

    /// Gives each value that is new a code, the commonest first; 0 is for those beyond the most.
    private void code(EventSession session, int slice) throws SQLException {
        Map<String, Short> known = codes.get(slice);
        try (var statement = session.connection().createStatement()) {
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT cut FROM (SELECT "
                                    + sql.slice(slice)
                                    + " AS cut FROM event WHERE "
                                    + sql.isExposure()
                                    + " AND applied > "
                                    + applied
                                    + ") GROUP BY cut ORDER BY count(*) DESC, cut LIMIT "
                                    + MOST_CODES)) {
                while (row.next() && known.size() < MOST_CODES) {
                    known.putIfAbsent(row.getString(1), (short) (known.size() + 1));
                }
            }
            statement.execute("CREATE OR REPLACE TEMP TABLE codes (text VARCHAR, code SMALLINT)");
        }
        try (var rows = session.connection().createAppender("temp", "main", "codes")) {
            for (var one : known.entrySet()) {
                rows.beginRow().append(one.getKey()).append((short) one.getValue()).endRow();
            }
        }
    }

    private void ties(EventSession session) throws SQLException {
        List<Long> tied = new ArrayList<>();
        state.blocks()
                .forEach((number, block) -> {
                    synchronized (block) {
                        block.tied()
                                .forEach(visitor ->
                                        tied.add(((long) number << BLOCK_BITS) + visitor));
                    }
                });
        if (tied.isEmpty()) {
            return;
        }
        list(session, "tied", tied);
        try (var statement = session.connection().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT * FROM ("
                                        + sql.exposed()
                                        + ") SEMI JOIN tied USING"
                                        + " (visitor)")) {
            while (row.next()) {
                long visitor = row.getLong("visitor");
                short[] cut = new short[codes.size()];
                for (int i = 0; i < cut.length; i++) {
                    cut[i] = codes.get(i).getOrDefault(row.getString("s" + i), (short) 0);
                }
                VisitorBlock block = state.block((int) (visitor >> BLOCK_BITS));
                synchronized (block) {
                    block.tie(
                            (int) visitor & VisitorBlock.SIZE - 1,
                            place(row.getString("variation")),
                            cut);
                }
            }
        }
    }

    private int place(String variation) {
        return plan.campaign.variations().stream()
                .map(Campaign.Arm::name)
                .toList()
                .indexOf(variation);
    }

    /// The text behind a slice's code.
    Map<String, Short> codes(int slice) {
        return Map.copyOf(codes.get(slice));
    }

    private static void list(EventSession session, String table, List<Long> visitors)
            throws SQLException {
        try (var statement = session.connection().createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE " + table + " (visitor BIGINT)");
        }
        try (var rows = session.connection().createAppender("temp", "main", table)) {
            for (long visitor : visitors) {
                rows.beginRow().append(visitor).endRow();
            }
        }
    }

    private static long number(EventSession session, String question) throws SQLException {
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
