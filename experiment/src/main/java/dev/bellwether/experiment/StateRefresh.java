package dev.bellwether.experiment;

import dev.bellwether.analytics.EventSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
        long from = ResultSql.micros(plan.campaign.from()) - plan.longestBefore;
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
        if (applied < 0) {
            session.readyForAll();
        }
        long now = number(session, "SELECT applied FROM log_position");
        if (now == applied) {
            return false;
        }
        long highestNow = number(session, "SELECT coalesce(max(number), 0) FROM visitor");
        forget(session);
        boolean isByText = show(session);
        session.feed(texts.exposures(0, isByText), new RunSink(state::block, exposure()));
        List<Long> stale = found(VisitorBlock::stale);
        goals(session, texts.since(applied));
        if (!stale.isEmpty()) {
            list(session, "stale", stale);
            staleGoals(session, texts.ofStale(earliest(stale)));
        }
        for (int i = 1; i < SliceCodes.groups(plan.campaign); i++) {
            session.feed(texts.exposures(i, isByText), new RunSink(state::block, slices(i)));
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

    /// Makes the table `shown`.
    ///
    /// @return whether it has codes of slices, or else their values
    private boolean show(EventSession session) throws SQLException {
        boolean isByText = isRepeated(session);
        if (isByText) {
            session.execute(texts.texts());
            codes.learn(session, "texts");
            session.execute(texts.shownByText());
        } else {
            session.execute(texts.shown(applied));
            codes.learn(session, "shown");
        }
        return isByText;
    }

    /// Whether exposures have few different texts of properties. Those of a later refresh are few
    /// themselves, and to look would cost more than it spares.
    private boolean isRepeated(EventSession session) throws SQLException {
        if (applied >= 0 || plan.campaign.slices().isEmpty()) {
            return false;
        }
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(texts.sample())) {
            return row.next() && row.getLong("different") <= row.getLong("all_of_them") / 2;
        }
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

    private RunSink.OfRun exposure() {
        return (block, number, rows, from) -> {
            int at = from;
            for (; at < rows.count() && rows.block(at) == number; at++) {
                long tag = rows.tag(at);
                block.exposure(
                        place(tag),
                        rows.time(at),
                        (int) (tag >>> StateSql.VISITOR_BITS),
                        (tag & StateSql.VISITOR) <= highest,
                        (long) rows.value(at));
            }
            return at;
        };
    }

    private static RunSink.OfRun slices(int group) {
        return (block, number, rows, from) -> {
            int at = from;
            for (; at < rows.count() && rows.block(at) == number; at++) {
                block.slices(place(rows.tag(at)), group, rows.time(at), (long) rows.value(at));
            }
            return at;
        };
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

    private void goals(EventSession session, String rows) throws SQLException {
        for (int i = 0; i < texts.passes(); i++) {
            int pass = i;
            session.feedAll(
                    part -> texts.goals(pass, rows + " AND " + part),
                    new RunSink(state.blocks()::get, goals(pass, false)));
        }
    }

    private void staleGoals(EventSession session, String rows) throws SQLException {
        for (int pass = 0; pass < texts.passes(); pass++) {
            session.feed(
                    texts.goals(pass, rows), new RunSink(state.blocks()::get, goals(pass, true)));
        }
    }

    private RunSink.OfRun goals(int pass, boolean onlyStale) {
        return (block, number, rows, from) -> {
            int at = from;
            for (; at < rows.count() && rows.block(at) == number; at++) {
                long tag = rows.tag(at);
                long what = tag >>> StateSql.VISITOR_BITS;
                if (what == 0) {
                    continue;
                }
                long time = rows.time(at);
                if (block.isReached(place(tag), time)) {
                    goal(block, place(tag), what, pass, time, rows.value(at), onlyStale);
                }
            }
            return at;
        };
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
