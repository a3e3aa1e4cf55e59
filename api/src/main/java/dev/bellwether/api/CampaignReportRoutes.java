package dev.bellwether.api;

import dev.bellwether.experiment.CampaignReport;
import dev.bellwether.experiment.CampaignReportDesk;
import dev.bellwether.experiment.CampaignReportFile;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Sites;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// All campaigns of a site beside each other.
final class CampaignReportRoutes {
    private static final String REPORT = "/sites/{site}/campaign-report";
    private static final int USUAL_DAYS = 28;

    private static final Query UNTIL =
            Query.text("until", "Last day, such as 2026-05-31; today when left out");
    private static final Query DAYS =
            Query.whole(
                    "days",
                    "How many days; 28 when left out. As many before are beside them",
                    1,
                    CampaignReport.MOST_DAYS);

    private final Sites sites;
    private final CampaignReportDesk desk;

    CampaignReportRoutes(Sites sites, CampaignReportDesk desk) {
        this.sites = sites;
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.read(
                                REPORT,
                                "Read who was exposed to each campaign in a period and what they"
                                        + " came to by goal, beside the period before;"
                                        + " personalisations too, with a warning that they show no"
                                        + " effect",
                                CampaignReport.class,
                                this::report)
                        .with(UNTIL, DAYS),
                Route.file(
                                REPORT + "/file",
                                "Read the same as a file",
                                TakenAlong.TYPES,
                                this::file)
                        .with(UNTIL, DAYS, TakenAlong.AS));
    }

    private CampaignReport report(Call call) {
        return desk.report(
                sites.get(call.organization(), call.id("site", SiteId::new)),
                day(call.query("until")),
                (int) call.whole("days", USUAL_DAYS, 1, CampaignReport.MOST_DAYS));
    }

    private Gives.Document file(Call call) {
        return TakenAlong.document(CampaignReportFile.of(report(call), TakenAlong.form(call)));
    }

    private static Optional<LocalDate> day(Optional<String> text) {
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeException _) {
            throw new InvalidInput(
                    "until", "'" + text.orElse("") + "' is not a day such as 2026-05-31");
        }
    }
}
