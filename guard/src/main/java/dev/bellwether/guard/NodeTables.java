package dev.bellwether.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many rows each table of a node has, as its parts tell, and whether the node can estimate
/// what a query reads. It is read now and then by a thread of its own, in the name of the guard's
/// own user, and asked of what it last read. Safe for several threads.
final class NodeTables {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTables.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 4 << 20;

    /// The largest tables first: those that are left out weigh least.
    private static final String PARTS =
            """
            SELECT database, table, toInt64(sum(rows)) AS all_rows FROM system.parts WHERE active
            GROUP BY database, table ORDER BY all_rows DESC LIMIT 20000 FORMAT TabSeparated
            """;

    private static final String ESTIMATE = "EXPLAIN ESTIMATE SELECT 1 FORMAT TabSeparated\n";

    private final NodeKeeper keeper;
    private final GuardSettings.Login login;
    private volatile Map<String, Long> rows = Map.of();
    private volatile boolean estimates;
    private String trouble = "";

    NodeTables(NodeKeeper keeper, GuardSettings.Login login) {
        this.keeper = keeper;
        this.login = login;
    }

    NodeKeeper keeper() {
        return keeper;
    }

    /// Whether the node knows `EXPLAIN ESTIMATE`; false while that is not known.
    boolean estimates() {
        return estimates;
    }

    /// Rows that these tables have together, as they were last read; what is not known, as views
    /// and functions, has none.
    ///
    /// @param tables as a query names them
    /// @param database of those that are named without one
    long of(Collection<String> tables, String database) {
        Map<String, Long> known = rows;
        return tables.stream()
                .mapToLong(table ->
                        known.getOrDefault(
                                table.indexOf('.') < 0 ? database + "." + table : table, 0L))
                .sum();
    }

    /// Reads it anew. A node that does not tell keeps what it told before. By one thread at a time.
    void read() throws InterruptedException {
        if (keeper.isSilent()) {
            return;
        }
        try {
            estimates = ask(ESTIMATE).status() == 200;
            Told told = ask(PARTS);
            if (told.status() == 200) {
                rows = rows(told.text());
                trouble = "";
            } else {
                says(told.text().lines().findFirst().orElse("nothing"));
            }
        } catch (IOException | IllegalArgumentException e) {
            says(Upstream.why(e));
        }
    }

    private void says(String why) {
        if (!why.equals(trouble)) {
            LOG.info(
                    "Node {} does not tell the rows of its tables; the guard's user is '{}': {}",
                    keeper.node().name(),
                    login.user(),
                    why);
        }
        trouble = why;
    }

    private record Told(int status, String text) {}

    private Told ask(String sql) throws IOException, InterruptedException {
        var address = new Address("");
        address.put("max_execution_time", "5");
        address.put("max_memory_usage", Long.toString(64L << 20));
        Upstream upstream = keeper.node().upstream();
        try (Upstream.Answer answer =
                upstream.send(
                        "POST",
                        new Asked("/", address, sql.getBytes(StandardCharsets.UTF_8), true, true),
                        Credentials.of(login).headers(),
                        new ByteArrayInputStream(new byte[0]),
                        PATIENCE,
                        () -> {})) {
            byte[] body = answer.body().readNBytes(MOST_BYTES);
            return new Told(
                    answer.response().getStatus(), new String(body, StandardCharsets.UTF_8));
        }
    }

    /// @throws IllegalArgumentException when it is not what was asked for
    private static Map<String, Long> rows(String text) {
        // What was cut off at the end is no line.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        var read = new HashMap<String, Long>();
        for (String line : whole.lines().toList()) {
            String[] fields = line.split("\t", -1);
            if (fields.length != 3) {
                throw new IllegalArgumentException("it answers what was not asked: " + line);
            }
            read.put(
                    NodeEye.unescaped(fields[0]) + "." + NodeEye.unescaped(fields[1]),
                    Long.parseLong(fields[2]));
        }
        return Map.copyOf(read);
    }
}
