package dev.bellwether.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who went to disk is told where the node tells it, and not known where it does not")
class WhoWentToDiskTest {
    private volatile boolean counts = true;
    private HttpServer server;
    private Upstream upstream;
    private NodeEye eye;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    boolean isOfEvents = asked.contains("ProfileEvents");
                    boolean knows = counts || !isOfEvents;
                    String said =
                            """
                            query\ta\tann\t1\t2\t3\t4\t%s\t\t0
                            query\tb\tann\t1\t2\t3\t4\t%s\t\t0
                            node\t20.1\t\t1000\t0\t0\t0\t0\t\t0
                            """
                                    .formatted(isOfEvents ? 1 : -1, isOfEvents ? 0 : -1);
                    byte[] body =
                            (knows ? said : "Code: 47, there is no such column").getBytes(UTF_8);
                    exchange.sendResponseHeaders(knows ? 200 : 404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        upstream = new Upstream(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        eye = new NodeEye(upstream, new GuardSettings.Login("default", ""), InstantSource.system());
    }

    @AfterEach
    void stop() {
        upstream.close();
        server.stop(0);
    }

    @Test
    void whereItIsCounted() throws Exception {
        assertThat(spills()).containsExactly(Spill.YES, Spill.NO);
    }

    @Test
    void whereItIsNotCountedAllElseIsSeenAllTheSame() throws Exception {
        counts = false;
        assertThat(spills()).containsExactly(Spill.UNKNOWN, Spill.UNKNOWN);
        assertThat(spills()).containsExactly(Spill.UNKNOWN, Spill.UNKNOWN);
    }

    @Test
    void onceSeenItIsSo() {
        assertThat(Spill.YES.and(Spill.NO)).isEqualTo(Spill.YES);
        assertThat(Spill.NO.and(Spill.YES)).isEqualTo(Spill.YES);
        assertThat(Spill.UNKNOWN.and(Spill.NO)).isEqualTo(Spill.NO);
        assertThat(Spill.NO.and(Spill.UNKNOWN)).isEqualTo(Spill.NO);
    }

    private List<Spill> spills() throws Exception {
        return ((Look.Told) eye.look()).queries().stream().map(Look.Running::spilled).toList();
    }
}
