package dev.bellwether.console;

import dev.bellwether.experiment.CampaignReport;
import dev.bellwether.experiment.CampaignReport.OfCampaign;
import dev.bellwether.experiment.CampaignReport.OfMetric;
import dev.bellwether.experiment.CampaignReportDesk;
import dev.bellwether.experiment.CampaignReportFile;
import dev.bellwether.experiment.CampaignResults.Finding;
import dev.bellwether.experiment.CampaignWords;
import dev.bellwether.experiment.Figures;
import dev.bellwether.experiment.ResultsFile;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Sites;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All campaigns of a site by goal, a period beside the one before. Where nobody was dealt by
/// chance it says so beside the figures.
final class CampaignReportPages {
    static final String HOME = "/console/campaign-report";
    private static final int USUAL_DAYS = 28;

    /// A goal that campaigns share.
    record Group(String name, String measures, List<Line> lines) {}

    /// A variation of a campaign in a goal.
    ///
    /// @param first of the campaign's
    record Line(
            OfCampaign campaign,
            String path,
            boolean first,
            String variation,
            String visitors,
            String before,
            String level,
            String levelBefore,
            String change,
            String word,
            String tone,
            String sentence) {
        String about() {
            String kind = CampaignWords.kind(campaign.kind());
            return kind.substring(kind.indexOf(' ') + 1)
                    + switch (campaign.state()) {
                        case DRAFT -> ", not started";
                        case RUNNING -> ", running";
                        case STOPPED -> ", stopped";
                    };
        }
    }

    record View(
            Optional<Site> site,
            List<Site> sites,
            Optional<CampaignReport> report,
            String trouble,
            int days,
            List<Group> groups,
            List<Line> silent,
            String asOf) {
        List<Integer> spans() {
            return List.of(7, 14, 28, 90, 365);
        }

        String export(String form) {
            return Links.to(
                    HOME + "/export",
                    "site",
                    site.map(one -> one.id().value()).orElse(""),
                    "as",
                    form,
                    "days",
                    "" + days,
                    "until",
                    report.map(one -> "" + one.until()).orElse(""));
        }
    }

    private final Sites sites;
    private final CampaignReportDesk desk;

    CampaignReportPages(Rooms rooms) {
        this.sites = rooms.people().sites();
        this.desk = rooms.campaigns().reports();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::page);
        routes.get(HOME + "/export", Role.VIEWER, this::export);
    }

    private Optional<Site> site(Visit visit, List<Site> all) {
        return all.stream()
                .filter(one -> one.id().value().equals(visit.query("site")))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private Reply page(Visit visit) {
        List<Site> all = sites.list(visit.organization());
        Optional<Site> site = site(visit, all);
        Optional<CampaignReport> report = Optional.empty();
        String trouble = "";
        try {
            report = site.map(one -> desk.report(one, day(visit), days(visit)));
        } catch (InvalidInput e) {
            trouble = String.valueOf(e.getMessage());
        }
        List<Line> lines =
                report.stream()
                        .flatMap(one -> one.campaigns().stream())
                        .filter(one -> one.metrics().isEmpty())
                        .flatMap(one -> site.map(of -> silent(of, one)).stream())
                        .toList();
        var view =
                new View(
                        site,
                        all,
                        report,
                        trouble,
                        days(visit),
                        report.flatMap(one -> site.map(of -> groups(of, one))).orElse(List.of()),
                        lines,
                        report.map(one -> asOf(one, visit.now())).orElse(""));
        return Reply.page(
                CampaignPages.SECTION,
                (out, frame) -> JtecampaignReportGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static String asOf(CampaignReport report, Instant now) {
        List<Instant> times =
                report.campaigns().stream()
                        .flatMap(one -> one.freshness().stream())
                        .map(one -> one.asOf())
                        .sorted(Comparator.naturalOrder())
                        .toList();
        long stale =
                report.campaigns().stream()
                        .filter(one -> one.freshness().map(f -> f.stale()).orElse(false))
                        .count();
        return times.isEmpty()
                ? ""
                : "As of "
                        + Times.at(times.getFirst(), now)
                        + ", "
                        + Times.ago(times.getFirst(), now)
                        + (stale == 0
                                ? "."
                                : "; of " + Words.number(stale) + " campaigns the data are stale.");
    }

    private static List<Group> groups(Site site, CampaignReport report) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (OfCampaign campaign : report.campaigns()) {
            for (OfMetric metric : campaign.metrics()) {
                groups.computeIfAbsent(
                                metric.metric(),
                                _ -> new Group(metric.name(), metric.measures(), new ArrayList<>()))
                        .lines()
                        .addAll(lines(site, campaign, metric));
            }
        }
        return List.copyOf(groups.values());
    }

    private static List<Line> lines(Site site, OfCampaign campaign, OfMetric metric) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < metric.levels().size(); i++) {
            CampaignReport.Level level = metric.levels().get(i);
            CampaignReport.Arm arm = campaign.variations().get(i);
            Optional<CampaignReport.Told> told =
                    metric.findings().stream()
                            .filter(one -> one.treatment().equals(level.variation()))
                            .findFirst();
            // The control's row has no effect of its own to tell.
            boolean warns = i == 0 && campaign.warning().isPresent();
            String said = told.map(one -> word(one.finding())).orElse("");
            lines.add(
                    new Line(
                            campaign,
                            CampaignPages.path(site, campaign.campaign()),
                            i == 0,
                            level.variation(),
                            Words.number(arm.visitors()),
                            Words.number(arm.before()),
                            level.value().map(Figures::level).orElse("–"),
                            level.before().map(Figures::level).orElse("–"),
                            level.change().map(one -> Figures.change(1 + one, 1)).orElse("–"),
                            warns ? campaign.randomised() ? "Not sound" : "No effect" : said,
                            warns ? "warn" : told.map(one -> tone(one.finding())).orElse(""),
                            warns
                                    ? campaign.warning().orElse("")
                                    : campaign.randomised()
                                            ? told.map(CampaignReport.Told::sentence).orElse("")
                                            : ""));
        }
        return lines;
    }

    private static Line silent(Site site, OfCampaign campaign) {
        return new Line(
                campaign,
                CampaignPages.path(site, campaign.campaign()),
                true,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "");
    }

    private static String word(Finding finding) {
        return switch (finding) {
            case BETTER -> "Better";
            case WORSE -> "Worse";
            case HOLDS -> "Holds";
            case OPEN -> "Open";
            case OBSERVED -> "Observed";
            case CANNOT_SAY -> "Cannot say";
        };
    }

    private static String tone(Finding finding) {
        return switch (finding) {
            case BETTER, HOLDS -> "good";
            case WORSE -> "bad";
            case OPEN, OBSERVED, CANNOT_SAY -> "dim";
        };
    }

    private Reply export(Visit visit) {
        Optional<Site> site = site(visit, sites.list(visit.organization()));
        if (site.isEmpty()) {
            return Reply.sorry(HOME, "There is no site yet.");
        }
        ResultsFile file;
        try {
            file =
                    CampaignReportFile.of(
                            desk.report(site.get(), day(visit), days(visit)),
                            Downloads.form(visit));
        } catch (InvalidInput e) {
            return Reply.sorry(HOME, String.valueOf(e.getMessage()));
        }
        return Downloads.of(visit, file);
    }

    private static int days(Visit visit) {
        String days = visit.query("days");
        return days.matches("\\d{1,4}") ? Integer.parseInt(days) : USUAL_DAYS;
    }

    private static Optional<LocalDate> day(Visit visit) {
        try {
            return visit.optional("until").map(LocalDate::parse);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
