package dev.bellwether.store;

import java.util.List;
import java.util.Map;

/// # The archive format, version 1
///
/// A zip file with the contents of all tables as of one moment, which either database can write and
/// read. It holds, in this order:
///
/// 1. `bellwether-archive.json`, a [Manifest]: the format's version, when and from which engine it
///    was made, the migrations that the database had, and each table with its columns.
/// 2. `tables/<name>.copy`, one for each table of the manifest, those that others refer to first:
///    its rows in the text format of PostgreSQL's `COPY`. One row a line, columns in the manifest's
///    order, separated by tabs; `\N` is NULL; in text, backslash, tab, newline and carriage return
///    are `\\`, `\t`, `\n` and `\r`; booleans are `t` and `f`; numbers are decimal; all in UTF-8.
/// 3. `complete.json`, a [Seal]: for each table the number of rows and the SHA-256 of its entry. It
///    is written last, so an archive that broke off has none.
///
/// The schema itself is not in it: the migrations make it. An archive goes only into a database
/// that has exactly the migrations the archive was made with, for a migration may move data as well
/// as make tables; so an old archive is restored with the program of its time and then upgraded.
///
/// Everything is checked before a row is written, and all rows are written in one transaction.
final class Archive {
    static final int FORMAT = 1;
    static final String MANIFEST = "bellwether-archive.json";
    static final String SEAL = "complete.json";

    private Archive() {}

    static String entry(String table) {
        return "tables/" + table + ".copy";
    }

    /// @param createdAt in ISO 8601
    record Manifest(
            int format,
            String createdAt,
            String engine,
            List<String> migrations,
            long journalHead,
            List<Table> tables) {}

    /// @param columns names with their kinds
    record Table(String name, List<Column> columns) {}

    record Column(String name, Kind kind) {}

    /// The kinds of column that the rooms' migrations may use.
    enum Kind {
        NUMBER,
        REAL,
        TEXT,
        BOOLEAN
    }

    record Seal(Map<String, Part> tables) {}

    record Part(long rows, String sha256) {}
}
