package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A clock that is set, forward or back, is not taken for a node's death")
class AClockThatIsSetIsNoDeathTest {
    private final AtomicReference<Instant> wall =
            new AtomicReference<>(Instant.parse("2026-05-01T08:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong age = new AtomicLong(1_000);
    private HttpServer server;
    private Upstream upstream;
    private NodeEye eye;
    private Breaker breaker = Breaker.WARM;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    byte[] body =
                            "node\t18.16.1\t\t%d\t0\t0\t0\t0\t\t0\n"
                                    .formatted(age.get())
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        upstream = new Upstream(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        eye = new NodeEye(upstream, new GuardSettings.Login("default", ""), wall::get, nanos::get);
        look();
    }

    @AfterEach
    void stop() {
        upstream.close();
        server.stop(0);
    }

    @Test
    void aStepOfTheClockChangesNothing() throws Exception {
        for (Duration step :
                new Duration[] {Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(-3)}) {
            pass(10);
            wall.updateAndGet(now -> now.plus(step));
            look();
            assertThat(breaker.lastDeath()).as("a step of " + step).isEmpty();
        }
        assertThat(breaker.openPercent(wall.get())).isEqualTo(100);
    }

    @Test
    void aProcessThatIsYoungerThanItWasHasDiedAlsoWhileTheClockIsSetBack() throws Exception {
        pass(10);
        age.set(2);
        wall.updateAndGet(now -> now.minus(Duration.ofDays(1)));
        look();
        assertThat(breaker.lastDeath()).contains(wall.get());
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        age.addAndGet(seconds);
        wall.updateAndGet(now -> now.plusSeconds(seconds));
    }

    private void look() throws Exception {
        assertThat(eye.look()).isInstanceOf(Look.Told.class);
        Look.Told told = (Look.Told) eye.look();
        breaker = breaker.on(new Breaker.Finding.Answered(told.started(), Set.of()), wall.get());
    }
}
