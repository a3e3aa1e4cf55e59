package dev.bellwether.console;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.store.Line;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Provider;
import dev.bellwether.watch.ProviderDraft;
import dev.bellwether.watch.ProviderState;
import java.util.List;
import java.util.Optional;

/// Providers: the catalogue, what each says of itself, and following one as a service.
final class ProviderPages {
    static final String HOME = "/console/providers";
    private static final int FOUND = 60;
    private static final int PAGE = 50;
    private static final int TROUBLED = 50;
    private static final int HISTORY = 20;

    record Row(Provider provider, Optional<ProviderState> state) {}

    record ListView(
            List<Row> troubled,
            List<Row> found,
            String words,
            Optional<String> next,
            boolean begun) {}

    record Change(Line line, ProviderChanged what) {}

    record View(Provider provider, ProviderState state, List<Change> history) {
        String trust() {
            return switch (provider.trust()) {
                case AGREED -> "Several public lists name this address.";
                case LISTED -> "One public list names this address.";
                case UNCONFIRMED -> "One public list names this address; it was not seen live.";
                case OLD -> "Only old lists name this address.";
                case ENTERED -> "Entered by your organization.";
            };
        }
    }

    record FormView(Form form) {}

    private final Rooms rooms;

    ProviderPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/new", Role.EDITOR, _ -> form(200, Form.blank()));
        routes.post(HOME + "/new", Role.EDITOR, this::create);
        routes.get(HOME + "/<id>", Role.VIEWER, this::show);
        routes.post(HOME + "-follow", Role.EDITOR, this::follow);
        routes.post(HOME + "-remove", Role.EDITOR, this::remove);
    }

    private Reply list(Visit visit) {
        String words = visit.query("q");
        List<Provider> found;
        Optional<String> next = Optional.empty();
        if (words.isEmpty()) {
            var slice = rooms.providers().list(visit.organization(), visit.optional("after"), PAGE);
            found = slice.items();
            next = slice.next().map(n -> Links.to(HOME, "after", n));
        } else {
            found = rooms.providers().search(visit.organization(), words, FOUND);
        }
        boolean begun = visit.optional("after").isPresent();
        List<Row> troubled =
                words.isEmpty() && !begun
                        ? rooms.providers().inTrouble(visit.organization(), TROUBLED).stream()
                                .flatMap(state -> row(visit, state).stream())
                                .toList()
                        : List.of();
        var view =
                new ListView(
                        troubled,
                        found.stream()
                                .map(p ->
                                        new Row(
                                                p,
                                                rooms.providers()
                                                        .state(visit.organization(), p.id())))
                                .toList(),
                        words,
                        next,
                        begun);
        return Reply.page(
                "providers",
                (out, frame) -> JteprovidersGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Optional<Row> row(Visit visit, ProviderState state) {
        return rooms.providers()
                .find(visit.organization(), state.provider())
                .map(p -> new Row(p, Optional.of(state)));
    }

    private Reply show(Visit visit) {
        Provider provider = find(visit, visit.context().pathParam("id"));
        ProviderState state =
                rooms.providers()
                        .state(visit.organization(), provider.id())
                        .orElseThrow(() -> new NotFound("provider", provider.id().value()));
        List<Change> history =
                rooms
                        .providers()
                        .history(visit.organization(), provider.id(), Long.MAX_VALUE, HISTORY)
                        .stream()
                        .filter(line -> line.fact() instanceof ProviderChanged)
                        .map(line -> new Change(line, (ProviderChanged) line.fact()))
                        .toList();
        var view = new View(provider, state, history);
        return Reply.page(
                "providers",
                (out, frame) -> JteproviderGenerated.render(out, Html.PLAIN, frame, view));
    }

    /// Makes a service of the provider's name with one check of its page.
    private Reply follow(Visit visit) {
        Provider provider = find(visit, visit.form().text("provider"));
        var service =
                new Service(
                        rooms.services().newId(),
                        visit.organization(),
                        provider.name(),
                        "What " + provider.name() + " says of itself",
                        new IncidentPolicy(
                                IncidentPolicy.Publish.AS_DRAFT,
                                false,
                                IncidentPolicy.DEFAULT.openAfter(),
                                IncidentPolicy.DEFAULT.resolveAfter(),
                                false),
                        Optional.empty());
        Service saved = rooms.services().save(service, visit.actor());
        rooms.checks()
                .save(
                        new Check(
                                Checks.newId(),
                                visit.organization(),
                                saved.id(),
                                provider.name() + " status page",
                                new CheckSpec.ProviderPage(provider.id(), Optional.empty()),
                                Check.DEFAULT_INTERVAL,
                                Check.DEFAULT_TIMEOUT,
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                Check.Recovery.DEFAULT,
                                List.of(),
                                false),
                        visit.actor());
        return Reply.done(
                ServicePages.HOME + "/" + saved.id(),
                provider.name()
                        + " is followed. Its outages become drafts; say in the set-up if they are to"
                        + " be published or to page somebody.");
    }

    private Reply create(Visit visit) {
        Form form = visit.form();
        var draft =
                new ProviderDraft(
                        form.text("name"),
                        form.text("page"),
                        form.text("homepage"),
                        form.text("category"));
        return form.submit(
                () -> {
                    Provider provider =
                            rooms.providers().save(visit.organization(), Optional.empty(), draft);
                    return Reply.done(
                            HOME + "/" + provider.id(),
                            provider.name() + " was added. Its page is read in a moment.");
                },
                () -> form(422, form));
    }

    private Reply remove(Visit visit) {
        Provider provider = find(visit, visit.form().text("provider"));
        rooms.providers().remove(visit.organization(), provider.id(), visit.actor());
        return Reply.done(HOME, provider.name() + " was removed.");
    }

    private static Reply form(int status, Form form) {
        var view = new FormView(form);
        return new Reply.Page(
                status,
                "providers",
                (out, frame) -> JteproviderFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Provider find(Visit visit, String id) {
        try {
            return rooms.providers()
                    .find(visit.organization(), new ProviderId(id))
                    .orElseThrow(() -> new NotFound("provider", id));
        } catch (IllegalArgumentException e) {
            throw new NotFound("provider", id);
        }
    }
}
