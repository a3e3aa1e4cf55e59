package dev.bellwether.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// The SQL of [StoreReport].
final class Reports {
    private static final int MOST = 500;

    private Reports() {}

    static StoreReport of(Handle sql, String engine, long bytes) {
        long head = Journal.head(sql);
        return new StoreReport(engine, bytes, head, setAside(sql), cursors(sql, head), leases(sql));
    }

    private static long setAside(Handle sql) {
        return sql.createQuery("SELECT count(*) FROM journal_set_aside").mapTo(Long.class).one();
    }

    private static List<StoreReport.Cursor> cursors(Handle sql, long head) {
        return sql.createQuery("SELECT name, seq FROM journal_cursor ORDER BY name LIMIT :most")
                .bind("most", MOST)
                .map((rs, context) ->
                        new StoreReport.Cursor(
                                rs.getString("name"),
                                rs.getLong("seq"),
                                Math.max(0, head - rs.getLong("seq"))))
                .list();
    }

    static List<StoreReport.Lease> leases(Handle sql) {
        return sql.createQuery("SELECT name, holder, until FROM lease ORDER BY name LIMIT :most")
                .bind("most", MOST)
                .map((rs, context) ->
                        new StoreReport.Lease(
                                rs.getString("name"),
                                rs.getString("holder"),
                                Micros.toInstant(rs.getLong("until"))))
                .list();
    }

    static List<StoreReport.SetAside> setAside(Handle sql, int limit) {
        return sql.createQuery(
                        """
                        SELECT name, seq, at, error FROM journal_set_aside
                        ORDER BY seq DESC, name LIMIT :limit
                        """)
                .bind("limit", Math.clamp(limit, 1, MOST))
                .map((rs, context) ->
                        new StoreReport.SetAside(
                                rs.getString("name"),
                                rs.getLong("seq"),
                                Micros.toInstant(rs.getLong("at")),
                                rs.getString("error")))
                .list();
    }
}
