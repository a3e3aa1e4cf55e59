package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What real pages answered once, where such recordings are at hand: run with
/// `-Dbellwether.recordings=DIRECTORY`. They are not ours to ship.
@EnabledIfSystemProperty(named = "bellwether.recordings", matches = ".+")
class RecordedPagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    statuspage  | statuspage/github-summary-major.json                      | PARTIAL_OUTAGE | 1 | GitHub
                    statuspage  | statuspage/bitbucket-summary-none.json                    | OPERATIONAL    | 1 | Atlassian Bitbucket
                    statuspage  | incidentio/openai-statuspage-compat-summary-minor.json    | DEGRADED       | 1 | OpenAI
                    incidentio  | incidentio/neon-widget-summary-none.json                  | OPERATIONAL    | 0 | AWS - Europe (Frankfurt) - eu-central-1
                    incidentio  | incidentio/widget-summary-doc.json                        | PARTIAL_OUTAGE | 1 | Example System
                    instatus    | instatus/perplexity-summary-major.json,instatus/perplexity-v2-components.json | PARTIAL_OUTAGE | 1 | Perplexity
                    betterstack | betterstack/betterstack-incident-small.json               | PARTIAL_OUTAGE | 1 | Hugging Face
                    statusio    | statusio/incident-doc-derived.json                        | MAINTENANCE    | 1 | ''
                    statuspal   | statuspal/status-incident-maintenance.json                | PARTIAL_OUTAGE | 1 | ''
                    statuspal   | statuspal/status-ok.json                                  | OPERATIONAL    | 0 | ''
                    cachet      | cachet/components-v1-doc.json                             | OPERATIONAL    | 0 | ''
                    checkly     | checkly/mistral-incidents-major.json                      | PARTIAL_OUTAGE | 1 | ''
                    firehydrant | firehydrant/redis-page.json                               | OPERATIONAL    | 0 | Redis Service Health
                    """)
    void isReadAsItWasMeant(String reader, String files, Status status, int incidents, String name)
            throws Exception {
        Path recordings = Path.of(System.getProperty("bellwether.recordings"));
        var documents = new ArrayList<byte[]>();
        for (String file : files.split(",", -1)) {
            documents.add(Files.readAllBytes(recordings.resolve(file)));
        }
        ProviderReader of = ProviderReader.named(reader).orElseThrow();
        while (documents.size() < Math.max(1, of.documents(Answers.ACME).size())) {
            documents.add(new byte[0]);
        }
        ProviderReading reading =
                of.read(new ProviderAnswers(Answers.ACME, List.copyOf(documents), Answers.NOW));
        assertThat(reading.status()).isEqualTo(status);
        assertThat(reading.incidents()).hasSize(incidents);
        assertThat(reading.name()).isEqualTo(name);
        assertThat(reading.components())
                .allSatisfy(part -> assertThat(part.name()).isNotEmpty())
                .allSatisfy(part ->
                        assertThat(part.status() == Status.UNKNOWN)
                                .as("only where parts of an incident are left out")
                                .isEqualTo(files.contains("statuspage-compat")));
        assertThat(reading.incidents())
                .allSatisfy(incident -> assertThat(incident.name()).isNotEmpty());
    }

    /// What these say depends on when it is read.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    aws        | aws/aws-currentevents-trimmed-utf16be.json | 2026-08-01T16:00:00Z | PARTIAL_OUTAGE | 2
                    aws        | aws/aws-currentevents-empty.json           | 2026-08-01T16:00:00Z | OPERATIONAL    | 0
                    azure      | azure/azure-feed-active.xml                | 2026-07-23T16:40:00Z | PARTIAL_OUTAGE | 1
                    azure      | azure/azure-feed-empty.xml                 | 2026-07-23T15:30:00Z | OPERATIONAL    | 0
                    google-cloud | gcp/gcp-incidents-regional.json            | 2026-07-23T15:30:00Z | PARTIAL_OUTAGE | 2
                    google-cloud | gcp/gcp-incidents-small.json               | 2026-07-23T15:30:00Z | PARTIAL_OUTAGE | 2
                    heroku     | heroku/current-status-green.json           | 2026-07-23T15:30:00Z | OPERATIONAL    | 0
                    heroku     | heroku/current-status-red.json             | 2026-07-23T15:30:00Z | PARTIAL_OUTAGE | 1
                    slack      | slack/slack-current.json                   | 2026-07-23T15:30:00Z | OPERATIONAL    | 0
                    salesforce | salesforce/instances.json,salesforce/incidents-active.json,salesforce/maintenances.json | 2026-07-23T15:30:00Z | DEGRADED | 4
                    feed       | rss/xai-feed-active.xml                    | 2026-07-31T12:00:00Z | PARTIAL_OUTAGE | 2
                    feed       | rss/statuspage-history-synthetic.atom.xml  | 2026-07-23T15:30:00Z | OPERATIONAL    | 0
                    feed       | rss/statuspage-history-synthetic.rss.xml   | 2026-07-23T15:30:00Z | OPERATIONAL    | 0
                    """)
    void cloudsAndFeedsAreToo(
            String reader, String files, Instant now, Status status, int incidents)
            throws Exception {
        Path recordings = Path.of(System.getProperty("bellwether.recordings"));
        var documents = new ArrayList<byte[]>();
        for (String file : files.split(",", -1)) {
            documents.add(Files.readAllBytes(recordings.resolve(file)));
        }
        ProviderReader of = ProviderReader.named(reader).orElseThrow();
        while (documents.size() < of.documents(Answers.ACME).size()) {
            documents.add(new byte[0]);
        }
        ProviderReading reading =
                of.read(new ProviderAnswers(Answers.ACME, List.copyOf(documents), now));
        assertThat(reading.incidents())
                .as(reading.toString())
                .hasSize(incidents)
                .allSatisfy(incident -> assertThat(incident.name()).isNotEmpty());
        assertThat(reading.status()).isEqualTo(status);
    }

    /// Its makers speak otherwise today.
    @Test
    void aShapeOfTheYear2013IsNoStateAndIsSaidSo() throws Exception {
        byte[] old =
                Files.readAllBytes(
                        Path.of(System.getProperty("bellwether.recordings"))
                                .resolve("sorry/apologies-2013.json"));
        var answers =
                new ProviderAnswers(
                        Answers.ACME, List.of(old, new byte[0], new byte[0]), Answers.NOW);
        ProviderReader sorry = ProviderReader.named("sorry").orElseThrow();
        assertThatThrownBy(() -> sorry.read(answers))
                .isInstanceOf(UnreadablePage.class)
                .hasMessageContaining("Sorry");
    }
}
