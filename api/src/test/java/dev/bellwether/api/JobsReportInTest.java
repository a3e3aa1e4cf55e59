package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Scope;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;

/// A job says at its address that it is done, or that it failed and why.
class JobsReportInTest {
    @OnEachStore
    void doneFailedAndItsExitCode(TestStore test) throws Exception {
        try (var server = new Server(test, ApiSettings.defaults())) {
            String writer = server.token(Scope.READ, Scope.WRITE);
            String service =
                    server.post(writer, "/api/v1/services", "{\"name\":\"Billing\"}")
                            .json()
                            .get("id")
                            .asString();
            String check =
                    "{\"service\":\"%s\",\"name\":\"n\",\"spec\":{\"kind\":\"Heartbeat\",\"period\":\"PT5M\"}}"
                            .formatted(service);
            var made = server.post(writer, "/api/v1/checks", check).json();
            String address = "/heartbeat/" + made.get("spec").get("token").asString();
            String verdict = "/api/v1/checks/" + made.get("id").asString();
            watch(server, test);

            assertThat(server.get("", address + "/0").status()).isEqualTo(200);
            assertThat(summary(server, writer, verdict, test)).isEqualTo("UP ");
            assertThat(server.post("", address + "/3", "disk is full\nat line 7").status())
                    .isEqualTo(200);
            assertThat(summary(server, writer, verdict, test))
                    .isEqualTo("DOWN [JOB] the job ended with exit code 3: disk is full");
            assertThat(server.get("", address).status()).isEqualTo(200);
            assertThat(summary(server, writer, verdict, test)).isEqualTo("UP ");
            assertThat(server.get("", address + "/fail").status()).isEqualTo(200);
            assertThat(summary(server, writer, verdict, test))
                    .isEqualTo("DOWN [JOB] the job says that it failed");

            assertThat(server.get("", address + "/maybe").response().body())
                    .contains("'maybe' is neither 'fail' nor an exit code");
            assertThat(server.get("", "/heartbeat/none/fail").status()).isEqualTo(404);
        }
    }

    private static void watch(Server server, TestStore test) {
        server.watchJobs("").forEach(job -> job.run(test.clock().instant()));
    }

    private static String summary(Server server, String token, String path, TestStore test)
            throws Exception {
        watch(server, test);
        var verdict = server.get(token, path).json().get("verdict");
        return verdict.get("state").asString() + " " + verdict.get("summary").asString();
    }
}
