package dev.bellwether.watch;

import dev.bellwether.store.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection of a place to one node: signs in, fetches work, brings answers, and begins anew
/// with longer and longer pauses whenever that fails. One thread fetches, another brings.
final class PlaceLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceLink.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FIRST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 15_000;
    private static final long LOOK_AROUND = 15_000;
    private static final long AFTER_REPLACED = 60_000;
    private static final int MOST_WAITING = 10_000;
    private static final int LONGEST_ANSWER = 16 << 20;

    private record Session(PlaceWire.Welcome welcome, LinkedBlockingQueue<PlaceWire.Said> said) {}

    /// What the server answered when it was not 200.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private final PlaceProbe place;
    private final URI base;
    private final Offset offset = new Offset();
    private volatile boolean closed;
    private volatile boolean wasWelcome;
    private volatile @Nullable Session session;
    private @Nullable Thread fetching;
    private @Nullable Thread bringing;

    PlaceLink(PlaceProbe place, URI base) {
        this.place = place;
        this.base = base;
    }

    synchronized void start() {
        if (fetching == null) {
            fetching = Thread.ofVirtual().name("place-fetch").start(this::fetch);
            bringing = Thread.ofVirtual().name("place-bring").start(this::bring);
        }
    }

    private void fetch() {
        long pause = FIRST_PAUSE;
        String last = "";
        while (!closed) {
            try {
                PlaceWire.Welcome welcome = hello();
                wasWelcome = true;
                if (!last.isEmpty()) {
                    LOG.info("{} answers again", base);
                    last = "";
                }
                if (look(welcome)) {
                    pause = FIRST_PAUSE;
                    serve(welcome);
                } else {
                    sleep(LOOK_AROUND);
                }
            } catch (Refused e) {
                if (e.status == 401 && !wasWelcome) {
                    place.refuse(base + " says: " + e.getMessage());
                    return;
                }
                last = told(last, e);
                sleep(e.status == 409 ? AFTER_REPLACED : e.status == 410 ? FIRST_PAUSE : pause);
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            } catch (IOException e) {
                last = told(last, e);
                sleep(pause);
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The connection to {} broke", base, e);
                sleep(pause);
                pause = Math.min(LONGEST_PAUSE, pause * 2);
            } finally {
                session = null;
                place.leave(this);
            }
        }
    }

    private String told(String before, IOException error) {
        String now = String.valueOf(error.getMessage());
        if (!now.equals(before) && !closed) {
            LOG.warn("{} cannot be served: {}", base, now);
        }
        return now;
    }

    private PlaceWire.Welcome hello() throws IOException, InterruptedException {
        Instant before = place.clock().instant();
        PlaceWire.Welcome welcome =
                Json.read(post("hello", Json.write(place.hello())), PlaceWire.Welcome.class);
        offset.note(before, welcome.now(), place.clock().instant());
        return welcome;
    }

    /// Learns the other nodes' addresses. False when this node is, or is to be, served by another
    /// link.
    private boolean look(PlaceWire.Welcome welcome) {
        welcome.others().forEach(address -> place.link(URI.create(address)));
        if (!welcome.address().isEmpty() && !URI.create(welcome.address()).equals(base)) {
            place.link(URI.create(welcome.address()));
            return false;
        }
        return !welcome.session().isEmpty() && place.serve(welcome.node(), this);
    }

    private void serve(PlaceWire.Welcome welcome) throws IOException, InterruptedException {
        var mine = new Session(welcome, new LinkedBlockingQueue<>(MOST_WAITING));
        session = mine;
        LOG.info("Place {} probes for {} (node {})", welcome.place(), base, welcome.node());
        long after = 0;
        while (!closed) {
            var poll =
                    new PlaceWire.Poll(
                            welcome.session(), after, offset.micros(), offset.roundTripMicros());
            PlaceWire.Work work = Json.read(post("work", Json.write(poll)), PlaceWire.Work.class);
            for (PlaceWire.Ask ask : work.asks()) {
                after = Math.max(after, ask.number());
                // What cannot be brought is missing there, and counts as such.
                place.probe(
                        ask,
                        said -> {
                            boolean unused = mine.said().offer(said);
                        });
            }
        }
    }

    private void bring() {
        while (!closed) {
            try {
                Session now = session;
                if (now == null) {
                    TimeUnit.MILLISECONDS.sleep(20);
                    continue;
                }
                PlaceWire.Said first = now.said().poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<PlaceWire.Said> batch = new ArrayList<>(List.of(first));
                    now.said().drainTo(batch, PlaceWire.MOST_ANSWERS - 1);
                    bring(now, batch);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// An answer counts once there, so it may be brought twice.
    private void bring(Session to, List<PlaceWire.Said> batch) throws InterruptedException {
        String body = Json.write(new PlaceWire.Answers(to.welcome().session(), batch));
        for (int attempt = 0; attempt < 4 && !closed && session == to; attempt++) {
            try {
                Instant before = place.clock().instant();
                PlaceWire.Taken taken = Json.read(post("answers", body), PlaceWire.Taken.class);
                offset.note(before, taken.now(), place.clock().instant());
                return;
            } catch (Refused e) {
                return;
            } catch (IOException | IllegalArgumentException e) {
                TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE << attempt);
            }
        }
    }

    private String post(String what, String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/probe/v1/" + what))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + place.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var answer = place.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var in = answer.body()) {
            byte[] bytes = in.readNBytes(LONGEST_ANSWER);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (answer.statusCode() != 200) {
                throw new Refused(
                        answer.statusCode(),
                        "HTTP "
                                + answer.statusCode()
                                + " "
                                + text.substring(0, Math.min(200, text.length())).strip());
            }
            return text;
        }
    }

    private void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (fetching != null && bringing != null) {
            fetching.interrupt();
            bringing.interrupt();
        }
    }
}
