package dev.bellwether.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// When the next row of a table is due, for a clock that is woken by every commit. On SQLite it is
/// read when the table was written since, and known otherwise; on PostgreSQL, where another node
/// may write, it is read each time. Safe for many threads.
public final class NextDue {
    private record Known(long changes, Optional<Instant> at) {}

    private final Store store;
    private final Function<Handle, Optional<Instant>> read;
    private final List<String> tables;
    private volatile @Nullable Known known;

    private NextDue(Store store, Function<Handle, Optional<Instant>> read, List<String> tables) {
        this.store = store;
        this.read = read;
        this.tables = tables;
    }

    /// @param tables all that it reads, in lower case
    public static NextDue of(
            Store store, Function<Handle, Optional<Instant>> read, String... tables) {
        return new NextDue(store, read, List.of(tables));
    }

    /// Empty when nothing will be due.
    ///
    /// @throws StoreUnavailable when the database does not answer
    public Optional<Instant> get() {
        Optional<Changes> changes = store.changes();
        if (changes.isEmpty()) {
            return store.read(read);
        }
        long number = changes.get().number(tables);
        Known last = known;
        if (last != null && last.changes() == number) {
            return last.at();
        }
        Optional<Instant> at = store.read(read);
        known = new Known(number, at);
        return at;
    }
}
