package dev.bellwether.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The number of the journal's last line, in the table `journal_head`.
final class Head {
    private static final String TABLE = "journal_head";

    private record Known() {}

    private Head() {}

    /// Makes room for some lines. From here on until commit nobody else can.
    ///
    /// @return the number of the last line before them
    static long grow(Handle sql, int lines) {
        Optional<Memory> memory = Memory.in(sql);
        if (memory.isEmpty()) {
            return Direct.number(
                            sql,
                            "UPDATE journal_head SET seq = seq + ? WHERE one = 1 RETURNING seq",
                            List.of(lines),
                            -1)
                    - lines;
        }
        // Nobody else writes, so it need not be read again; and RETURNING makes a table each time.
        long last =
                memory.get()
                        .document(
                                new Known(),
                                TABLE,
                                () ->
                                        Direct.number(
                                                sql,
                                                "SELECT seq FROM journal_head",
                                                List.of(),
                                                -1));
        long next = last + lines;
        memory.get()
                .saving(
                        new Known(),
                        TABLE,
                        next,
                        Map.of(),
                        () ->
                                Direct.update(
                                        sql,
                                        "UPDATE journal_head SET seq = ? WHERE one = 1",
                                        List.of(next)));
        return last;
    }
}
