package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignReport.Arm;
import dev.bellwether.experiment.CampaignReport.Level;
import dev.bellwether.experiment.CampaignReport.OfCampaign;
import dev.bellwether.experiment.CampaignReport.OfMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A campaign report on paper, by goal. Where nobody was dealt by chance it says so below the goal.
final class CampaignReportPdf {
    private static final float[] WIDTHS = {3.4f, 2, 1.4f, 1.4f, 1.5f, 1.5f, 1.3f};

    private record Part(OfCampaign campaign, OfMetric metric) {}

    private final CampaignReport report;

    private CampaignReportPdf(CampaignReport report) {
        this.report = report;
    }

    static byte[] of(CampaignReport report) {
        return Paper.of("Campaign report", new CampaignReportPdf(report)::write);
    }

    private void write(Paper paper) {
        paper.soft(
                report.from()
                        + " to "
                        + report.until()
                        + ", beside "
                        + report.before()
                        + " to "
                        + report.from().minusDays(1)
                        + ": who was first exposed in each.",
                10);
        Map<String, List<Part>> goals = new LinkedHashMap<>();
        for (OfCampaign campaign : report.campaigns()) {
            for (OfMetric metric : campaign.metrics()) {
                goals.computeIfAbsent(metric.metric(), _ -> new ArrayList<>())
                        .add(new Part(campaign, metric));
            }
        }
        goals.values().forEach(parts -> goal(paper, parts));
        List<OfCampaign> silent =
                report.campaigns().stream().filter(one -> one.metrics().isEmpty()).toList();
        if (!silent.isEmpty()) {
            paper.heading("Without figures");
            for (OfCampaign campaign : silent) {
                paper.sentence(
                        campaign.name() + ": " + campaign.warning().orElse("it has no metric."));
            }
        }
        if (report.campaigns().isEmpty()) {
            paper.sentence("The site has no campaign.");
        }
    }

    private static void goal(Paper paper, List<Part> parts) {
        OfMetric first = parts.getFirst().metric();
        paper.heading(first.name());
        paper.soft(first.measures(), 3);
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "Campaign",
                        "Variation",
                        "Visitors",
                        "Before",
                        "Level",
                        "Before",
                        "Change"));
        parts.forEach(part -> rows.addAll(rows(part)));
        paper.table(WIDTHS, rows);
        for (Part part : parts) {
            OfCampaign campaign = part.campaign();
            campaign.warning().ifPresent(text -> paper.sentence(campaign.name() + ": " + text));
            if (campaign.randomised()) {
                part.metric()
                        .findings()
                        .forEach(told -> paper.sentence(campaign.name() + ": " + told.sentence()));
            }
            campaign.freshness()
                    .filter(CampaignResults.Freshness::stale)
                    .ifPresent(one -> paper.sentence(campaign.name() + ": " + one.words()));
        }
    }

    private static List<List<String>> rows(Part part) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < part.metric().levels().size(); i++) {
            Level level = part.metric().levels().get(i);
            Arm arm = part.campaign().variations().get(i);
            rows.add(
                    List.of(
                            i == 0 ? part.campaign().name() : "",
                            level.variation(),
                            Figures.count(arm.visitors()),
                            Figures.count(arm.before()),
                            level.value().map(Figures::level).orElse("–"),
                            level.before().map(Figures::level).orElse("–"),
                            level.change().map(one -> Figures.change(1 + one, 1)).orElse("–")));
        }
        return rows;
    }
}
