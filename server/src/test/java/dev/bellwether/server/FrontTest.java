package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A status page is answered by the thread that read the request; whoever may wait for a database
/// does so on a thread of its own.
class FrontTest {
    private final WebServer web = server();
    private final HttpClient client = HttpClient.newHttpClient();

    private static WebServer server() {
        Settings settings =
                Settings.of(
                        Configuration.load(
                                Optional.empty(),
                                Map.of(
                                        "BELLWETHER_SERVER_HOST",
                                        "127.0.0.1",
                                        "BELLWETHER_SERVER_PORT",
                                        "0")));
        return new WebServer(
                settings.server(),
                settings.limits(),
                path -> path.startsWith("/kept"),
                List.of(new Named("before", "/kept/one")),
                new Named("page", "/page", "/kept/two") {
                    @Override
                    public InvocationType getInvocationType() {
                        return InvocationType.NON_BLOCKING;
                    }
                });
    }

    /// Says who it is and on which kind of thread, for the paths it knows.
    private static class Named extends Handler.Abstract {
        private final String name;
        private final List<String> paths;

        Named(String name, String... paths) {
            this.name = name;
            this.paths = List.of(paths);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (!paths.contains(Request.getPathInContext(request))) {
                return false;
            }
            Content.Sink.write(response, true, name + " " + thread(), callback);
            return true;
        }
    }

    private static final Handler EVENTS = new Named("events", "/events");

    private static String thread() {
        return Thread.currentThread().isVirtual() ? "virtual" : "platform";
    }

    private static final class Inside extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (request.getRequestURI().equals("/fails")) {
                throw new IOException("on purpose");
            }
            int sent = request.getInputStream().readAllBytes().length;
            response.getWriter().print("inside " + thread() + " " + sent);
        }
    }

    @BeforeEach
    void start() {
        web.start();
    }

    @AfterEach
    void stop() {
        client.close();
        web.close();
    }

    private HttpResponse<String> ask(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                        .method(
                                body.isEmpty() ? "GET" : "POST",
                                HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aPageIsAnsweredWhereTheRequestWasRead() throws Exception {
        web.open(new Inside(), EVENTS);
        assertThat(ask("/page", "").body()).isEqualTo("page platform");
    }

    @Test
    void whatMayWaitIsAnsweredOnAThreadOfItsOwnAndInTheOrderOfTheChain() throws Exception {
        web.open(new Inside(), EVENTS);
        assertThat(ask("/kept/one", "").body()).isEqualTo("before virtual");
        assertThat(ask("/kept/two", "").body()).isEqualTo("page virtual");
        assertThat(ask("/kept/three", "").body()).isEqualTo("inside virtual 0");
        assertThat(ask("/console", "x".repeat(300_000)).body()).isEqualTo("inside virtual 300000");
    }

    @Test
    void eventsOfSendersAreAskedForFirstWhereTheRequestWasReadOnceThereIsADatabase()
            throws Exception {
        assertThat(ask("/events", "{}").statusCode()).isEqualTo(503);
        web.open(new Inside(), EVENTS);
        assertThat(ask("/events", "{}").body()).isEqualTo("events platform");
    }

    @Test
    void whatFailsAndWhatIsNotThereYetIsSaid() throws Exception {
        var early = ask("/console", "");
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).contains("5");
        web.open(new Inside(), EVENTS);
        assertThat(ask("/fails", "").statusCode()).isEqualTo(500);
        assertThat(ask("/page", "").statusCode()).isEqualTo(200);
    }
}
