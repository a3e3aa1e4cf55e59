package dev.bellwether.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Which node a session lives on, and that its requests go there one after the other: ClickHouse
/// refuses a second one at once (code 373). Safe for several threads.
final class Sessions {
    private static final int MOST = 10_000;
    private static final long LOOK_MILLIS = 250;

    /// A session.
    static final class Session {
        private final Semaphore turn = new Semaphore(1, true);
        private volatile Optional<String> node = Optional.empty();

        /// Where it lives; empty before its first request.
        Optional<String> node() {
            return node;
        }

        void livesOn(String name) {
            node = Optional.of(name);
        }
    }

    private final Map<String, Session> all = new LinkedHashMap<>(16, 0.75f, true);

    /// A session's turn, to be given back.
    ///
    /// @param isAlone whether nobody else of the session is under way
    record Turn(Session session, boolean isAlone) {}

    /// Waits for the session's turn, until the deadline; after that the node says what it thinks of
    /// two at once.
    ///
    /// @throws ClientLeft when the client went away meanwhile
    Turn take(String key, Client client, Duration patience)
            throws InterruptedException, ClientLeft {
        Session session;
        synchronized (this) {
            session = all.computeIfAbsent(key, _ -> new Session());
            // In the order of use, the eldest first.
            if (all.size() > MOST) {
                var eldest = all.entrySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }
        long end = System.nanoTime() + patience.toNanos();
        while (!session.turn.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (client.hasLeft()) {
                throw new ClientLeft();
            }
            if (System.nanoTime() - end >= 0) {
                return new Turn(session, false);
            }
        }
        return new Turn(session, true);
    }

    void give(Turn turn) {
        if (turn.isAlone()) {
            turn.session().turn.release();
        }
    }
}
