package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Fact;
import dev.bellwether.model.ImportTarget;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A provider's page imports with its history, twice with the same result, and comes out of our
/// `incidents.json` with every title, impact, date and word.
class ImportedPageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path REFERENCE =
            Path.of(
                    System.getProperty("bellwether.recordings", "../../shared/fixtures"),
                    "reference-page.json");

    @OnEachStore
    void aPageNotedDownByAVisitorRoundTrips(TestStore test) throws Exception {
        test.clock().set(Instant.parse("2026-05-30T12:00:00Z"));
        roundTrips(test, ReadByOthersTest.resource("visited-page.json"));
        String report = html(test, "harbor-analytics", "Results were late");
        assertThat(report)
                .contains(
                        "<h3>Summary</h3>",
                        "killer (Out-Of-Memory) ended",
                        "<li>Dashboards timed out.</li>")
                .doesNotContain("\\(", "**");
    }

    @OnEachStore
    void theReferencePageRoundTrips(TestStore test) throws Exception {
        Assumptions.assumeTrue(
                Files.exists(REFERENCE), "the reference page is not on this machine");
        test.clock().set(Instant.parse("2026-05-30T12:00:00Z"));
        roundTrips(test, Files.readString(REFERENCE));
    }

    @Test
    void whatIsNoPageIsRefused() {
        var reader = new StatuspageReader(Shop.ACME, List.of("[1,2]"), Instant.EPOCH);
        assertThatThrownBy(reader::read).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> ImportSource.read("/no/such/file"))
                .isInstanceOf(InvalidInput.class);
    }

    private static void roundTrips(TestStore test, String source) throws Exception {
        var pages = new StatusPages(test.store());
        var importer = new PageImport(pages, target(test.store()), test.clock());
        Actor actor = Actor.imported("test");
        var report = importer.save(Shop.ACME, List.of(source), actor, actor);
        importer.save(Shop.ACME, List.of(source), actor, actor);
        var published =
                new PublishedPages(PageSettings.inMemory("https://x.example"), test.clock());
        published.jobs(test.store()).forEach(job -> job.run(test.clock().instant()));
        Bundle bundle = published.bundle(report.slug()).orElseThrow();
        JsonNode ours =
                JSON.readTree(ReadByOthersTest.text(bundle, "api/v2/incidents.json"))
                        .path("incidents");
        JsonNode theirs = JSON.readTree(source).path("incidents");
        assertThat(ours.size()).isEqualTo(theirs.size());
        String index =
                org.jsoup.Jsoup.parse(ReadByOthersTest.text(bundle, "history/2026-05/")).text();
        for (int i = 0; i < ours.size(); i++) {
            JsonNode own = ours.get(i);
            JsonNode foreign = theirs.get(i);
            for (String field : List.of("name", "impact")) {
                assertThat(own.path(field).asString()).isEqualTo(foreign.path(field).asString());
            }
            for (String field : List.of("created_at", "resolved_at")) {
                assertThat(Instant.parse(own.path(field).asString()))
                        .isEqualTo(Instant.parse(foreign.path(field).asString()));
            }
            String said = own.path("incident_updates").toString();
            for (String field : List.of("body", "postmortem_source")) {
                if (foreign.has(field)) {
                    assertThat(said).contains(foreign.path(field).toString());
                }
            }
            assertThat(index).contains(foreign.path("name").asString());
        }
        assertThat(ReadByOthersTest.text(bundle, "")).contains("All systems operational");
        assertThat(
                        org.jsoup.Jsoup.parse(ReadByOthersTest.text(bundle, "history/2026-05/"))
                                .select("ol")
                                .eachText())
                .as("an incident of which only the report is known has no empty list of updates")
                .doesNotContain("");
    }

    private static String html(TestStore test, String slug, String title) {
        var published =
                new PublishedPages(PageSettings.inMemory("https://x.example"), test.clock());
        published.jobs(test.store()).forEach(job -> job.run(test.clock().instant()));
        return published.bundle(slug).orElseThrow().documents().entrySet().stream()
                .filter(e -> e.getKey().startsWith("incidents/"))
                .map(e -> new String(e.getValue().bytes(), StandardCharsets.UTF_8))
                .filter(text -> text.contains("<h1>" + title))
                .findFirst()
                .orElseThrow();
    }

    static ImportTarget target(Store store) {
        return new ImportTarget() {
            @Override
            public void services(OrganizationId o, List<Service> all, Actor actor) {
                all.forEach(s -> write(o, new ServiceChanged(s, actor)));
            }

            @Override
            public void incidents(OrganizationId o, List<Incident> all, Actor actor) {
                all.forEach(
                        i -> write(o, new IncidentChanged(i, IncidentChanged.What.OPENED, actor)));
            }

            @Override
            public void maintenances(OrganizationId o, List<Maintenance> all, Actor actor) {
                all.forEach(m ->
                        write(
                                o,
                                new MaintenanceChanged(
                                        m, MaintenanceChanged.What.SCHEDULED, actor)));
            }

            private void write(OrganizationId o, Fact fact) {
                store.run(tx -> tx.journal(o, fact));
            }
        };
    }
}
