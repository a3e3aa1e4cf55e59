package dev.bellwether.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Waits for the other nodes' commits on a connection of its own. When that breaks it is made
/// again, and readers are woken once, for nobody knows what was missed; meanwhile they look by
/// themselves every second.
final class PostgresListener implements AutoCloseable {
    static final String CHANNEL = "bellwether_journal";
    private static final int LISTEN_MILLIS = 10_000;

    private final DataSource source;
    private final Runnable wake;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    PostgresListener(DataSource source, Runnable wake) {
        this.source = source;
        this.wake = wake;
        Thread.ofPlatform().daemon().name("postgres-listen").start(this::run);
    }

    private void run() {
        do {
            try (Connection fresh = source.getConnection();
                    Statement statement = fresh.createStatement()) {
                connection = fresh;
                statement.execute("LISTEN " + CHANNEL);
                wake.run();
                listen(fresh.unwrap(PGConnection.class));
            } catch (SQLException e) {
                // The store's health tells it; here it is only tried again.
            }
        } while (!isClosed(1_000));
    }

    private void listen(PGConnection postgres) throws SQLException {
        while (!isClosed(0)) {
            var notifications = postgres.getNotifications(LISTEN_MILLIS);
            if (notifications != null && notifications.length > 0) {
                wake.run();
            }
        }
    }

    private boolean isClosed(int waitMillis) {
        try {
            return closing.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        Connection open = connection;
        if (open != null) {
            try {
                // Ends the wait for notifications at once.
                open.abort(Runnable::run);
            } catch (SQLException e) {
                // It is closed already.
            }
        }
    }
}
