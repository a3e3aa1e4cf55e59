package dev.bellwether.api;

import dev.bellwether.experiment.Kept;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Metric;
import dev.bellwether.experiment.MetricBook;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Sites;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The metrics of a site. A `version` of 0 makes one.
final class MetricRoutes {
    private static final String ALL = "/sites/{site}/metrics";
    private static final String ONE = ALL + "/{metric}";

    private final Sites sites;
    private final MetricBook book;

    MetricRoutes(Sites sites, MetricBook book) {
        this.sites = sites;
        this.book = book;
    }

    /// @param margin by what share of the control it may be worse as a guardrail
    /// @param version that was read
    record Given(
            String name,
            Measure measure,
            Optional<Duration> window,
            Optional<Metric.Cap> cap,
            List<Metric.Covariate> covariates,
            Side better,
            double margin,
            long version) {}

    record View(
            String key,
            String name,
            Measure measure,
            Optional<Duration> window,
            Optional<Metric.Cap> cap,
            List<Metric.Covariate> covariates,
            Side better,
            double margin,
            long version) {
        static View of(Kept<Metric> kept) {
            Metric metric = kept.thing();
            return new View(
                    metric.key(),
                    metric.name(),
                    metric.measure(),
                    metric.window(),
                    metric.cap(),
                    metric.covariates(),
                    metric.better(),
                    metric.margin(),
                    kept.version());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.list(
                        ALL,
                        "List the metrics of a site",
                        View.class,
                        call ->
                                Cursors.cut(
                                        book.list(site(call)).stream().map(View::of).toList(),
                                        View::key,
                                        call)),
                Route.read(
                        ONE,
                        "Read a metric",
                        View.class,
                        call -> View.of(book.get(site(call), call.text("metric")))),
                Route.replace(
                                ONE,
                                "Make or change a metric; campaigns that run and use it are"
                                        + " measured by it from their beginning",
                                Scope.WRITE,
                                Given.class,
                                View.class,
                                this::save)
                        .triedOut(),
                Route.remove(
                        ONE,
                        "Remove a metric that no campaign uses",
                        Scope.WRITE,
                        call -> {
                            book.remove(site(call), call.text("metric"), call.actor());
                            return Nothing.INSTANCE;
                        }));
    }

    private View save(Call call) {
        Given given = call.body(Given.class);
        return View.of(
                book.save(
                        site(call),
                        new Metric(
                                call.text("metric"),
                                given.name(),
                                given.measure(),
                                given.window(),
                                given.cap(),
                                given.covariates(),
                                Family.Role.SECONDARY,
                                given.better(),
                                given.margin()),
                        given.version(),
                        call.actor()));
    }

    private Site site(Call call) {
        return sites.get(call.organization(), call.id("site", SiteId::new));
    }
}
