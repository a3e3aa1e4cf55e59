package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whoever opens a new installation is led to where it is set up, and who goes astray is told so
/// calmly.
class FirstVisitTest {
    @Test
    void aNewInstallationLeadsToTheConsoleAndSaysHowToBecomeItsOwner() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            var start = booted.browse("/");
            assertThat(start.statusCode()).isEqualTo(302);
            assertThat(location(start)).endsWith("/console");
            var console = booted.browse("/console");
            assertThat(console.statusCode()).isEqualTo(303);
            assertThat(location(console)).endsWith("/console/sign-in");
            assertThat(booted.browse("/console/sign-in").body())
                    .contains("Nobody owns this installation yet");

            booted.owner("olga@example.com");
            var signIn = booted.browse("/console/sign-in");
            assertThat(signIn.body()).doesNotContain("Nobody owns this installation yet");
        }
    }

    @Test
    void anAddressThatIsNobodysIsAnsweredInTheReadersLanguage() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            var people = booted.browse("/no/such/page");
            assertThat(people.statusCode()).isEqualTo(404);
            assertThat(type(people)).startsWith("text/html");
            assertThat(people.body()).contains("There is nothing at this address");

            var program = booted.get("/no/such/page");
            assertThat(program.statusCode()).isEqualTo(404);
            assertThat(type(program)).startsWith("application/problem+json");

            for (String path : new String[] {"/api", "/api/v1/no-such-thing", "/api/v2/x.json"}) {
                var api = booted.browse(path);
                assertThat(api.statusCode()).as(path).isEqualTo(404);
                assertThat(type(api)).as(path).startsWith("application/problem+json");
            }
            assertThat(booted.post("/no/such/page", "a=b").body()).doesNotContain("Endpoint");
        }
    }

    private static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
