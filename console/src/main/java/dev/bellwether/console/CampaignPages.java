package dev.bellwether.console;

import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.experiment.CampaignBook;
import dev.bellwether.experiment.CampaignResults;
import dev.bellwether.experiment.CampaignWords;
import dev.bellwether.experiment.Edition;
import dev.bellwether.experiment.FlagWords;
import dev.bellwether.experiment.ResultsDesk;
import dev.bellwether.experiment.ResultsFile;
import dev.bellwether.experiment.SiteCampaign;
import dev.bellwether.model.CampaignChanged;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.DataStale;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Sites;
import dev.bellwether.store.Line;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Campaigns of a site: a list, and a page for each with what it did. Whether that may be believed
/// comes first.
final class CampaignPages {
    static final String HOME = "/console/campaigns";
    static final String SECTION = "campaigns";
    private static final int MOST_LINES = 30;

    /// @param tone of its badge
    record Row(SiteCampaign kept, String path, String state, String tone) {
        static Row of(Site site, SiteCampaign kept) {
            String path = CampaignPages.path(site, kept.key());
            if (kept.archived()) {
                return new Row(kept, path, "Archived", "dim");
            }
            return switch (kept.state()) {
                case DRAFT -> new Row(kept, path, "Not started", "dim");
                case RUNNING ->
                        kept.staleSince().isPresent()
                                ? new Row(kept, path, "Running, data stale", "warn")
                                : new Row(kept, path, "Running", "good");
                case STOPPED -> new Row(kept, path, "Stopped", "plan");
            };
        }

        String about() {
            String kind = CampaignWords.kind(kept.plan().kind());
            return kind.substring(kind.indexOf(' ') + 1)
                    + ", "
                    + kept.plan().variations().size()
                    + " variations, "
                    + kept.plan().metrics().size()
                    + (kept.plan().metrics().size() == 1 ? " metric" : " metrics");
        }
    }

    record ListView(SiteChoice choice, List<Row> rows) {}

    record Done(Instant at, String who, String what) {}

    /// @param report empty where there is nothing to tell, or `trouble` says why
    record PageView(
            Site site,
            Row row,
            Optional<ResultsView> report,
            String trouble,
            List<Edition> editions,
            Form form,
            SliceCuts cuts,
            List<Done> history) {
        /// The same figures as a file.
        String export(String form) {
            return cuts.onto(
                    Links.to(
                            row.path() + "/export",
                            "as",
                            form,
                            "edition",
                            results().map(one -> "" + one.period().edition()).orElse("")));
        }

        Optional<CampaignResults> results() {
            return report.map(ResultsView::results);
        }
    }

    private final Sites sites;
    private final CampaignBook book;
    private final ResultsDesk desk;

    CampaignPages(Rooms rooms) {
        this.sites = rooms.people().sites();
        this.book = rooms.campaigns().book();
        this.desk = rooms.campaigns().results();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/{site}/{campaign}", Role.VIEWER, this::page);
        routes.get(HOME + "/{site}/{campaign}/export", Role.VIEWER, this::export);
        routes.post(
                HOME + "/{site}/{campaign}/start",
                Role.EDITOR,
                visit -> change(visit, this::start));
        routes.post(
                HOME + "/{site}/{campaign}/stop", Role.EDITOR, visit -> change(visit, this::stop));
        routes.post(
                HOME + "/{site}/{campaign}/archive",
                Role.EDITOR,
                visit -> change(visit, this::archive));
    }

    static String path(Site site, String key) {
        return HOME + "/" + site.id() + "/" + SiteChoice.part(key);
    }

    private Reply list(Visit visit) {
        var choice = SiteChoice.of(visit, sites);
        List<Row> rows =
                choice.site()
                        .map(one ->
                                book.list(one).stream()
                                        .map(kept -> Row.of(one, kept))
                                        .sorted((a, b) ->
                                                Boolean.compare(
                                                        a.kept().archived(), b.kept().archived()))
                                        .toList())
                        .orElse(List.of());
        var view = new ListView(choice, rows);
        return Reply.page(
                SECTION,
                (out, frame) -> JtecampaignsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply page(Visit visit) {
        Site site = site(visit);
        SiteCampaign kept = book.get(site, visit.context().pathParam("campaign"));
        List<Edition> editions = book.editions(site, kept.key());
        var cuts = SliceCuts.of(visit, slices(kept, editions));
        Optional<ResultsView> report = Optional.empty();
        OptionalLong edition = number(visit.query("edition"));
        String trouble = "";
        if (!editions.isEmpty()) {
            try {
                report =
                        Optional.of(
                                ResultsView.of(
                                        desk.report(site, kept.key(), edition, cuts.filter())));
                cuts = cuts.offered(desk.slices(site, kept.key(), edition, SliceCuts.MOST));
            } catch (EventsUnavailable | InvalidInput e) {
                trouble = String.valueOf(e.getMessage());
            }
        }
        var view =
                new PageView(
                        site,
                        Row.of(site, kept),
                        report,
                        trouble,
                        editions,
                        Form.of(Map.of()),
                        cuts,
                        book.history(site, kept.key(), MOST_LINES).stream()
                                .map(CampaignPages::done)
                                .toList());
        return Reply.page(
                SECTION, (out, frame) -> JtecampaignGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply export(Visit visit) {
        Site site = site(visit);
        SiteCampaign kept = book.get(site, visit.context().pathParam("campaign"));
        var cuts = SliceCuts.of(visit, slices(kept, book.editions(site, kept.key())));
        ResultsFile file;
        try {
            file =
                    ResultsFile.of(
                            desk.report(
                                            site,
                                            kept.key(),
                                            number(visit.query("edition")),
                                            cuts.filter())
                                    .results(),
                            Downloads.form(visit));
        } catch (EventsUnavailable | InvalidInput | Conflict e) {
            return Reply.sorry(path(site, kept.key()), String.valueOf(e.getMessage()));
        }
        return Downloads.of(visit, file);
    }

    private static OptionalLong number(String text) {
        return text.matches("\\d{1,9}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static List<String> slices(SiteCampaign kept, List<Edition> all) {
        return all.isEmpty() ? kept.plan().slices() : all.getFirst().campaign().slices();
    }

    private static Done done(Line line) {
        return switch (line.fact()) {
            case CampaignChanged changed ->
                    new Done(
                            line.at(),
                            changed.actor().name(),
                            changed.detail().isEmpty()
                                    ? changed.what().name().toLowerCase(Locale.ROOT)
                                    : changed.detail());
            case DataStale stale ->
                    new Done(
                            line.at(),
                            "",
                            stale.stale() ? stale.why() : "The data are fresh again.");
            default -> new Done(line.at(), "", "");
        };
    }

    private interface Change {
        String of(Visit visit, Site site, String key);
    }

    private Reply change(Visit visit, Change change) {
        Site site = site(visit);
        String key = visit.context().pathParam("campaign");
        try {
            return Reply.done(path(site, key), change.of(visit, site, key));
        } catch (InvalidInput | Conflict e) {
            return Reply.sorry(path(site, key), String.valueOf(e.getMessage()));
        }
    }

    private String start(Visit visit, Site site, String key) {
        Form form = visit.form();
        Optional<Instant> from = form.instant("from", book.get(site, key).plan().zone());
        if (!form.isFine()) {
            throw new InvalidInput(form.problems());
        }
        book.start(site, key, from, visit.actor());
        return from.isEmpty()
                ? key + " counts from now on."
                : key + " counts from " + FlagWords.time(from.get()) + " on.";
    }

    private String stop(Visit visit, Site site, String key) {
        book.stop(site, key, visit.actor());
        return key + " is stopped; goals count until their windows close.";
    }

    private String archive(Visit visit, Site site, String key) {
        boolean archived = visit.form().text("archived").equals("on");
        book.archive(site, key, archived, visit.actor());
        return key + (archived ? " is archived." : " is back.");
    }

    private Site site(Visit visit) {
        return SiteChoice.in(visit, sites);
    }
}
