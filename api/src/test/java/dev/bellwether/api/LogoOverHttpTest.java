package dev.bellwether.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Programs put a logo on a page and take it off")
class LogoOverHttpTest {
    private static final String SVG =
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9v9z\"/></svg>";

    @OnEachStore
    void anImageIsShownAndNothingElseIsTaken(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String logo = page(server, token) + "/logo";
            var put = server.call(token, "PUT", logo, SVG, "Content-Type", "image/svg+xml");
            assertThat(put.status()).as(put.response().body()).isEqualTo(200);
            assertThat(put.json().get("look").get("logo").asString())
                    .startsWith("image:")
                    .endsWith(".svg");

            var lie = server.call(token, "PUT", logo, "no image", "Content-Type", "image/png");
            assertThat(lie.status()).isEqualTo(400);
            assertThat(lie.response().body()).contains("\"logo\"", "is no PNG, JPEG");
            var json = server.call(token, "PUT", logo, "{}");
            assertThat(json.status()).isEqualTo(415);
            assertThat(json.response().body()).contains("application/json", "image/png");
            assertThat(
                            server.call(
                                            server.token(Scope.READ),
                                            "PUT",
                                            logo,
                                            SVG,
                                            "Content-Type",
                                            "image/svg+xml")
                                    .status())
                    .isEqualTo(403);
            assertThat(
                            server.call(
                                            server.token(Server.STRANGER, Scope.WRITE),
                                            "PUT",
                                            logo,
                                            SVG,
                                            "Content-Type",
                                            "image/svg+xml")
                                    .status())
                    .isEqualTo(404);

            assertThat(server.call(token, "DELETE", logo, "").status()).isEqualTo(204);
            assertThat(
                            server.get(token, logo.substring(0, logo.lastIndexOf('/')))
                                    .json()
                                    .get("look")
                                    .get("logo")
                                    .isNull())
                    .isTrue();
        }
    }

    @OnEachStore
    void oneThatIsTooLargeIsRefusedBeforeItsEnd(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String token = server.token(Scope.READ, Scope.WRITE);
            String logo = page(server, token) + "/logo";
            var told =
                    server.call(
                            token, "PUT", logo, "x".repeat(262_145), "Content-Type", "image/png");
            assertThat(told.status()).isEqualTo(413);
            assertThat(told.response().body()).contains("262144");

            // Nobody says how long it will be, and it never ends.
            URI at = URI.create(server.address());
            try (var socket = new Socket(at.getHost(), at.getPort())) {
                var out = socket.getOutputStream();
                out.write(
                        ("PUT %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                        + "Content-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n")
                                .formatted(logo, token)
                                .getBytes(US_ASCII));
                byte[] chunk =
                        String.format(Locale.ROOT, "%x\r\n%s\r\n", 1 << 16, "x".repeat(1 << 16))
                                .getBytes(US_ASCII);
                for (int i = 0; i < 5; i++) {
                    out.write(chunk);
                }
                out.flush();
                var in =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), US_ASCII));
                assertThat(in.readLine()).startsWith("HTTP/1.1 413");
            }
        }
    }

    private static String page(Server server, String token) throws Exception {
        var made = server.post(token, "/api/v1/pages", "{\"slug\":\"shop\",\"name\":\"Shop\"}");
        return "/api/v1/pages/" + made.json().get("id").asString();
    }
}
