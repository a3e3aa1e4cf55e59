package dev.bellwether.experiment;

import dev.bellwether.analytics.EventSession;
import dev.bellwether.analytics.RowSink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Brings a campaign's state from one application of the log to a later one.
///
/// In order: who was deleted is forgotten; exposures say who is new, and whose first exposure
/// moved; goals that came since are added for all whose first exposure stands; for the others all
/// their goals are read again. The first refresh is the same with everything new and nobody stale.
///
/// Visitors' numbers rise, so one above the highest that was known cannot have older events.
final class StateRefresh {
    private static final int BLOCK_BITS = VisitorBlock.BITS;

    private final String site;
    private final Plan plan;
    private final CampaignState state;
    private final ResultSql sql;
    private final StateSql texts;
    private final SliceCodes codes;
    private long applied = -1;
    private long highest = -1;

    StateRefresh(String site, Plan plan, CampaignState state, SliceCodes codes) {
        this.site = site;
        this.plan = plan;
        this.state = state;
        this.sql = new ResultSql(site, plan.campaign);
        this.texts = new StateSql(site, plan, sql);
        this.codes = codes;
    }

    /// Whether events that counted are gone because of their age: then all is to be read again.
    boolean isOutlived(EventSession session) throws SQLException {
        long from = ResultSql.micros(plan.campaign.from()) - plan.spans.longestBefore();
        return applied >= 0
                && number(
                                session,
                                "SELECT count(*) FROM retained WHERE site = "
                                        + ResultSql.text(site)
                                        + " AND applied > "
                                        + applied
                                        + " AND oldest > "
                                        + from)
                        > 0;
    }

    /// False when there was nothing new.
    boolean run(EventSession session) throws SQLException {
        long now = number(session, "SELECT applied FROM log_position");
        if (now == applied) {
            return false;
        }
        long highestNow = number(session, "SELECT coalesce(max(number), 0) FROM visitor");
        forget(session);
        session.execute(texts.shown(applied));
        codes.learn(session);
        session.feed(texts.exposures(0), runs(state::block, exposure()));
        List<Long> stale = found(VisitorBlock::stale);
        goals(session, texts.since(applied), false);
        if (!stale.isEmpty()) {
            list(session, "stale", stale);
            goals(session, texts.ofStale(earliest(stale)), true);
        }
        for (int i = 1; i < SliceCodes.groups(plan.campaign); i++) {
            session.feed(texts.exposures(i), runs(state::block, slices(i)));
        }
        ties(session);
        state.blocks().values().parallelStream()
                .forEach(block -> {
                    synchronized (block) {
                        block.settle();
                    }
                });
        applied = now;
        highest = highestNow;
        return true;
    }

    /// The application of the log up to which the state has come.
    long applied() {
        return applied;
    }

    private void forget(EventSession session) throws SQLException {
        for (long visitor : numbers(session, texts.forgotten(applied))) {
            VisitorBlock block = state.blocks().get((int) (visitor >> BLOCK_BITS));
            if (block != null) {
                synchronized (block) {
                    block.forget(place(visitor));
                }
            }
        }
    }

    private static int place(long visitor) {
        return (int) visitor & VisitorBlock.SIZE - 1;
    }

    /// What is done with a row while its block's lock is held.
    private interface OfBlock {
        void take(VisitorBlock block, int visitor, long tag, long time, double value);
    }

    private OfBlock exposure() {
        return (block, visitor, tag, time, packed) ->
                block.exposure(
                        visitor,
                        time,
                        (int) (tag >>> StateSql.VISITOR_BITS),
                        (tag & StateSql.VISITOR) <= highest,
                        (long) packed);
    }

    private static OfBlock slices(int group) {
        return (block, visitor, tag, time, packed) ->
                block.slices(visitor, group, time, (long) packed);
    }

    private List<Long> found(Function<VisitorBlock, List<Integer>> who) {
        List<Long> found = new ArrayList<>();
        state.blocks()
                .forEach((number, block) -> {
                    synchronized (block) {
                        who.apply(block)
                                .forEach(visitor ->
                                        found.add(((long) number << BLOCK_BITS) + visitor));
                    }
                });
        return found;
    }

    private long earliest(List<Long> visitors) {
        return visitors.stream()
                .mapToLong(
                        visitor -> state.block((int) (visitor >> BLOCK_BITS)).first(place(visitor)))
                .min()
                .orElseThrow();
    }

    private void goals(EventSession session, String rows, boolean onlyStale) throws SQLException {
        for (int pass = 0; pass < texts.passes(); pass++) {
            session.feed(
                    texts.goals(pass, rows), runs(state.blocks()::get, goals(pass, onlyStale)));
        }
    }

    private OfBlock goals(int pass, boolean onlyStale) {
        return (block, visitor, tag, time, value) -> {
            long what = tag >>> StateSql.VISITOR_BITS;
            if (what != 0) {
                goal(block, visitor, what, pass, time, value, onlyStale);
            }
        };
    }

    /// Rows of one vector are mostly of neighbours, so a block's lock is held from one to the next.
    ///
    /// @param blocks by number; rows of one that is null are passed over
    private static RowSink runs(IntFunction<@Nullable VisitorBlock> blocks, OfBlock work) {
        return (rows, tags, times, values) -> {
            int at = 0;
            while (at < rows) {
                int number = block(tags.getLong(at));
                VisitorBlock block = blocks.apply(number);
                if (block == null) {
                    at++;
                    continue;
                }
                synchronized (block) {
                    do {
                        long tag = tags.getLong(at);
                        if (block(tag) != number) {
                            break;
                        }
                        double value = values.isNull(at) ? Double.NaN : values.getDouble(at);
                        work.take(block, place(tag), tag, times.getLong(at), value);
                        at++;
                    } while (at < rows);
                }
            }
        };
    }

    private static int block(long tag) {
        return (int) ((tag & StateSql.VISITOR) >> BLOCK_BITS);
    }

    private void goal(
            VisitorBlock block,
            int visitor,
            long what,
            int pass,
            long time,
            double value,
            boolean onlyStale) {
        int name = StateSql.name(what);
        if (name >= 0 && pass == 0) {
            block.goal(visitor, plan.ofName(name), time, value, onlyStale);
        }
        for (long rest = StateSql.filtered(what); rest != 0; rest &= rest - 1) {
            int goal = StateSql.filtered(pass, Long.numberOfTrailingZeros(rest));
            block.goal(visitor, plan.ofFiltered(goal), time, value, onlyStale);
        }
    }

    private void ties(EventSession session) throws SQLException {
        List<Long> tied = found(VisitorBlock::tied);
        if (tied.isEmpty()) {
            return;
        }
        list(session, "tied", tied);
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(texts.tied())) {
            while (row.next()) {
                long visitor = row.getLong("visitor");
                short[] cut = new short[plan.campaign.slices().size()];
                for (int i = 0; i < cut.length; i++) {
                    cut[i] = codes.of(i, row.getString("s" + i));
                }
                VisitorBlock block = state.block((int) (visitor >> BLOCK_BITS));
                synchronized (block) {
                    block.tie(place(visitor), arm(row.getString("arm")), cut);
                }
            }
        }
    }

    private int arm(String variation) {
        return plan.campaign.variations().stream()
                .map(Campaign.Arm::name)
                .toList()
                .indexOf(variation);
    }

    private static void list(EventSession session, String table, List<Long> visitors)
            throws SQLException {
        session.execute("CREATE OR REPLACE TEMP TABLE " + table + " (visitor BIGINT)");
        try (var rows = session.connection().createAppender("temp", "main", table)) {
            for (long visitor : visitors) {
                rows.beginRow().append(visitor).endRow();
            }
        }
    }

    private static long number(EventSession session, String question) throws SQLException {
        List<Long> numbers = numbers(session, question);
        return numbers.isEmpty() ? 0 : numbers.getFirst();
    }

    private static List<Long> numbers(EventSession session, String question) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }
}
