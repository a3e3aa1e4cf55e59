package dev.bellwether.store;

import dev.bellwether.model.Fact;
import dev.bellwether.model.OrganizationId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// One transaction under way. Belongs to the thread that runs it.
public final class Tx {
    private record Pending(OrganizationId organization, Fact fact) {}

    private final Handle handle;
    private final Instant now;
    private final String claim;
    private final List<Pending> lines = new ArrayList<>();
    private List<Written> written = List.of();
    private final List<Runnable> afterCommit = new ArrayList<>();

    Tx(Handle handle, Instant now, String claim) {
        this.handle = handle;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.claim = claim;
    }

    /// The connection, for the SQL of the room.
    public Handle sql() {
        return handle;
    }

    /// The time of the transaction: the same for all it writes, in whole microseconds as the
    /// database keeps them.
    public Instant now() {
        return now;
    }

    /// Twelve characters of base 36, fresh.
    public String newId() {
        return Ids.next();
    }

    /// Adds a line to the journal. Lines get their numbers at commit, in the order given here.
    public void journal(OrganizationId organization, Fact fact) {
        lines.add(new Pending(organization, fact));
    }

    /// The facts added so far, which the journal does not show before the commit.
    public List<Fact> facts(OrganizationId organization) {
        return lines.stream()
                .filter(line -> line.organization().equals(organization))
                .map(Pending::fact)
                .toList();
    }

    /// Run once, when the transaction is durable. Not run when it fails.
    public void afterCommit(Runnable effect) {
        afterCommit.add(effect);
    }

    /// To be put at the end of a `SELECT` inside an `UPDATE … WHERE id IN (SELECT …)` that claims
    /// rows: two nodes never claim the same row. Empty on SQLite, which has one writer; `FOR UPDATE
    /// SKIP LOCKED` on PostgreSQL.
    public String skipLocked() {
        return claim;
    }

    /// Whether nobody else writes until this is over: what it reads stays so. True on SQLite.
    public boolean isAlone() {
        return claim.isEmpty();
    }

    /// The same for rows that are waited for: `FOR UPDATE` on PostgreSQL.
    String locked() {
        return claim.isEmpty() ? "" : "FOR UPDATE";
    }

    /// Writes the pending lines. Last act before commit: from here on the head's row is locked.
    ///
    /// @return them
    List<Written> flush() {
        if (lines.isEmpty()) {
            return written;
        }
        long seq = Head.grow(handle, lines.size());
        var all = new ArrayList<Written>(lines.size());
        var rows = new ArrayList<List<?>>(lines.size());
        for (Pending line : lines) {
            var one =
                    new Written(
                            new Line(++seq, now, line.organization(), line.fact()),
                            Facts.kind(line.fact()),
                            Facts.body(line.fact()));
            all.add(one);
            rows.add(
                    List.of(
                            one.seq(),
                            now,
                            line.organization(),
                            one.kind(),
                            Facts.subject(line.fact()),
                            one.body()));
        }
        Direct.updates(
                handle,
                """
                INSERT INTO journal (seq, at, organization, kind, subject, body)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                rows);
        written = List.copyOf(all);
        return written;
    }

    List<Runnable> effects() {
        return List.copyOf(afterCommit);
    }

    <T> Committed<T> committed(T value) {
        return new Committed<>(value, written, effects());
    }
}
