package dev.bellwether.console;

import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.experiment.Audience;
import dev.bellwether.experiment.AudienceBook;
import dev.bellwether.experiment.AudienceDesk;
import dev.bellwether.experiment.AudienceFile;
import dev.bellwether.experiment.AudienceReport;
import dev.bellwether.experiment.Kept;
import dev.bellwether.experiment.ResultsFile;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Sites;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Audiences of a site: a list, and a report for each.
final class AudiencePages {
    static final String HOME = "/console/audiences";
    static final String SECTION = "audiences";
    private static final List<Integer> SPANS = List.of(1, 3, 6, 12);

    record Row(Kept<Audience> kept, String path) {}

    /// @param site whose audiences they are; empty when there is no site yet
    record ListView(Optional<Site> site, List<Site> sites, List<Row> rows) {}

    /// @param report empty where `trouble` says why there is none
    /// @param months of the period
    /// @param until last month; the latest when it is the first of the choices
    record PageView(
            Site site,
            Audience audience,
            String path,
            Optional<AudienceView> report,
            String trouble,
            int months,
            YearMonth until,
            List<YearMonth> choices) {
        List<Integer> spans() {
            return SPANS;
        }

        String export(String form) {
            return Links.to(
                    path + "/export", "as", form, "months", "" + months, "until", "" + until);
        }
    }

    private final Sites sites;
    private final AudienceBook book;
    private final AudienceDesk desk;

    AudiencePages(Rooms rooms) {
        this.sites = rooms.people().sites();
        this.book = rooms.campaigns().audiences();
        this.desk = rooms.campaigns().audienceReports();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/{site}/{audience}", Role.VIEWER, this::page);
        routes.get(HOME + "/{site}/{audience}/export", Role.VIEWER, this::export);
    }

    static String path(Site site, String key) {
        return HOME + "/" + site.id() + "/" + Links.encode(key).replace("+", "%20");
    }

    private Reply list(Visit visit) {
        List<Site> all = sites.list(visit.organization());
        Optional<Site> site =
                all.stream()
                        .filter(one -> one.id().value().equals(visit.query("site")))
                        .findFirst()
                        .or(() -> all.stream().findFirst());
        List<Row> rows =
                site.map(one ->
                                book.list(one).stream()
                                        .map(kept -> new Row(kept, path(one, kept.thing().key())))
                                        .toList())
                        .orElse(List.of());
        var view = new ListView(site, all, rows);
        return Reply.page(
                SECTION,
                (out, frame) -> JteaudiencesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply page(Visit visit) {
        Site site = site(visit, sites);
        Audience audience = book.get(site, visit.context().pathParam("audience")).thing();
        String path = path(site, audience.key());
        YearMonth current = YearMonth.from(visit.now().atZone(audience.zone()));
        Optional<AudienceView> report = Optional.empty();
        String trouble = "";
        try {
            report = Optional.of(AudienceView.of(report(visit, site, audience), path));
        } catch (EventsUnavailable | InvalidInput | Conflict e) {
            trouble = String.valueOf(e.getMessage());
        }
        var view =
                new PageView(
                        site,
                        audience,
                        path,
                        report,
                        trouble,
                        months(visit),
                        month(visit).orElse(current),
                        Stream.iterate(current, month -> month.minusMonths(1)).limit(13).toList());
        return Reply.page(
                SECTION, (out, frame) -> JteaudienceGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply export(Visit visit) {
        Site site = site(visit, sites);
        Audience audience = book.get(site, visit.context().pathParam("audience")).thing();
        ResultsFile file;
        try {
            file = AudienceFile.of(report(visit, site, audience), Downloads.form(visit));
        } catch (EventsUnavailable | InvalidInput | Conflict e) {
            return Reply.sorry(path(site, audience.key()), String.valueOf(e.getMessage()));
        }
        return Downloads.of(visit, file);
    }

    private AudienceReport report(Visit visit, Site site, Audience audience) {
        return desk.report(site, audience, month(visit), months(visit));
    }

    private static int months(Visit visit) {
        String months = visit.query("months");
        return months.matches("\\d{1,4}") ? Integer.parseInt(months) : AudienceDesk.MOST_MONTHS;
    }

    private static Optional<YearMonth> month(Visit visit) {
        try {
            return visit.optional("until").map(YearMonth::parse);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static Site site(Visit visit, Sites sites) {
        return sites.get(visit.organization(), visit.path("site", "site", SiteId::new));
    }
}
