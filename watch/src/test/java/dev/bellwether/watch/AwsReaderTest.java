package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What AWS says of a service in a region can be followed, in whatever encoding it comes.
class AwsReaderTest {
    private static final AwsReader READER = new AwsReader();

    private static ProviderReading reading() {
        return Recorded.read(READER, "aws-events.json", "aws-services.json");
    }

    private static ProviderComponent follow(String component) {
        return READER.unnamed(reading().components(), component).orElseThrow();
    }

    @Test
    void anEventWithItsLogAndTheServicesItImpacts() {
        ProviderReading reading = reading();
        assertThat(reading.status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(reading.words())
                .isEqualTo(
                        "Slow answers, Multiple services (Paris); Launches fail, Amazon Elastic Compute Cloud (N. Virginia)");
        var incident = reading.incidents().getLast();
        assertThat(incident.id()).endsWith("AAAAA_0000000001");
        assertThat(incident.impact()).isEqualTo(Impact.CRITICAL);
        assertThat(incident.startedAt()).isEqualTo(Instant.parse("2026-05-01T08:00:00Z"));
        assertThat(incident.updatedAt()).isEqualTo(Instant.parse("2026-05-01T08:10:00Z"));
        assertThat(incident.status()).isEqualTo("3: disruption");
        assertThat(incident.lastUpdate()).contains("without power – we restore");
        assertThat(reading.incidents()).as("what is over is not open").hasSize(2);
        assertThat(reading.updates()).hasSize(3);
    }

    @Test
    void servicesRegionsAndPairsInTroubleAreParts() {
        ProviderReading reading = reading();
        assertThat(Recorded.part(reading, "ec2/us-east-1"))
                .isEqualTo(
                        new ProviderComponent(
                                "ec2/us-east-1",
                                "Amazon Elastic Compute Cloud (us-east-1)",
                                "N. Virginia",
                                Status.MAJOR_OUTAGE,
                                "3: disruption"));
        assertThat(Recorded.part(reading, "acm-pca/us-east-1").status()).isEqualTo(Status.DEGRADED);
        assertThat(Recorded.part(reading, "ec2").status()).isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(Recorded.part(reading, "us-east-1").status()).isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(Recorded.part(reading, "us-west-2").status()).isEqualTo(Status.OPERATIONAL);
        assertThat(follow("rds/us-east-1").status())
                .as("it has recovered")
                .isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void aPairThatIsNotNamedIsWellWhenBothHalvesAreKnown() {
        assertThat(follow("ec2/us-west-2").status()).isEqualTo(Status.OPERATIONAL);
        assertThat(follow("route53/us-east-1").status()).isEqualTo(Status.OPERATIONAL);
        assertThat(follow("rds/eu-west-3").status())
                .as("all services of that region are slow")
                .isEqualTo(Status.DEGRADED);
        for (String none : List.of("ec3/us-west-2", "ec2/mars-north-1", "ec2", "/", "", "ec2/")) {
            assertThat(READER.unnamed(reading().components(), none)).as(none).isEmpty();
        }
    }

    @Test
    void moreEventsThanAreReadLeaveNothingCalledWell() {
        var grid = new Grid("well");
        grid.service("quiet", "Quiet");
        for (int i = 0; i < 10_000; i++) {
            grid.trouble("s" + i % 50, "r" + i % 90, Status.DEGRADED, "slow");
        }
        assertThat(grid.whole()).isEqualTo(Status.DEGRADED);
        assertThat(Grid.unnamed(grid.components(), "quiet/r1"))
                .hasValueSatisfying(p -> assertThat(p.status()).isEqualTo(Status.UNKNOWN));
    }

    @Test
    void itIsReadInUtf16WithAndWithoutByteOrderMark() {
        String events = Recorded.page("aws-events.json");
        for (Charset charset :
                List.of(
                        StandardCharsets.UTF_8,
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16BE,
                        StandardCharsets.UTF_16LE)) {
            assertThat(read(events.getBytes(charset)).words())
                    .as("%s", charset)
                    .startsWith("Slow answers");
        }
        var marked = new ByteArrayOutputStream();
        marked.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe});
        marked.writeBytes(events.getBytes(StandardCharsets.UTF_16LE));
        assertThat(read(marked.toByteArray()).incidents()).hasSize(2);
        assertThat(read("[]".getBytes(StandardCharsets.UTF_16)).status())
                .isEqualTo(Status.OPERATIONAL);
    }

    private static ProviderReading read(byte[] events) {
        return READER.read(
                new ProviderAnswers(Answers.ACME, List.of(events, new byte[0]), Answers.NOW));
    }

    @Test
    void halfACharacterIsRefused() {
        byte[] whole = Recorded.page("aws-events.json").getBytes(StandardCharsets.UTF_16);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2 | 1);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(UnreadablePage.class);
    }

    @Test
    void theOneTableOfCodes() {
        assertThat(List.of("0", "1", "2", "3", "4", ""))
                .extracting(AwsWords::status)
                .containsExactly(
                        Status.OPERATIONAL,
                        Status.DEGRADED,
                        Status.DEGRADED,
                        Status.MAJOR_OUTAGE,
                        Status.UNKNOWN,
                        Status.UNKNOWN);
        assertThat(AwsWords.Key.of("s3-us-gov-west-1"))
                .isEqualTo(new AwsWords.Key("s3", "us-gov-west-1"));
        assertThat(AwsWords.Key.of("cloudfront"))
                .isEqualTo(new AwsWords.Key("cloudfront", "global"));
    }

    @Test
    void whatIsNotThatShapeIsRefused() {
        for (String body : List.of("", "{}", "[7]", "[{}]", "[{\"arn\":7}]", "<html>", "null")) {
            assertThatThrownBy(() -> read(body.getBytes(StandardCharsets.UTF_8)))
                    .as(body)
                    .isInstanceOf(UnreadablePage.class);
        }
    }
}
