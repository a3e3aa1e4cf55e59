package dev.bellwether.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells nodes to end queries, past the queue and not as many at once as come: a crowd that leaves
/// must not come back as a storm of `KILL`. Each query is told to end once until that was tried;
/// who is still there at the next look is told again.
///
/// Never `SYNC`: that waits for the query, and hangs on some servers.
final class Kills implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kills.class);
    private static final int AT_ONCE = 4;
    private static final int MOST = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Order(Node node, Credentials by) {}

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private int working;
    private boolean closed;
    private long done;

    /// @param by in whose name
    synchronized void order(String id, Node node, Credentials by) {
        if (closed || orders.size() >= MOST) {
            return;
        }
        orders.putIfAbsent(id, new Order(node, by));
        if (working < AT_ONCE) {
            working++;
            Thread.ofVirtual().name("guard-kill").start(this::work);
        }
    }

    private void work() {
        while (true) {
            String id;
            Order order;
            synchronized (this) {
                if (closed || orders.isEmpty()) {
                    working--;
                    return;
                }
                Map.Entry<String, Order> first = orders.entrySet().iterator().next();
                id = first.getKey();
                order = first.getValue();
                orders.remove(id);
            }
            kill(id, order);
        }
    }

    private void kill(String id, Order order) {
        String sql = "KILL QUERY WHERE query_id = '" + quoted(id) + "' ASYNC";
        try (Upstream.Answer answer =
                order.node()
                        .upstream()
                        .send(
                                "POST",
                                new Asked(
                                        "/",
                                        order.by().address(),
                                        sql.getBytes(StandardCharsets.UTF_8),
                                        true,
                                        true),
                                order.by().headers(),
                                new ByteArrayInputStream(new byte[0]),
                                PATIENCE,
                                () -> {})) {
            answer.body().transferTo(OutputStream.nullOutputStream());
            synchronized (this) {
                done++;
            }
        } catch (IOException e) {
            LOG.debug("query {} was not told to end", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Orders that reached a node.
    synchronized long done() {
        return done;
    }

    private static String quoted(String id) {
        return id.replace("\\", "\\\\").replace("'", "\\'");
    }

    @Override
    public synchronized void close() {
        closed = true;
        orders.clear();
    }
}
