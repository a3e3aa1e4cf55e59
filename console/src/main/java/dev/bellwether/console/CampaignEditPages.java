package dev.bellwether.console;

import dev.bellwether.experiment.CampaignBook;
import dev.bellwether.experiment.CampaignPlan;
import dev.bellwether.experiment.Edition;
import dev.bellwether.experiment.FlagBook;
import dev.bellwether.experiment.Kept;
import dev.bellwether.experiment.KeptFlag;
import dev.bellwether.experiment.Metric;
import dev.bellwether.experiment.MetricBook;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Serving;
import dev.bellwether.experiment.SiteCampaign;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Sites;
import dev.bellwether.statistics.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Making a campaign and changing it, also while it runs.
final class CampaignEditPages {
    private static final String HOME = CampaignPages.HOME;
    private static final String AGAIN = "again";

    /// @param flags that divide visitors for a campaign that is not there yet: its key and the
    ///   flag's
    record View(
            Form form,
            Site site,
            Optional<SiteCampaign> kept,
            List<Option> metrics,
            List<Option> flags,
            boolean whole) {
        String title() {
            return kept.map(one -> "Change " + one.plan().name()).orElse("New campaign");
        }

        String action() {
            return kept.map(one -> back() + "/edit").orElse(HOME + "/" + site.id());
        }

        String back() {
            return kept.map(one -> CampaignPages.path(site, one.key()))
                    .orElse(Links.to(HOME, "site", site.id().value()));
        }

        boolean runs() {
            return kept.filter(one -> one.state() == SiteCampaign.State.RUNNING).isPresent();
        }

        /// Whether saving this would begin a new period, and is to be said yes to.
        boolean divides() {
            return form.problem(AGAIN).isPresent() || form.checked(AGAIN);
        }

        List<Option> kinds() {
            return Option.of(CampaignPlan.Kind.class, View::word);
        }

        private static String word(CampaignPlan.Kind kind) {
            return switch (kind) {
                case EXPERIMENT -> "Experiment: visitors are dealt by chance";
                case PERSONALISATION ->
                        "Personalisation: visitors were chosen, so nothing is proven";
                case ROLLOUT -> "Rollout: more and more visitors get it, by chance";
            };
        }

        List<Option> roles() {
            return Option.of(
                    Family.Role.class,
                    role ->
                            switch (role) {
                                case PRIMARY -> "Decided on";
                                case SECONDARY -> "Asked besides";
                                case GUARDRAIL -> "Must not get worse";
                            });
        }

        List<Option> multiples() {
            return List.of(
                    new Option("LEFT_OUT", "Are counted, shown and left out"),
                    new Option("BY_FIRST", "Belong to the variation they saw first"));
        }
    }

    private final Sites sites;
    private final CampaignBook book;
    private final MetricBook metrics;
    private final FlagBook flags;

    CampaignEditPages(Rooms rooms) {
        this.sites = rooms.people().sites();
        this.book = rooms.campaigns().book();
        this.metrics = rooms.campaigns().metrics();
        this.flags = rooms.flags().book();
    }

    void register(Routes routes) {
        routes.get(HOME + "/{site}", Role.EDITOR, this::fresh);
        routes.post(
                HOME + "/{site}",
                Role.EDITOR,
                visit -> submit(visit, site(visit), Optional.empty()));
        routes.get(HOME + "/{site}/{campaign}/edit", Role.EDITOR, this::edit);
        routes.post(
                HOME + "/{site}/{campaign}/edit",
                Role.EDITOR,
                visit -> submit(visit, site(visit), Optional.of(kept(visit))));
    }

    private Reply fresh(Visit visit) {
        Site site = site(visit);
        Form form =
                splits(site)
                        .map(Divided::split)
                        .filter(split -> split.campaign().equals(visit.query("from")))
                        .findFirst()
                        .map(CampaignForm::from)
                        .orElseGet(CampaignForm::fresh);
        return form(200, site, form, Optional.empty());
    }

    private Reply edit(Visit visit) {
        SiteCampaign kept = kept(visit);
        return form(
                200, site(visit), CampaignForm.of(kept.plan(), kept.version()), Optional.of(kept));
    }

    private Reply submit(Visit visit, Site site, Optional<SiteCampaign> kept) {
        Form form = visit.form();
        if (form.has("change")) {
            return form(200, site, CampaignForm.changed(form), kept);
        }
        String key = kept.map(SiteCampaign::key).orElseGet(() -> form.text("key"));
        CampaignPlan plan = CampaignForm.read(form, key, kept.map(SiteCampaign::plan));
        int version = kept.isEmpty() ? 0 : form.whole("version", 1, Integer.MAX_VALUE, 1);
        kept.filter(was -> divides(site, was, plan) && !form.checked(AGAIN))
                .ifPresent(was ->
                        form.wrong(
                                AGAIN,
                                "other variations or weights end the period of "
                                        + was.plan().name()
                                        + " and begin a new one; tick this if you mean it"));
        return form.submit(
                () -> {
                    book.save(site, plan, version, visit.actor());
                    boolean starts = form.text("then").equals("start");
                    if (starts) {
                        book.start(site, key, Optional.empty(), visit.actor());
                    }
                    return Reply.done(
                            CampaignPages.path(site, key),
                            starts
                                    ? plan.name() + " was saved, and counts from now on."
                                    : plan.name() + " was saved.");
                },
                () -> form(422, site, form, kept));
    }

    private boolean divides(Site site, SiteCampaign was, CampaignPlan plan) {
        return was.state() == SiteCampaign.State.RUNNING
                && book.editions(site, was.key()).stream()
                        .findFirst()
                        .map(Edition::campaign)
                        .filter(now -> !now.variations().equals(plan.variations()))
                        .isPresent();
    }

    private Reply form(int status, Site site, Form form, Optional<SiteCampaign> kept) {
        var options = new ArrayList<Option>();
        options.add(new Option("", "No metric"));
        metrics.list(site).stream()
                .map(Kept<Metric>::thing)
                .map(one -> new Option(one.key(), one.name()))
                .forEach(options::add);
        var view =
                new View(
                        form,
                        site,
                        kept,
                        options,
                        kept.isPresent() ? List.of() : unkept(site),
                        kept.map(one -> CampaignForm.says(one.plan())).orElse(true));
        return new Reply.Page(
                status,
                CampaignPages.SECTION,
                (out, frame) -> JtecampaignFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private record Divided(String flag, Serving.Split split) {}

    private List<Option> unkept(Site site) {
        List<String> there = book.list(site).stream().map(SiteCampaign::key).toList();
        return splits(site)
                .filter(one -> !there.contains(one.split().campaign()))
                .map(one ->
                        new Option(
                                one.split().campaign(),
                                one.split().campaign() + " of the flag " + one.flag()))
                .limit(20)
                .toList();
    }

    private Stream<Divided> splits(Site site) {
        return flags.read(site).flags().stream()
                .filter(kept -> !kept.archived())
                .map(KeptFlag::flag)
                .flatMap(flag ->
                        flag.rules().stream()
                                .map(Rule::serve)
                                .flatMap(serve ->
                                        serve instanceof Serving.Split split
                                                ? Stream.of(new Divided(flag.key(), split))
                                                : Stream.empty()));
    }

    private Site site(Visit visit) {
        return SiteChoice.in(visit, sites);
    }

    private SiteCampaign kept(Visit visit) {
        return book.get(site(visit), visit.context().pathParam("campaign"));
    }
}
