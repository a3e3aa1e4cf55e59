package dev.bellwether.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What the one connection that writes has read, for as long as it is true.
///
/// All that is ever written goes through that connection, and each of its statements passes here
/// before it is run. So what was read of some tables stays true until a statement names one of them
/// as the one it writes to, or one to which theirs refer (a removal cascades), or something is
/// rolled back. A document is known more closely: that another row of its table was saved by
/// [Documents] does not touch it.
///
/// Only SQLite has it: on PostgreSQL another node may write at any time. Holds the [#KEPT] answers
/// asked for last. Belongs to the thread of its connection.
final class Memory {
    private static final int KEPT = 4_000;
    private static final int TEXTS = 1_000;
    private static final String ANY = "*";
    private static final Pattern WRITES =
            Pattern.compile(
                    "\\s*(?:INSERT(?:\\s+OR\\s+\\w+)?\\s+INTO|REPLACE\\s+INTO|UPDATE|DELETE\\s+FROM)\\s+\"?(\\w+)\"?.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern READS =
            Pattern.compile(
                    "\\s*(?:SELECT|WITH)\\b(?!.*\\b(?:INSERT|UPDATE|DELETE|REPLACE)\\b).*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /// @param columns those of a document that this process saved; empty where it was read
    private record Answer(long writes, Object value, Map<String, Object> columns) {}

    /// Of a table: all writes, and those of them that were not the saving of one document.
    private static final class Writes {
        final String table;
        long all;
        long foreign;

        Writes(String table) {
            this.table = table;
        }
    }

    private final Map<Object, Answer> answers =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Object, Answer> eldest) {
                    return size() > KEPT;
                }
            };
    private final Map<String, Writes> writes = new HashMap<>();
    private final Map<String, String> writtenBy = new HashMap<>();
    private final Map<String, Set<String>> touched;

    /// What is written with each table.
    private final Map<String, List<Writes>> also = new HashMap<>();

    private final boolean works;
    private final Set<String> dirty = new HashSet<>();
    private boolean savesDocument;

    private Memory(Map<String, Set<String>> touched, boolean works) {
        this.touched = touched;
        this.works = works;
    }

    /// @param sql a connection to the database, whose tables say what refers to what
    static Memory of(Handle sql) {
        Map<String, Set<String>> refer = new HashMap<>();
        sql.createQuery(
                        """
                        SELECT m.name, f."table" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
                        WHERE m.type = 'table'
                        """)
                .map((rs, _) -> Map.entry(rs.getString(1), rs.getString(2)))
                .forEach(one ->
                        refer.computeIfAbsent(lower(one.getValue()), _ -> new HashSet<>())
                                .add(lower(one.getKey())));
        boolean hasTriggers =
                sql.createQuery("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'")
                                .mapTo(Long.class)
                                .one()
                        > 0;
        return new Memory(refer, !hasTriggers);
    }

    /// That of the connection; empty where nothing can be remembered.
    static Optional<Memory> in(Handle sql) {
        return sql.getStatementBuilder() instanceof CachedStatements statements
                ? statements.memory()
                : Optional.empty();
    }

    /// A statement is about to be run.
    void runs(String sql) {
        String table = writtenBy.get(sql);
        if (table == null) {
            table = table(sql);
            if (writtenBy.size() < TEXTS) {
                writtenBy.put(sql, table);
            }
        }
        if (table.equals(ANY)) {
            runsUnseen();
        } else if (!table.isEmpty()) {
            written(table);
        }
    }

    /// @return the table a statement writes to; nothing when it only reads, [#ANY] when that cannot
    ///   be told
    private static String table(String sql) {
        Matcher write = WRITES.matcher(sql);
        if (write.matches()) {
            return lower(write.group(1));
        }
        return READS.matcher(sql).matches() ? "" : ANY;
    }

    private void written(String table) {
        Writes of = of(table);
        dirty.add(table);
        of.all++;
        if (!savesDocument) {
            of.foreign++;
        }
        for (Writes one : also.computeIfAbsent(table, this::closure)) {
            dirty.add(one.table);
            one.all++;
            one.foreign++;
        }
    }

    /// Those that a removal from the table may reach, by as many steps as there are.
    private List<Writes> closure(String table) {
        var next = new ArrayDeque<>(touched.getOrDefault(table, Set.of()));
        var seen = new HashSet<>(next);
        seen.add(table);
        var all = new ArrayList<Writes>();
        while (!next.isEmpty()) {
            String one = next.remove();
            all.add(of(one));
            for (String further : touched.getOrDefault(one, Set.of())) {
                if (seen.add(further)) {
                    next.add(further);
                }
            }
        }
        return List.copyOf(all);
    }

    /// A statement is about to be run that may write anywhere.
    void runsUnseen() {
        dirty.add(ANY);
        forget();
    }

    /// Something was undone, or done in a way that this cannot follow.
    void forget() {
        answers.clear();
    }

    /// It is durable: which tables may have been written since the last time.
    void tell(Changes changes) {
        if (dirty.contains(ANY)) {
            changes.anywhere();
        } else {
            changes.in(dirty);
        }
        dirty.clear();
    }

    /// What was read of these tables.
    <T> T answer(Object key, List<String> tables, Supplier<T> read) {
        long now = 0;
        for (String table : tables) {
            now += of(table).all;
        }
        return answer(key, now, read);
    }

    /// The document of a table.
    <T> T document(Object key, String table, Supplier<T> read) {
        return answer(key, of(table).foreign, read);
    }

    /// Whether surely no such document is there.
    boolean knowsAbsent(Object key, String table) {
        @Nullable Answer known = answers.get(key);
        return known != null
                && known.writes() == of(table).foreign
                && known.value().equals(Optional.empty());
    }

    /// The columns of a document as they were saved last; empty when that is not known.
    Map<String, Object> columns(Object key, String table) {
        @Nullable Answer known = answers.get(key);
        return known != null && known.writes() == of(table).foreign ? known.columns() : Map.of();
    }

    /// Saves or removes one document; the others of its table stay known.
    ///
    /// @param now what is there then
    /// @param columns and what they hold
    void saving(Object key, String table, Object now, Map<String, Object> columns, Runnable save) {
        answers.remove(key);
        savesDocument = true;
        try {
            save.run();
        } finally {
            savesDocument = false;
        }
        keep(key, new Answer(of(table).foreign, now, columns));
    }

    @SuppressWarnings("unchecked") // One key is asked for by one place, in one type.
    private <T> T answer(Object key, long writes, Supplier<T> read) {
        @Nullable Answer known = answers.get(key);
        if (known != null && known.writes() == writes) {
            return (T) known.value();
        }
        T value = read.get();
        keep(key, new Answer(writes, value, Map.of()));
        return value;
    }

    private void keep(Object key, Answer answer) {
        if (works) {
            answers.put(key, answer);
        }
    }

    private Writes of(String table) {
        return writes.computeIfAbsent(table, Writes::new);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
