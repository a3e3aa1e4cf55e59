package dev.bellwether.api;

import dev.bellwether.experiment.Evaluator;
import dev.bellwether.experiment.Explanation;
import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.FlagBook;
import dev.bellwether.experiment.FlagNotes;
import dev.bellwether.experiment.FlagRoom;
import dev.bellwether.experiment.Reason;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Value;
import dev.bellwether.experiment.Variation;
import dev.bellwether.experiment.Visitor;
import dev.bellwether.incident.Services;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Sites;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The flags of a site.
final class FlagRoutes {
    private static final String ALL = "/sites/{site}/flags";
    private static final String ONE = ALL + "/{flag}";
    private static final long LARGEST = 1 << 20;

    private final Sites sites;
    private final FlagBook book;
    private final Services services;
    private final InstantSource clock;

    FlagRoutes(Sites sites, FlagRoom flags, Services services, InstantSource clock) {
        this.sites = sites;
        this.book = flags.book();
        this.services = services;
        this.clock = clock;
    }

    /// What a flag is to be, without its key.
    private sealed interface Wanted {
        String description();

        boolean on();

        List<Variation> variations();

        String off();

        List<Rule> rules();

        String otherwise();

        boolean open();

        Set<ServiceId> services();

        default Flag flag(String key) {
            return new Flag(key, on(), variations(), off(), rules(), otherwise());
        }

        default FlagNotes notes() {
            return new FlagNotes(description(), open(), services());
        }
    }

    record Given(
            String key,
            String description,
            boolean on,
            List<Variation> variations,
            String off,
            List<Rule> rules,
            String otherwise,
            boolean open,
            Set<ServiceId> services)
            implements Wanted {}

    /// @param version that was read
    record Changed(
            String description,
            boolean on,
            List<Variation> variations,
            String off,
            List<Rule> rules,
            String otherwise,
            boolean open,
            Set<ServiceId> services,
            long version)
            implements Wanted {}

    record Switched(boolean on) {}

    record Archived(boolean archived) {}

    /// @param visitor their key; empty when nobody knows it
    /// @param at empty: now
    record Asked(String visitor, Map<String, Value> attributes, Optional<Instant> at) {}

    /// @param steps what each rule said that was asked, in their order
    record Explained(
            String flag,
            String variation,
            Value value,
            Reason reason,
            List<Explanation.Step> steps) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        ALL,
                        "List the flags of a site, the archived ones too",
                        FlagView.class,
                        call ->
                                Cursors.cut(
                                        book.read(site(call)).flags().stream()
                                                .map(FlagView::of)
                                                .toList(),
                                        FlagView::key,
                                        call)),
                Route.make(ALL, "Make a flag", Scope.WRITE, Given.class, FlagView.class, this::make)
                        .withBodyOf(LARGEST)
                        .triedOut(),
                Route.read(
                        ONE,
                        "Read a flag",
                        FlagView.class,
                        call -> FlagView.of(book.flag(site(call), call.text("flag")))),
                Route.replace(
                                ONE,
                                "Change a flag; refused when it was changed since it was read",
                                Scope.WRITE,
                                Changed.class,
                                FlagView.class,
                                this::change)
                        .withBodyOf(LARGEST)
                        .triedOut(),
                Route.act(
                                ONE + "/switch",
                                "Switch a flag on or off, at once and whatever its version",
                                Scope.WRITE,
                                Switched.class,
                                FlagView.class,
                                call ->
                                        FlagView.of(
                                                book.turn(
                                                        site(call),
                                                        call.text("flag"),
                                                        call.body(Switched.class).on(),
                                                        call.actor())))
                        .triedOut(),
                Route.act(
                                ONE + "/archive",
                                "Serve a flag to nobody any more and keep it with its history; or"
                                        + " take it back",
                                Scope.WRITE,
                                Archived.class,
                                FlagView.class,
                                call ->
                                        FlagView.of(
                                                book.archive(
                                                        site(call),
                                                        call.text("flag"),
                                                        call.body(Archived.class).archived(),
                                                        call.actor())))
                        .triedOut(),
                Route.act(
                                ONE + "/explain",
                                "Which variation a visitor would get, and why; logs no exposure",
                                Scope.READ,
                                Asked.class,
                                Explained.class,
                                this::explain)
                        .triedOut());
    }

    private FlagView make(Call call) {
        Given given = call.body(Given.class);
        return save(call, given.key(), given, FlagBook.NEW);
    }

    private FlagView change(Call call) {
        Changed given = call.body(Changed.class);
        if (given.version() == FlagBook.NEW) {
            throw new InvalidInput(
                    "version", "'0' is no version of a flag that is there; send the one you read");
        }
        return save(call, call.text("flag"), given, given.version());
    }

    private FlagView save(Call call, String key, Wanted wanted, long version) {
        FlagNotes notes = wanted.notes();
        Set<ServiceId> known = services.names(call.organization(), notes.services()).keySet();
        List<InvalidInput.Problem> unknown =
                notes.services().stream()
                        .filter(service -> !known.contains(service))
                        .map(service ->
                                new InvalidInput.Problem(
                                        "services", "'" + service + "' is no service"))
                        .toList();
        return FlagView.of(
                book.save(site(call), wanted.flag(key), notes, version, unknown, call.actor()));
    }

    private Explained explain(Call call) {
        Asked asked = call.body(Asked.class);
        Explanation said =
                Evaluator.of(book.read(site(call)).set())
                        .explain(
                                call.text("flag"),
                                new Visitor(asked.visitor(), asked.attributes()),
                                asked.at().orElseGet(clock::instant))
                        .orElseThrow(() -> new NotFound("flag", call.text("flag")));
        return new Explained(
                said.outcome().flag(),
                said.outcome().variation(),
                said.outcome().value(),
                said.outcome().reason(),
                said.steps());
    }

    private Site site(Call call) {
        return sites.get(call.organization(), call.id("site", SiteId::new));
    }
}
