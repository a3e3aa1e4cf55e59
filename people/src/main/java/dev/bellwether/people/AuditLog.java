package dev.bellwether.people;

import dev.bellwether.model.Fact;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Journal;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who did what: the journal's lines that have an actor. They are written with what they tell, so
/// nothing happens that does not stand here. Safe for many threads.
public final class AuditLog {
    private static final int MOST = 200;
    private static final Set<Class<? extends Fact>> KINDS = AuditWords.kinds();

    private final Store store;

    AuditLog(Store store) {
        this.store = store;
    }

    /// The newest first.
    ///
    /// @param next what the slice before said; empty to begin
    /// @param limit 1 to 200
    /// @throws InvalidInput when `next` is not what a slice said
    public Slice<AuditEntry> entries(
            OrganizationId organization, Optional<String> next, int limit) {
        int rows = Math.clamp(limit, 1, MOST);
        long before = next.map(AuditLog::parse).orElse(Long.MAX_VALUE);
        Journal journal = store.journal();
        List<Line> lines = journal.ofKinds(organization, KINDS, before, rows);
        List<AuditEntry> entries =
                lines.stream().flatMap(line -> AuditWords.entry(line).stream()).toList();
        return new Slice<>(
                entries,
                lines.size() < rows
                        ? Optional.empty()
                        : Optional.of(Long.toString(lines.getLast().seq())));
    }

    private static long parse(String next) {
        try {
            return Long.parseLong(next);
        } catch (NumberFormatException e) {
            throw new InvalidInput("next", "'" + next + "' is not what the list before said");
        }
    }
}
