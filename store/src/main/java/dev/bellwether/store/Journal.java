package dev.bellwether.store;

import dev.bellwether.model.Fact;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Wake;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The spine: an append-only table with one line per fact, in one total order.
///
/// Lines are added by [Tx#journal]. A room reads them in one of two ways: a *reaction* has a
/// durable cursor and runs on one node at a time; a *follower* starts where its process likes,
/// keeps its place in memory and runs on every node.
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /// Whoever writes waits no longer for what reactions do about it.
    private static final Duration SLICE = Duration.ofMillis(8);

    /// Lines read at once when many are.
    private static final int PART = 1_000;

    static final RowMapper<Line> LINE =
            (rs, context) ->
                    new Line(
                            rs.getLong("seq"),
                            Micros.toInstant(rs.getLong("at")),
                            organization(rs),
                            Facts.read(rs.getString("kind"), rs.getString("body")));

    private final Store store;
    private final ReadLines read = new ReadLines();
    private final List<Wake> readers = new CopyOnWriteArrayList<>();
    private final List<Reactor> reactions = new CopyOnWriteArrayList<>();
    private final List<Sequel> sequels = new CopyOnWriteArrayList<>();

    /// The number of the last line that this process committed; larger than any while it is
    /// unknown.
    private final AtomicLong newest = new AtomicLong(Long.MAX_VALUE);

    Journal(Store store) {
        this.store = store;
    }

    /// The number of the last line; 0 when there is none.
    public long head() {
        return store.read(Journal::head);
    }

    static long head(Handle sql) {
        return sql.createQuery("SELECT seq FROM journal_head").mapTo(Long.class).one();
    }

    /// Up to `limit` lines after number `after`, in order.
    public List<Line> read(long after, int limit) {
        long last = newest.get();
        // On SQLite all lines are this process's, and those it committed lately are known.
        Optional<List<Line>> known =
                store.isShared() || last == Long.MAX_VALUE
                        ? Optional.empty()
                        : read.after(after, last, limit);
        return known.orElseGet(() -> store.read(sql -> read(sql, after, limit)));
    }

    /// The newest `limit` lines about `subject` before number `before`, newest first. Use
    /// `Long.MAX_VALUE` to begin.
    public List<Line> about(OrganizationId organization, String subject, long before, int limit) {
        return store.read(sql ->
                sql.createQuery(
                                """
                                SELECT * FROM journal
                                WHERE organization = :organization AND subject = :subject AND seq < :before
                                ORDER BY seq DESC LIMIT :limit
                                """)
                        .bind("organization", organization)
                        .bind("subject", subject)
                        .bind("before", before)
                        .bind("limit", limit)
                        .map(LINE)
                        .list());
    }

    /// The newest `limit` lines of an organization before number `before`, newest first.
    public List<Line> latest(OrganizationId organization, long before, int limit) {
        return store.read(sql ->
                sql.createQuery(
                                """
                                SELECT * FROM journal WHERE organization = :organization AND seq < :before
                                ORDER BY seq DESC LIMIT :limit
                                """)
                        .bind("organization", organization)
                        .bind("before", before)
                        .bind("limit", limit)
                        .map(LINE)
                        .list());
    }

    /// The lines of an organization of the given kinds since a time, oldest first, and no more than
    /// the newest `most` of them. Read in parts, so that nobody who writes waits for it.
    ///
    /// @param kinds not empty
    public List<Line> since(
            OrganizationId organization,
            Collection<Class<? extends Fact>> kinds,
            Instant since,
            int most) {
        var newest = new ArrayList<Line>();
        long before = Long.MAX_VALUE;
        while (newest.size() < most) {
            int wanted = Math.min(PART, most - newest.size());
            List<Line> some = ofKinds(organization, kinds, before, wanted);
            for (Line line : some) {
                if (line.at().isBefore(since)) {
                    return newest.reversed();
                }
                newest.add(line);
            }
            if (some.size() < wanted) {
                break;
            }
            before = some.getLast().seq();
        }
        return newest.reversed();
    }

    /// The newest `limit` lines of an organization of the given kinds before number `before`,
    /// newest first. Each kind is read from its own end of the index, so rare kinds are found fast
    /// among many lines of others.
    ///
    /// @param kinds not empty
    public List<Line> ofKinds(
            OrganizationId organization,
            Collection<Class<? extends Fact>> kinds,
            long before,
            int limit) {
        List<String> names = kinds.stream().map(Class::getSimpleName).sorted().toList();
        String union =
                IntStream.range(0, names.size())
                        .mapToObj(i ->
                                """
                                SELECT * FROM (SELECT * FROM journal
                                    WHERE organization = :organization AND kind = :kind%1$d AND seq < :before
                                    ORDER BY seq DESC LIMIT :limit) AS k%1$d
                                """
                                        .formatted(i))
                        .collect(Collectors.joining(" UNION ALL "));
        return store.read(sql -> {
            var query = sql.createQuery(union + " ORDER BY seq DESC LIMIT :limit");
            for (int i = 0; i < names.size(); i++) {
                query.bind("kind" + i, names.get(i));
            }
            return query.bind("organization", organization)
                    .bind("before", before)
                    .bind("limit", limit)
                    .map(LINE)
                    .list();
        });
    }

    /// Work that feeds every line once to `reaction`, from where the cursor `name` stands. A new
    /// cursor starts at the first line.
    public Job reaction(String name, Reaction reaction) {
        return reaction(name, Set.of(), reaction);
    }

    /// The same for lines of certain kinds only; the others are passed over and cost no
    /// transaction.
    ///
    /// @param kinds of facts that concern it; empty for all
    public Job reaction(String name, Set<Class<? extends Fact>> kinds, Reaction reaction) {
        var reactor = new Reactor(store, name, kinds, reaction);
        reactions.add(reactor);
        return reactor;
    }

    /// Has a clock's work done in the transaction in which reactions take lines at once
    /// ([#reactAtOnce]), after they have taken them all. The clock's own job does it wherever that
    /// cannot be.
    ///
    /// @param isCalledBy a line about this makes something due
    /// @param work does what is due, if anything is, and only a little of it
    public void afterReactions(Predicate<Fact> isCalledBy, Consumer<Tx> work) {
        sequels.add(new Sequel(isCalledBy, work));
    }

    /// From now on the reactions of this process take lines in the transaction that writes them,
    /// where they can: on SQLite, each that has taken all lines before. Their jobs go on, for
    /// whatever is left. Called once, when those run.
    public void reactAtOnce() {
        reactAtOnce(SLICE);
    }

    /// @param slice how long they go on in a transaction that has not lasted so long before them
    void reactAtOnce(Duration slice) {
        store.reactAtOnce(reactions, sequels, slice);
    }

    /// Work that feeds every line after `after` to `reader`, at least once, from memory's own
    /// place.
    public Job follower(String name, long after, Consumer<Line> reader) {
        return new Follower(store.journal(), name, after, reader);
    }

    /// This process has committed these lines.
    ///
    /// @param lines in order; not empty
    void reached(List<Written> lines) {
        lines.forEach(read::keep);
        long seq = lines.getLast().seq();
        newest.updateAndGet(was -> was == Long.MAX_VALUE ? seq : Math.max(was, seq));
    }

    void reachedUnknown() {
        newest.set(Long.MAX_VALUE);
    }

    /// False when surely no line stands after number `seq`. On SQLite all lines are this process's,
    /// so it need not ask.
    boolean mayHaveAfter(long seq) {
        return store.isShared() || newest.get() > seq;
    }

    /// Has `reader` woken whenever lines were committed, here or (PostgreSQL) on another node.
    public void onLines(Wake reader) {
        readers.add(reader);
    }

    /// How many lines the one of this process's reactions that is furthest behind has yet to take.
    public long behind() {
        return behindByName().values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /// How many lines each of this process's reactions has yet to look at, by its name.
    public Map<String, Long> behindByName() {
        return store.read(sql -> {
            Map<String, Long> cursors = Cursors.all(sql);
            long head = head(sql);
            var behind = new TreeMap<String, Long>();
            for (Reactor each : reactions) {
                long at = Math.max(cursors.getOrDefault(each.name(), 0L), each.passed());
                behind.merge(each.name(), Math.max(0, head - at), Math::min);
            }
            return behind;
        });
    }

    /// What kind of fact the lines after number `after` are, in order, by their numbers.
    SequencedMap<Long, String> kinds(Handle sql, long after, int limit) {
        var kinds = new LinkedHashMap<Long, String>();
        sql.createQuery(
                        "SELECT seq, kind FROM journal WHERE seq > :after ORDER BY seq LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, _) -> kinds.put(rs.getLong("seq"), rs.getString("kind")) == null)
                .list();
        return kinds;
    }

    /// Wakes them although no line was committed: something else waits for them.
    public void wakeReaders() {
        for (Wake reader : readers) {
            try {
                reader.wake();
            } catch (RuntimeException e) {
                LOG.error("A reader of the journal could not be woken", e);
            }
        }
    }

    /// The same in a transaction under way.
    List<Line> read(Handle sql, long after, int limit) {
        return sql.createQuery("SELECT * FROM journal WHERE seq > :after ORDER BY seq LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map(read)
                .list();
    }

    /// A line that was come to; empty when it does not concern whoever reads.
    record Met(long seq, Optional<Line> line) {}

    /// The same; lines of others are met and not read.
    List<Met> meet(Handle sql, long after, int limit, Predicate<String> concerns) {
        return sql.createQuery("SELECT * FROM journal WHERE seq > :after ORDER BY seq LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((rs, context) ->
                        new Met(
                                rs.getLong("seq"),
                                concerns.test(rs.getString("kind"))
                                        ? Optional.of(read.map(rs, context))
                                        : Optional.empty()))
                .list();
    }

    static OrganizationId organization(ResultSet rs) throws SQLException {
        return new OrganizationId(rs.getString("organization"));
    }
}
