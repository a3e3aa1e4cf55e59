package dev.bellwether.guard;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many rows a query is expected to read, before it runs. Safe for several threads.
///
/// Bytes per row mean something only as long as rows are always told the same way. So there is one
/// way for all nodes: where one knows `EXPLAIN ESTIMATE` that is asked, and else the tables that
/// the query names have the rows of all their parts. What cannot be told that way is not told
/// another.
final class Rows {
    private static final Logger LOG = LoggerFactory.getLogger(Rows.class);
    static final String DATABASE = "X-ClickHouse-Database";

    /// For so long a query of a form that runs longer may be held up.
    static final Duration WAIT = Duration.ofMillis(150);

    private static final long READ_MILLIS = 60_000;

    private final List<NodeTables> nodes;
    private final Forecasts forecasts;
    private final Estimates estimates;
    private final InstantSource clock;

    Rows(
            List<NodeKeeper> keepers,
            GuardSettings.Login login,
            Forecasts forecasts,
            Estimates estimates,
            InstantSource clock) {
        this.nodes = keepers.stream().map(keeper -> new NodeTables(keeper, login)).toList();
        this.forecasts = forecasts;
        this.clock = clock;
        this.estimates = estimates;
    }

    /// 0 when nobody can tell. Of a query that may be cheap no node is asked: only a form that was
    /// seen to run, and to need more than [Forecasts#MAY_GROW], is worth a question.
    long of(Query query) throws InterruptedException {
        if (!(query.statement() instanceof Statement.Read read)
                || read.shape().kind() != Shape.Kind.SELECT
                || read.shape().tables().isEmpty()) {
            return 0;
        }
        if (nodes.stream().noneMatch(NodeTables::estimates)) {
            String database = database(query);
            return nodes.stream()
                    .mapToLong(node -> node.of(read.shape().tables(), database))
                    .max()
                    .orElse(0);
        }
        boolean isWorthIt =
                query.isRepeatableRead()
                        && forecasts.highest(read.fingerprint().hash(), clock.instant())
                                > Forecasts.MAY_GROW;
        Optional<NodeKeeper> node =
                nodes.stream()
                        .filter(NodeTables::estimates)
                        .map(NodeTables::keeper)
                        .filter(keeper -> !keeper.isSilent())
                        .findFirst();
        return isWorthIt && node.isPresent()
                ? estimates.of(node.get().node().upstream(), query, read)
                : 0;
    }

    static String database(Query query) {
        @Nullable String named = query.headers().get(DATABASE);
        return query.asked()
                .address()
                .value("database")
                .filter(value -> !value.isEmpty())
                .orElse(named == null || named.isEmpty() ? "default" : named);
    }

    /// Reads what tables have each minute, until it is interrupted.
    void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    read();
                } catch (RuntimeException e) {
                    LOG.error("The rows of tables were not read", e);
                }
                Thread.sleep(READ_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads it now.
    synchronized void read() throws InterruptedException {
        for (NodeTables node : nodes) {
            node.read();
        }
    }
}
