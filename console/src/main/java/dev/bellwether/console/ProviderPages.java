package dev.bellwether.console;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Role;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Line;
import dev.bellwether.watch.Provider;
import dev.bellwether.watch.ProviderComponent;
import dev.bellwether.watch.ProviderDraft;
import dev.bellwether.watch.ProviderRecord;
import dev.bellwether.watch.ProviderState;
import dev.bellwether.watch.ReaderKinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One provider: what it says of itself, its past, and how soon it told; and those of one's own.
final class ProviderPages {
    static final String HOME = ProviderListPages.HOME;
    private static final String EDIT = "/console/providers-edit";
    private static final int COMPONENTS = 1_000;
    private static final int HISTORY = 20;

    record Change(Line line, ProviderChanged what) {}

    /// Components that stand together on the provider's page.
    record Group(String name, List<ProviderComponent> components) {
        Status worst() {
            return components.stream()
                    .map(ProviderComponent::status)
                    .reduce(Status::worse)
                    .orElse(Status.UNKNOWN);
        }
    }

    /// @param services that follow it
    record View(
            Provider provider,
            ProviderState state,
            List<Change> history,
            ProviderRecord record,
            Map<ServiceId, String> services) {
        List<Group> groups() {
            var groups = new LinkedHashMap<String, List<ProviderComponent>>();
            state.components().stream()
                    .limit(COMPONENTS)
                    .forEach(c -> groups.computeIfAbsent(c.group(), _ -> new ArrayList<>()).add(c));
            return groups.entrySet().stream()
                    .map(e -> new Group(e.getKey(), List.copyOf(e.getValue())))
                    .toList();
        }

        int moreComponents() {
            return Math.max(0, state.components().size() - COMPONENTS);
        }

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

    record FormView(Form form, Optional<Provider> provider) {
        String action() {
            return provider.map(p -> EDIT + "/" + p.id()).orElse(HOME + "/new");
        }

        List<Option> readers() {
            return Stream.concat(
                            Stream.of(new Option("", "Found out at first contact")),
                            ReaderKinds.names().stream().map(kind -> new Option(kind, kind)))
                    .toList();
        }

        String title() {
            return provider.map(p -> "Set-up of " + p.name()).orElse("Add a provider");
        }
    }

    private final Rooms rooms;

    ProviderPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME + "/new", Role.EDITOR, _ -> form(200, Form.blank(), Optional.empty()));
        routes.post(HOME + "/new", Role.EDITOR, this::create);
        routes.get(HOME + "/<id>", Role.VIEWER, this::show);
        routes.get(EDIT + "/<id>", Role.EDITOR, this::edit);
        routes.post(EDIT + "/<id>", Role.EDITOR, this::save);
        routes.post(HOME + "-remove", Role.EDITOR, this::remove);
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
        var view =
                new View(
                        provider,
                        state,
                        history,
                        rooms.providers().record(visit.organization(), provider.id()),
                        rooms.services()
                                .names(
                                        visit.organization(),
                                        rooms.checks()
                                                .lists()
                                                .followed(visit.organization())
                                                .getOrDefault(provider.id(), Set.of())));
        return Reply.page(
                "providers",
                (out, frame) -> JteproviderGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply create(Visit visit) {
        return submit(visit, Optional.empty(), " was added. Its page is read in a moment.");
    }

    private Reply edit(Visit visit) {
        Provider provider = own(visit);
        Form form =
                Form.blank()
                        .with("name", provider.name())
                        .with("page", provider.page())
                        .with("homepage", provider.homepage())
                        .with("category", provider.category())
                        .with("reader", ReaderKinds.of(provider));
        return form(200, form, Optional.of(provider));
    }

    private Reply save(Visit visit) {
        return submit(visit, Optional.of(own(visit)), " was saved.");
    }

    private Reply submit(Visit visit, Optional<Provider> before, String done) {
        Form form = visit.form();
        var draft =
                new ProviderDraft(
                        form.text("name"),
                        form.text("page"),
                        form.text("homepage"),
                        form.text("category"),
                        form.text("reader"));
        return form.submit(
                () -> {
                    Provider saved =
                            rooms.providers()
                                    .save(visit.organization(), before.map(Provider::id), draft);
                    return Reply.done(HOME + "/" + saved.id(), saved.name() + done);
                },
                () -> form(422, form, before));
    }

    private Reply remove(Visit visit) {
        Provider provider = find(visit, visit.form().text("provider"));
        String undo = rooms.providers().remove(visit.organization(), provider.id(), visit.actor());
        return Reply.deleted(HOME, "Deleted " + provider.name() + ".", undo);
    }

    private static Reply form(int status, Form form, Optional<Provider> provider) {
        var view = new FormView(form, provider);
        return new Reply.Page(
                status,
                "providers",
                (out, frame) -> JteproviderFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Provider own(Visit visit) {
        Provider provider = find(visit, visit.context().pathParam("id"));
        if (!provider.isOwn()) {
            throw new NotFound("provider of your own", provider.id().value());
        }
        return provider;
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
