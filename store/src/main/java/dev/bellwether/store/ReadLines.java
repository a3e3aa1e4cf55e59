package dev.bellwether.store;

import dev.bellwether.model.Fact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
///
/// Where one process writes all lines, those it has committed need not be read at all ([#after]).
final class ReadLines implements RowMapper<Line> {
    private static final int KEPT = 4_096;
    private static final int LONGEST = 4_000;

    /// @param isDurable this process committed it; what was read in a transaction may yet be undone
    private record Kept(Line line, String kind, String body, boolean isDurable) {}

    private final AtomicReferenceArray<@Nullable Kept> kept = new AtomicReferenceArray<>(KEPT);

    @Override
    public Line map(ResultSet rs, StatementContext context) throws SQLException {
        long seq = rs.getLong("seq");
        String kind = rs.getString("kind");
        String body = rs.getString("body");
        var at = Micros.toInstant(rs.getLong("at"));
        Fact known = known(seq, kind, body);
        if (known != null) {
            return new Line(seq, at, Journal.organization(rs), known);
        }
        var line = new Line(seq, at, Journal.organization(rs), Facts.read(kind, body));
        keep(new Kept(line, kind, body, false));
        return line;
    }

    /// A line that this process committed: nobody needs to make its fact of its body.
    void keep(Written written) {
        keep(new Kept(written.line(), written.kind(), written.body(), true));
    }

    /// Up to `limit` lines after number `after`, in order; empty when one of them is not known.
    /// Empty too when there is none: whoever follows learns by asking that the database is gone.
    ///
    /// @param last the number of the last line there is
    Optional<List<Line>> after(long after, long last, int limit) {
        long end = Math.min(last, after + limit);
        if (end - after > KEPT) {
            return Optional.empty();
        }
        var lines = new ArrayList<Line>();
        for (long seq = after + 1; seq <= end; seq++) {
            Kept one = at(seq);
            if (one == null || !one.isDurable() || one.line().seq() != seq) {
                return Optional.empty();
            }
            lines.add(one.line());
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
    }

    private void keep(Kept one) {
        if (one.body().length() <= LONGEST) {
            kept.set((int) (one.line().seq() % KEPT), one);
        }
    }

    private @Nullable Fact known(long seq, String kind, String body) {
        Kept before = at(seq);
        return before != null && before.body().equals(body) && before.kind().equals(kind)
                ? before.line().fact()
                : null;
    }

    private @Nullable Kept at(long seq) {
        return kept.get((int) (seq % KEPT));
    }
}
