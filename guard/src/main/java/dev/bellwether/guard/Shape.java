package dev.bellwether.guard;

import java.util.SortedSet;
import java.util.TreeSet;

/// What a statement does, as far as its memory depends on it.
///
/// @param tables as the statement names them; a table function ends in `()`
/// @param aggregates functions that fold many rows into one, with their endings
/// @param joins of any kind, `ARRAY JOIN` apart
/// @param sorts `ORDER BY` of whole results, windows apart
/// @param openSorts those of them without a `LIMIT`
/// @param groups `GROUP BY` clauses
/// @param distinct `SELECT DISTINCT` and `UNION DISTINCT`
/// @param windows `OVER`
record Shape(
        Kind kind,
        SortedSet<String> tables,
        SortedSet<String> aggregates,
        int joins,
        int sorts,
        int openSorts,
        int groups,
        int distinct,
        int windows) {

    /// What kind of statement it is.
    enum Kind {
        /// Reads; may be tried again.
        SELECT,
        /// Writes rows.
        INSERT,
        /// Tells about the server: `SHOW`, `DESCRIBE`, `EXISTS`, `EXPLAIN`, `CHECK`.
        TELL,
        /// `KILL`.
        KILL,
        /// `SET` and `USE`: of a session.
        SESSION,
        /// Anything else: tables made, changed, dropped, merged.
        CHANGE
    }

    /// Statements alike in how their memory grows, so that one may stand for another that is not
    /// yet known. The heaviest trait decides.
    enum Family {
        /// No grouping, no sort: what is in flight only.
        SCAN,
        /// Aggregates over everything: a row's worth of state.
        FOLD,
        /// A table of keys.
        GROUP,
        /// A sort of everything, or windows.
        SORT,
        /// Aggregates that keep each value.
        HOARD,
        /// The right side is held in memory.
        JOIN,
        /// Blocks of rows on their way in.
        WRITE,
        /// About the server.
        TELL
    }

    Shape {
        tables = new TreeSet<>(tables);
        aggregates = new TreeSet<>(aggregates);
    }

    static Shape of(Tokens tokens) {
        return new ShapeReader(tokens).read();
    }

    Family family() {
        return switch (kind) {
            case INSERT -> Family.WRITE;
            case TELL, KILL, SESSION -> Family.TELL;
            case SELECT, CHANGE -> {
                if (joins > 0) {
                    yield Family.JOIN;
                }
                if (distinct > 0 || aggregates.stream().anyMatch(SqlWords::hoards)) {
                    yield Family.HOARD;
                }
                if (openSorts > 0 || windows > 0) {
                    yield Family.SORT;
                }
                if (groups > 0) {
                    yield Family.GROUP;
                }
                yield aggregates.isEmpty() ? Family.SCAN : Family.FOLD;
            }
        };
    }
}
