package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.experiment.CampaignResults.ArmCount;
import dev.bellwether.experiment.CampaignResults.ArmLevel;
import dev.bellwether.experiment.CampaignResults.CannotSay;
import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.Finding;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.experiment.CampaignResults.Stands;
import dev.bellwether.statistics.Because;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Scale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/// Results as CSV, JSON and PDF say what the page says, with the age of the data; a name does no
/// harm in a spreadsheet and none on paper.
class ResultsAreTakenAlongTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    private static CampaignResults results() {
        var effect =
                new Said(
                        Scale.RELATIVE,
                        0.031,
                        0.012,
                        0.05,
                        0.001,
                        0.002,
                        0.02,
                        0.04,
                        0.0001,
                        0.997,
                        0,
                        1);
        var metric =
                Metric.of(
                        "orders",
                        "orders, \"each\"",
                        new Measure.Count(Goal.of("order")),
                        Family.Role.PRIMARY);
        return new CampaignResults(
                "checkout test",
                "Prüfung 試験",
                CampaignPlan.Kind.EXPERIMENT,
                SiteCampaign.State.RUNNING,
                new CampaignResults.Period(2, NOON, Optional.empty(), "started", ""),
                new CampaignResults.Freshness(
                        NOON, Optional.of(NOON), Optional.of(NOON), "Stale data. As of noon."),
                new CampaignResults.Trust(true, List.of()),
                "A",
                List.of(new ArmCount("A", 0.5, 100), new ArmCount("=cmd()", 0.5, 100)),
                List.of(
                        new CampaignResults.OfMetric(
                                metric,
                                "order events per visitor",
                                List.of(
                                        new ArmLevel("A", new Stands(0.5, 0.01)),
                                        new ArmLevel("=cmd()", new Stands(0.6, 0.01))),
                                List.of(
                                        new Comparison(
                                                "=cmd()",
                                                Finding.BETTER,
                                                "=cmd() raises orders, \"each\" by 3.1 % (−1 to 5)",
                                                effect,
                                                Optional.of(
                                                        new CannotSay(Because.TOO_FEW, "Too few.")),
                                                List.of())))));
    }

    private static String text(ResultsFile.Form form) {
        return new String(ResultsFile.of(results(), form).content(), StandardCharsets.UTF_8);
    }

    @Test
    void inASpreadsheet() {
        List<String> lines = text(ResultsFile.Form.CSV).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(2))
                .startsWith(
                        "checkout test,2,2026-05-04T12:00:00Z,,2026-05-04T12:00:00Z,2026-05-04T12:00:00Z,")
                .contains(",'=cmd(),100,0.6,0.01,RELATIVE,0.031,0.012,0.05,0.001,0.002,")
                .endsWith(",BETTER,\"'=cmd() raises orders, \"\"each\"\" by 3.1 % (−1 to 5)\"");
        assertThat(ResultsFile.of(results(), ResultsFile.Form.CSV).name())
                .isEqualTo("checkout-test-2026-05-04.csv");
    }

    @Test
    void asJsonItReadsBack() {
        assertThat(SetJson.read(text(ResultsFile.Form.JSON), CampaignResults.class))
                .isEqualTo(results());
    }

    @Test
    void onPaper() throws IOException {
        ResultsFile file = ResultsFile.of(results(), ResultsFile.Form.PDF);
        assertThat(onPaper(file))
                .contains("Prüfung ??")
                .contains("Stale data. As of noon.")
                .contains("=cmd() raises orders, \"each\" by 3.1 % (–1 to 5)")
                .contains("+3.1 % (1.2 to 5.0)");
        assertThat(file.content().length).isLessThan(20_000);
    }

    /// What a reader of its first page sees.
    static String onPaper(ResultsFile file) throws IOException {
        assertThat(file.type()).isEqualTo("application/pdf");
        try (var reader = new PdfReader(file.content())) {
            return new PdfTextExtractor(reader).getTextFromPage(1).replaceAll("\\s+", " ");
        }
    }
}
