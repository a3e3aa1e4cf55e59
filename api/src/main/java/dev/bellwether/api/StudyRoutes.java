package dev.bellwether.api;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.Measure;
import dev.bellwether.experiment.Results;
import dev.bellwether.experiment.Simulation;
import dev.bellwether.experiment.Verification;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Sites;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Whether figures and methods can be trusted, on the site's own events. Each takes seconds to
/// minutes of a core, so there is one at a time.
final class StudyRoutes {
    private static final Duration AGAIN = Duration.ofSeconds(20);
    private static final long LARGEST = 1 << 20;

    private final Sites sites;
    private final EventStore events;
    private final Results served;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(1);

    /// @param served the figures that people are told
    StudyRoutes(Sites sites, EventStore events, Results served, InstantSource clock) {
        this.sites = sites;
        this.events = events;
        this.served = served;
        this.clock = clock;
    }

    /// @param until end of the last day; empty: now
    record Wanted(Measure measure, Optional<Instant> until, int days, int runs, long seed) {}

    List<Route> routes() {
        return List.of(
                Route.act(
                        "/sites/{site}/simulate",
                        "Divide the site's visitors by a coin, again and again, look each evening,"
                                + " and tell how often each method calls an effect that is not there",
                        Scope.READ,
                        Wanted.class,
                        Simulation.Report.class,
                        this::simulate),
                Route.act(
                                "/sites/{site}/verify",
                                "Recompute a campaign's sums from the raw events, by plain Java and"
                                        + " by permutation, and tell what differs from what is served",
                                Scope.READ,
                                Campaign.class,
                                Verification.Report.class,
                                this::verify)
                        .withBodyOf(LARGEST));
    }

    private Object simulate(Call call) {
        SiteId site = site(call);
        Wanted wanted = call.body(Wanted.class);
        return alone(() ->
                Simulation.of(
                        events,
                        site,
                        new Simulation.Wish(
                                wanted.measure(),
                                wanted.until().orElseGet(clock::instant),
                                wanted.days(),
                                wanted.runs(),
                                wanted.seed())));
    }

    private Object verify(Call call) {
        SiteId site = site(call);
        return alone(() -> Verification.of(events, served, site, call.body(Campaign.class)));
    }

    private Object alone(Supplier<Object> study) {
        if (!room.tryAcquire()) {
            throw Refused.tooFast(AGAIN);
        }
        try {
            return study.get();
        } finally {
            room.release();
        }
    }

    private SiteId site(Call call) {
        Site site = sites.get(call.organization(), call.id("site", SiteId::new));
        return site.id();
    }
}
