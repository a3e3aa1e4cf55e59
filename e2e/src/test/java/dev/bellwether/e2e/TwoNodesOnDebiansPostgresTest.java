package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.e2e.Browser.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two nodes share Debian's PostgreSQL, and either is enough: each is killed once, so whichever
/// watches the site, the other finds out how it is, says so on the page and pages the owner.
class TwoNodesOnDebiansPostgresTest {
    @Test
    void whatOneNodeCannotFinishTheOtherDoes() throws Exception {
        try (var postgres = DebianPostgres.start();
                var mails = new Mails();
                var site = new Site();
                var browser = new Browser()) {
            var settings = new HashMap<>(mails.settings());
            settings.putAll(postgres.settings());
            try (var one = node("one", settings, Program.newFolder())) {
                var owner = Owner.arrives(one, browser.visitor(Look.WIDE));
                var rest = new Rest(one, owner.makesToken());
                watch(rest, site);
                try (var other = node("other", settings, copyOfKey(one))) {
                    started(other);

                    one.kill();
                    site.answer(503);
                    assertThat(mails.first().getSubject()).contains("Shop");
                    other.awaitPage("Shop", "investigating");
                    assertThat(new Rest(other, rest.token()).get("alerts")).contains("TRIGGERED");

                    try (var again = node("one", settings, one.data())) {
                        started(again);
                        other.kill();
                        site.answer(200);
                        again.awaitPage("All Systems Operational");
                        assertThat(again.get("/api/v2/incidents.json").body())
                                .as("one outage is one incident, whoever tells of it")
                                .containsOnlyOnce("\"shortlink\"")
                                .contains("\"resolved\"");
                    }
                }
            }
        }
    }

    private static void started(Program node) throws InterruptedException {
        node.awaitLine(line -> line.contains("Bellwether") && line.contains(" at http"));
    }

    private static void watch(Rest rest, Site site) throws Exception {
        String service = rest.service("Shop", rest.policy());
        rest.make(
                "pages",
                """
                {"slug": "status", "name": "Acme", "main": true, "components": [{"service": "%s", "name": "Shop"}]}
                """
                        .formatted(service));
        rest.make(
                "checks",
                """
                {"service": "%s", "name": "Front page", "interval": "PT5S",
                 "recovery": {"successes": 2, "over": "PT5S"}, "spec": {"kind": "Http", "url": "%s"}}
                """
                        .formatted(service, site.address()));
    }

    private static Program node(String name, Map<String, String> settings, Path data)
            throws IOException {
        var environment = new HashMap<>(settings);
        environment.put("BELLWETHER_SERVER_NODE_NAME", name);
        return Program.serve(data, environment);
    }

    /// Nodes that share a database share the key of its secrets.
    private static Path copyOfKey(Program node) throws IOException {
        Path folder = Program.newFolder();
        Files.copy(node.data().resolve("secret.key"), folder.resolve("secret.key"));
        return folder;
    }
}
