package dev.bellwether.store;

import dev.bellwether.model.Fact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Lines of the journal as they were read last. Every room reads every line, and most of that work
/// is making a fact of its body; so the first to come does it, and those after it find the fact.
///
/// What is found counts only for the same kind and body: after a rollback, or when the database was
/// brought back from a copy, another line may have that number. Facts are immutable, so all may
/// have the same one. Holds [#KEPT] lines of at most [#LONGEST] characters. Safe for many threads.
final class ReadLines implements RowMapper<Line> {
    private static final int KEPT = 4_096;
    private static final int LONGEST = 4_000;

    private record Kept(String kind, String body, Fact fact) {}

    private final AtomicReferenceArray<@Nullable Kept> kept = new AtomicReferenceArray<>(KEPT);

    @Override
    public Line map(ResultSet rs, StatementContext context) throws SQLException {
        long seq = rs.getLong("seq");
        return new Line(
                seq,
                Micros.toInstant(rs.getLong("at")),
                Journal.organization(rs),
                fact(seq, rs.getString("kind"), rs.getString("body")));
    }

    /// A line that this process wrote: nobody needs to make its fact of its body.
    void keep(Written written) {
        keep(written.seq(), written.kind(), written.body(), written.line().fact());
    }

    private void keep(long seq, String kind, String body, Fact fact) {
        if (body.length() <= LONGEST) {
            kept.set((int) (seq % KEPT), new Kept(kind, body, fact));
        }
    }

    private Fact fact(long seq, String kind, String body) {
        Kept before = kept.get((int) (seq % KEPT));
        if (before != null && before.body().equals(body) && before.kind().equals(kind)) {
            return before.fact();
        }
        Fact fact = Facts.read(kind, body);
        keep(seq, kind, body, fact);
        return fact;
    }
}
