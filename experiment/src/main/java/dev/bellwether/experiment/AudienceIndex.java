package dev.bellwether.experiment;

import dev.bellwether.analytics.EventSession;
import dev.bellwether.analytics.RowSink;
import dev.bellwether.model.Conflict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBReadableVector;

/// Which visitors were there in each month, and which of them did each of the goals: exact, and
/// kept up with the tables. A refresh reads what came since the last one; a late event goes into
/// its own month; who was forgotten is taken out. Of one thread at a time.
final class AudienceIndex {
    private static final int BUCKETS = 64;

    /// Applications of the log that are looked through for the newest event.
    private static final int LATEST = 16;

    private final AudiencePlan plan;
    private final AudienceSql sql;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Integer, AudienceBlock> blocks = new ConcurrentHashMap<>();
    private long applied = -1;
    private Optional<Instant> newest = Optional.empty();

    /// @param mostBytes of memory that it may take
    AudienceIndex(String site, AudiencePlan plan, long mostBytes) {
        this.plan = plan;
        this.sql = new AudienceSql(site, plan);
        this.mostBytes = mostBytes;
    }

    AudiencePlan plan() {
        return plan;
    }

    Collection<AudienceBlock> blocks() {
        return blocks.values();
    }

    long bytes() {
        return bytes.get();
    }

    /// When the newest event of the site arrived.
    Optional<Instant> newest() {
        return newest;
    }

    /// Whether events that are in it are gone because of their age: it is to be made anew.
    boolean isOutlived(EventSession session) throws SQLException {
        return applied >= 0 && number(session, sql.outlived(applied)).orElse(0L) > 0;
    }

    /// Brings in what came since. A failure in the middle leaves it broken.
    ///
    /// @return whether anything did
    /// @throws Conflict when it would take more memory than it may
    boolean refresh(EventSession session) throws SQLException {
        if (applied < 0) {
            session.readyForAll();
        }
        long now = number(session, "SELECT applied FROM log_position").orElse(0L);
        if (now == applied) {
            return false;
        }
        if (applied >= 0) {
            for (long visitor : numbers(session, sql.forgotten(applied))) {
                AudienceBlock block = blocks.get((int) (visitor >> AudienceBlock.BITS));
                if (block != null) {
                    block.forget(place(visitor));
                }
            }
        }
        for (int pass = 0; pass < sql.passes(); pass++) {
            int of = pass;
            RowSink sink = (rows, tags, times, values) -> take(of, rows, tags, times, values);
            if (applied < 0) {
                session.feedAll(part -> sql.events(of, part), sink);
            } else {
                session.feed(sql.events(pass, "applied > " + applied), sink);
            }
        }
        if (bytes.get() > mostBytes) {
            throw new Conflict(
                    "The audience '"
                            + plan.audience.key()
                            + "' would take more than the "
                            + (mostBytes >> 20)
                            + " MiB of memory there are for it; give it fewer goals, or the server"
                            + " a larger heap");
        }
        applied = now;
        newest = newest(session);
        return true;
    }

    /// Rows of one block are taken together, so that its lock is asked for once.
    private void take(
            int pass,
            int rows,
            DuckDBReadableVector tags,
            DuckDBReadableVector times,
            DuckDBReadableVector values) {
        if (bytes.get() > mostBytes) {
            return;
        }
        long[] tag = new long[rows];
        int[] first = new int[BUCKETS];
        int[] next = new int[rows];
        Arrays.fill(first, -1);
        for (int i = rows - 1; i >= 0; i--) {
            tag[i] = tags.getLong(i);
            int bucket = block(tag[i]) & (BUCKETS - 1);
            next[i] = first[bucket];
            first[bucket] = i;
        }
        long more = 0;
        for (int at : first) {
            int i = at;
            while (i >= 0) {
                int number = block(tag[i]);
                AudienceBlock block = blocks.computeIfAbsent(number, _ -> new AudienceBlock(plan));
                synchronized (block) {
                    do {
                        more += row(block, pass, tag[i], times.getLong(i), values, i);
                        i = next[i];
                    } while (i >= 0 && block(tag[i]) == number);
                }
            }
        }
        bytes.addAndGet(more);
    }

    private long row(
            AudienceBlock block,
            int pass,
            long tag,
            long time,
            DuckDBReadableVector values,
            int at) {
        int month = plan.month(time);
        int visitor = place(tag);
        long what = tag >>> StateSql.VISITOR_BITS;
        long more = 0;
        if (pass == 0) {
            int name = StateSql.name(what);
            more +=
                    name >= 0 && plan.ofName[name] >= 0
                            ? did(block, month, plan.ofName[name], visitor, values, at)
                            : block.set(month, plan.other(), visitor);
        }
        for (long rest = StateSql.filtered(what); rest != 0; rest &= rest - 1) {
            int goal = StateSql.filtered(pass, Long.numberOfTrailingZeros(rest));
            more += did(block, month, plan.ofFiltered[goal], visitor, values, at);
        }
        return more;
    }

    private long did(
            AudienceBlock block,
            int month,
            int atom,
            int visitor,
            DuckDBReadableVector values,
            int at) {
        long more = block.set(month, atom, visitor);
        if (plan.isValued(atom) && !values.isNull(at)) {
            for (int goal = 0; goal < plan.valued.length; goal++) {
                if (plan.valued[goal] == atom) {
                    more += block.value(month, goal, visitor, values.getDouble(at));
                }
            }
        }
        return more;
    }

    private static int block(long tag) {
        return (int) ((tag & StateSql.VISITOR) >> AudienceBlock.BITS);
    }

    private static int place(long tag) {
        return (int) tag & (1 << AudienceBlock.BITS) - 1;
    }

    private Optional<Instant> newest(EventSession session) throws SQLException {
        Optional<Long> lately = number(session, sql.newest(Math.max(0, applied - LATEST)));
        return (lately.isPresent() ? lately : number(session, sql.newest(-1)))
                .map(LocalDays::instant);
    }

    private static Optional<Long> number(EventSession session, String question)
            throws SQLException {
        return numbers(session, question).stream().findFirst();
    }

    /// Those that are not null.
    private static List<Long> numbers(EventSession session, String question) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (var statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                long number = row.getLong(1);
                if (!row.wasNull()) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }
}
