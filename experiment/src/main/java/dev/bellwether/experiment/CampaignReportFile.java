package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignReport.Level;
import dev.bellwether.experiment.CampaignReport.OfCampaign;
import dev.bellwether.experiment.CampaignReport.OfMetric;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A campaign report to be kept or sent on. Pure.
public final class CampaignReportFile {
    private static final List<String> HEAD =
            List.of(
                    "goal",
                    "goal name",
                    "campaign",
                    "campaign name",
                    "kind",
                    "state",
                    "randomised",
                    "warning",
                    "as of",
                    "stale since",
                    "from",
                    "until",
                    "variation",
                    "visitors",
                    "visitors before",
                    "level",
                    "level before",
                    "change",
                    "finding",
                    "sentence");

    private CampaignReportFile() {}

    /// As CSV: a row for each goal, campaign and variation. As PDF: by goal, with what is said of
    /// each campaign.
    public static ResultsFile of(CampaignReport report, ResultsFile.Form form) {
        return ResultsFile.of(
                "campaigns-" + report.from() + "-" + report.until(),
                report,
                form,
                CampaignReportFile::csv,
                CampaignReportPdf::of);
    }

    private static String csv(CampaignReport report) {
        var csv = new StringBuilder();
        Csv.line(csv, HEAD);
        for (OfCampaign campaign : report.campaigns()) {
            for (OfMetric metric : campaign.metrics()) {
                for (int i = 0; i < metric.levels().size(); i++) {
                    Csv.line(csv, row(report, campaign, metric, i));
                }
            }
        }
        return csv.toString();
    }

    private static List<String> row(
            CampaignReport report, OfCampaign campaign, OfMetric metric, int place) {
        Level level = metric.levels().get(place);
        CampaignReport.Arm arm = campaign.variations().get(place);
        List<CampaignReport.Told> told =
                metric.findings().stream()
                        .filter(one -> one.treatment().equals(level.variation()))
                        .toList();
        return List.of(
                Csv.text(metric.metric()),
                Csv.text(metric.name()),
                Csv.text(campaign.campaign()),
                Csv.text(campaign.name()),
                campaign.kind().name(),
                campaign.state().name(),
                "" + campaign.randomised(),
                Csv.text(campaign.warning().orElse("")),
                campaign.freshness().map(one -> "" + one.asOf()).orElse(""),
                campaign.freshness()
                        .flatMap(one -> one.staleSince())
                        .map(Object::toString)
                        .orElse(""),
                "" + report.from(),
                "" + report.until(),
                Csv.text(level.variation()),
                "" + arm.visitors(),
                "" + arm.before(),
                number(level.value()),
                number(level.before()),
                number(level.change()),
                told.stream().map(one -> one.finding().name()).collect(Collectors.joining()),
                Csv.text(
                        told.stream()
                                .map(CampaignReport.Told::sentence)
                                .collect(Collectors.joining(" "))));
    }

    private static String number(Optional<Double> number) {
        return number.map(Object::toString).orElse("");
    }
}
