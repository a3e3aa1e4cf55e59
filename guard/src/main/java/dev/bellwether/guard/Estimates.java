package dev.bellwether.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/// Asks a node how many rows a query would read (`EXPLAIN ESTIMATE`), in the name of whoever asks
/// the query, so that it sees what they may see. Safe for several threads.
///
/// It is in the way of that query, so it is bounded on all sides: few at once, for a moment, with
/// little memory, and an answer serves the same text for a minute. A form whose question fails or
/// takes too long is not asked again for a while. Whatever goes wrong, the query goes on without.
final class Estimates {
    private static final int AT_ONCE = 2;
    private static final long BYTES = 16L << 20;
    private static final Duration LONGER = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration REST = Duration.ofMinutes(10);
    private static final int MOST = 2_000;
    private static final int MOST_BYTES = 1 << 20;

    private final InstantSource clock;
    private final Duration wait;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final Map<Key, Told> told = bounded();
    private final Map<Long, Instant> resting = bounded();

    /// Of one text: its form, its literals with all parameters, and who asks. Two that are mixed up
    /// cost a wrong forecast, no more.
    private record Key(long form, int text, int address, String user) {}

    private record Told(long rows, Instant until) {}

    /// @param wait for which a query may be held up
    Estimates(InstantSource clock, Duration wait) {
        this.clock = clock;
        this.wait = wait;
    }

    /// Rows, 1 at least; 0 when it cannot be told.
    long of(Upstream node, Query query, Statement.Read read) throws InterruptedException {
        Instant now = clock.instant();
        long form = read.fingerprint().hash();
        Address address = address(query);
        var key =
                new Key(
                        form,
                        read.tokens().text().hashCode(),
                        address.toString().hashCode(),
                        query.user());
        synchronized (this) {
            Told known = told.get(key);
            if (known != null && now.isBefore(known.until())) {
                return known.rows();
            }
            Instant rests = resting.get(form);
            if (rests != null && now.isBefore(rests)) {
                return 0;
            }
        }
        Optional<String> sql = SelectText.of(read.tokens());
        if (sql.isEmpty() || !atOnce.tryAcquire()) {
            return 0;
        }
        long rows = ask(node, "EXPLAIN ESTIMATE " + sql.get(), address, headers(query));
        synchronized (this) {
            if (rows == 0) {
                resting.put(form, now.plus(REST));
            } else {
                told.put(key, new Told(rows, now.plus(FRESH)));
            }
        }
        return rows;
    }

    /// Waits for a moment. Who asks goes on then, and what was asked is broken off a little later.
    private long ask(Upstream node, String sql, Address address, HttpFields headers)
            throws InterruptedException {
        var answered = new CompletableFuture<Long>();
        Thread.ofVirtual()
                .name("guard-estimate")
                .start(() -> {
                    try {
                        answered.complete(rows(node, sql, address, headers));
                    } catch (IOException | RuntimeException | InterruptedException e) {
                        answered.complete(0L);
                    } finally {
                        atOnce.release();
                    }
                });
        try {
            return answered.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private long rows(Upstream node, String sql, Address address, HttpFields headers)
            throws IOException, InterruptedException {
        try (Upstream.Answer answer =
                node.send(
                        "POST",
                        new Asked("/", address, sql.getBytes(StandardCharsets.UTF_8), true, true),
                        headers,
                        new ByteArrayInputStream(new byte[0]),
                        wait.plus(LONGER),
                        () -> {})) {
            byte[] body = answer.body().readNBytes(MOST_BYTES);
            return answer.response().getStatus() == 200
                    ? rows(new String(body, StandardCharsets.UTF_8))
                    : 0;
        }
    }

    /// A line for each table: database, table, parts, rows, marks. No line where the key leaves
    /// nothing to read.
    private static long rows(String text) {
        long rows = 0;
        for (String line : text.lines().toList()) {
            String[] fields = line.split("\t", -1);
            if (fields.length < 4) {
                return 0;
            }
            rows += Math.max(0, Long.parseLong(fields[3]));
        }
        return Math.max(1, rows);
    }

    /// The query's own, for its parameters and settings decide what it reads; with bounds.
    private Address address(Query query) {
        Address address = query.asked().address().copy();
        for (String name :
                new String[] {
                    "query",
                    "query_id",
                    "compress",
                    "enable_http_compression",
                    "send_progress_in_http_headers",
                    "wait_end_of_query"
                }) {
            address.remove(name);
        }
        address.put("default_format", "TabSeparated");
        address.put("max_memory_usage", Long.toString(BYTES));
        address.put("max_execution_time", Long.toString(1 + wait.toSeconds()));
        address.put("cancel_http_readonly_queries_on_client_close", "1");
        return address;
    }

    private static HttpFields headers(Query query) {
        var headers = HttpFields.build(query.credentials().headers());
        @Nullable String database = query.headers().get(Rows.DATABASE);
        if (database != null) {
            headers.put(Rows.DATABASE, database);
        }
        return headers.asImmutable();
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
