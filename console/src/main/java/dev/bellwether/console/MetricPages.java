package dev.bellwether.console;

import dev.bellwether.experiment.CampaignBook;
import dev.bellwether.experiment.CampaignWords;
import dev.bellwether.experiment.Kept;
import dev.bellwether.experiment.Metric;
import dev.bellwether.experiment.MetricBook;
import dev.bellwether.experiment.SiteCampaign;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Sites;
import java.util.List;
import java.util.Optional;

/// What is measured on a site: a list, and a form for each.
final class MetricPages {
    static final String HOME = "/console/metrics";

    /// @param uses campaigns that use it
    record Row(Metric metric, String path, List<SiteCampaign> uses) {
        String measures() {
            return CampaignWords.measure(metric.measure())
                    + metric.window()
                            .map(window -> ", within " + CampaignWords.about(window))
                            .orElse("");
        }
    }

    record ListView(SiteChoice choice, List<Row> rows) {}

    /// @param running campaigns that are measured by it now, by name
    /// @param whole whether the form can say all that the metric is
    record FormView(
            Form form,
            Site site,
            Optional<Metric> metric,
            List<String> running,
            List<String> uses,
            boolean whole) {
        MetricForm.Kind kind() {
            return MetricForm.kind(form);
        }

        String title() {
            return metric.map(Metric::name).orElse("New metric");
        }

        String action() {
            return metric.map(one -> path(site, one.key())).orElse(HOME + "/" + site.id());
        }
    }

    private final Sites sites;
    private final MetricBook book;
    private final CampaignBook campaigns;

    MetricPages(Rooms rooms) {
        this.sites = rooms.people().sites();
        this.book = rooms.campaigns().metrics();
        this.campaigns = rooms.campaigns().book();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/{site}", Role.EDITOR, this::fresh);
        routes.post(HOME + "/{site}", Role.EDITOR, this::make);
        routes.get(HOME + "/{site}/{metric}", Role.VIEWER, this::edit);
        routes.post(HOME + "/{site}/{metric}", Role.EDITOR, this::save);
        routes.post(HOME + "/{site}/{metric}/remove", Role.EDITOR, this::remove);
    }

    static String path(Site site, String key) {
        return HOME + "/" + site.id() + "/" + SiteChoice.part(key);
    }

    private Reply list(Visit visit) {
        var choice = SiteChoice.of(visit, sites);
        List<Row> rows =
                choice.site().map(site -> rows(site, campaigns.list(site))).orElse(List.of());
        var view = new ListView(choice, rows);
        return Reply.page(
                CampaignPages.SECTION,
                (out, frame) -> JtemetricsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private List<Row> rows(Site site, List<SiteCampaign> all) {
        return book.list(site).stream()
                .map(Kept::thing)
                .map(one -> new Row(one, path(site, one.key()), uses(all, one.key())))
                .toList();
    }

    private Reply fresh(Visit visit) {
        return form(200, site(visit), MetricForm.fresh(), Optional.empty());
    }

    private Reply edit(Visit visit) {
        Site site = site(visit);
        Kept<Metric> kept = kept(visit, site);
        return form(
                200, site, MetricForm.of(kept.thing(), kept.version()), Optional.of(kept.thing()));
    }

    private Reply make(Visit visit) {
        return submit(visit, site(visit), Optional.empty());
    }

    private Reply save(Visit visit) {
        Site site = site(visit);
        return submit(visit, site, Optional.of(kept(visit, site).thing()));
    }

    private Reply submit(Visit visit, Site site, Optional<Metric> before) {
        Form form = visit.form();
        if (form.has("change")) {
            return form(200, site, form, before);
        }
        String key = before.map(Metric::key).orElseGet(() -> form.text("key"));
        Metric metric = MetricForm.read(form, key);
        int version = before.isEmpty() ? 0 : form.whole("version", 1, Integer.MAX_VALUE, 1);
        return form.submit(
                () -> {
                    book.save(site, metric, version, visit.actor());
                    return Reply.done(
                            Links.to(HOME, "site", site.id().value()),
                            metric.name() + " was saved.");
                },
                MetricForm::field,
                () -> form(422, site, form, before));
    }

    private Reply remove(Visit visit) {
        Site site = site(visit);
        String key = visit.context().pathParam("metric");
        try {
            book.remove(site, key, visit.actor());
            return Reply.done(Links.to(HOME, "site", site.id().value()), key + " is gone.");
        } catch (Conflict e) {
            return Reply.sorry(path(site, key), Errors.words(e) + ".");
        }
    }

    private Reply form(int status, Site site, Form form, Optional<Metric> before) {
        List<SiteCampaign> uses =
                before.map(one -> uses(campaigns.list(site), one.key())).orElse(List.of());
        var view =
                new FormView(
                        form,
                        site,
                        before,
                        uses.stream()
                                .filter(one -> one.state() == SiteCampaign.State.RUNNING)
                                .map(one -> one.plan().name())
                                .toList(),
                        uses.stream().map(one -> one.plan().name()).toList(),
                        before.map(MetricForm::says).orElse(true));
        return new Reply.Page(
                status,
                CampaignPages.SECTION,
                (out, frame) -> JtemetricFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static List<SiteCampaign> uses(List<SiteCampaign> all, String key) {
        return all.stream()
                .filter(one ->
                        one.plan().metrics().stream()
                                .anyMatch(chosen -> chosen.metric().equals(key)))
                .toList();
    }

    private Kept<Metric> kept(Visit visit, Site site) {
        return book.get(site, visit.context().pathParam("metric"));
    }

    private Site site(Visit visit) {
        return SiteChoice.in(visit, sites);
    }
}
