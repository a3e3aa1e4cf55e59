package dev.bellwether.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// How often each table was written, by commits that may be read. Told after the commit and before
/// whoever waits for it. So what is read after a look at the number is as new as the number, or
/// newer; and as long as the number stands, nothing newer is there. Safe for many threads.
final class Changes {
    private final Map<String, AtomicLong> byTable = new ConcurrentHashMap<>();
    private final AtomicLong anywhere = new AtomicLong();

    /// @param tables in lower case
    void in(Set<String> tables) {
        tables.forEach(table -> count(table).incrementAndGet());
    }

    /// What was written is not known.
    void anywhere() {
        anywhere.incrementAndGet();
    }

    /// Grows with each commit that wrote one of these.
    long number(List<String> tables) {
        long number = anywhere.get();
        for (String table : tables) {
            number += count(table).get();
        }
        return number;
    }

    private AtomicLong count(String table) {
        return byTable.computeIfAbsent(table, _ -> new AtomicLong());
    }
}
