package dev.bellwether.api;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Service;
import dev.bellwether.model.Slice;
import dev.bellwether.people.Scope;
import dev.bellwether.watch.Follows;
import dev.bellwether.watch.Provider;
import dev.bellwether.watch.ProviderDraft;
import dev.bellwether.watch.ProviderFound;
import dev.bellwether.watch.ProviderRecord;
import dev.bellwether.watch.ProviderState;
import dev.bellwether.watch.ProviderSuggestions;
import dev.bellwether.watch.Providers;
import java.util.List;
import java.util.Optional;

/// The catalogue of providers and what each says of itself.
final class ProviderRoutes {
    private static final String ONE = "/providers/{provider}";

    private final Providers providers;
    private final Follows follows;

    ProviderRoutes(Providers providers, Follows follows) {
        this.providers = providers;
        this.follows = follows;
    }

    /// @param text a list of names or domains, a package.json, a Terraform file, or a list of
    ///   subprocessors
    record Pasted(String text) {}

    /// @param component the provider's id, name or path of a part, group or region
    /// @param name of the service; the provider's when left out
    record FollowInput(ProviderId provider, Optional<String> component, Optional<String> name) {}

    /// @param follow 1 to 200
    record FollowsInput(List<FollowInput> follow) {}

    record Followed(List<Service> services) {}

    List<Route> routes() {
        return List.of(
                Route.list("/providers", "List or search the catalogue", Provider.class, this::list)
                        .with(Query.text("search", "Words of its name or domain; best first")),
                Route.make(
                                "/providers",
                                "Add a provider of one's own",
                                Scope.WRITE,
                                ProviderDraft.class,
                                Provider.class,
                                call -> save(call, Optional.empty()))
                        .triedOut(),
                Route.read(ONE, "Read a provider", Provider.class, this::get),
                Route.replace(
                                ONE,
                                "Change a provider of one's own",
                                Scope.WRITE,
                                ProviderDraft.class,
                                Provider.class,
                                call -> save(call, Optional.of(get(call).id())))
                        .triedOut(),
                Route.remove(
                        ONE,
                        "Remove a provider of one's own",
                        Scope.WRITE,
                        call -> {
                            providers.remove(call.organization(), get(call).id(), call.actor());
                            return Nothing.INSTANCE;
                        }),
                Route.act(
                        "/providers/suggest",
                        "Which providers a pasted text names",
                        Scope.READ,
                        Pasted.class,
                        ProviderSuggestions.class,
                        call ->
                                providers.suggest(
                                        call.organization(), call.body(Pasted.class).text())),
                Route.make(
                                "/providers/follow",
                                "Follow providers, components or regions as services, all or none",
                                Scope.WRITE,
                                FollowsInput.class,
                                Followed.class,
                                this::follow)
                        .triedOut(),
                Route.actSecret(
                        ONE + "/hook",
                        "Make an address at which the provider may tell that its page changed",
                        Scope.WRITE,
                        Hook.class,
                        this::hook),
                Route.remove(
                        ONE + "/hook",
                        "Take that address away",
                        Scope.WRITE,
                        call -> {
                            providers.removeHook(call.organization(), get(call).id());
                            return Nothing.INSTANCE;
                        }),
                Route.read(
                        ONE + "/record",
                        "Its outages: our first sign, its post, our page, our first call; its grade",
                        ProviderRecord.class,
                        call -> providers.record(call.organization(), get(call).id())),
                Route.read(
                        ONE + "/discovery",
                        "How its page was found to be read, where the catalogue did not know",
                        ProviderFound.class,
                        this::discovery),
                Route.read(
                        ONE + "/state",
                        "What a provider says of itself now, and how old that is",
                        ProviderState.class,
                        this::state));
    }

    private Slice<Provider> list(Call call) {
        return call.query("search")
                .map(words ->
                        new Slice<>(
                                providers.search(call.organization(), words, call.limit()),
                                Optional.empty()))
                .orElseGet(() -> providers.list(call.organization(), call.after(), call.limit()));
    }

    private Provider get(Call call) {
        ProviderId id = call.id("provider", ProviderId::new);
        return providers
                .find(call.organization(), id)
                .orElseThrow(() -> new NotFound("provider", id.value()));
    }

    private Provider save(Call call, Optional<ProviderId> id) {
        return providers.save(call.organization(), id, call.body(ProviderDraft.class));
    }

    /// @param path of the address; its last part is secret and not shown again
    record Hook(String path) {}

    private Followed follow(Call call) {
        List<Follows.Follow> wanted =
                call.body(FollowsInput.class).follow().stream()
                        .map(one ->
                                new Follows.Follow(
                                        one.provider(), one.component(), one.name().orElse("")))
                        .toList();
        return new Followed(follows.follow(call.organization(), wanted, call.principal().actor()));
    }

    private Hook hook(Call call) {
        return new Hook(
                "/hooks/provider/" + providers.makeHook(call.organization(), get(call).id()));
    }

    private ProviderFound discovery(Call call) {
        ProviderId id = get(call).id();
        return providers
                .discovery(call.organization(), id)
                .orElseThrow(() -> new NotFound("discovery of provider", id.value()));
    }

    private ProviderState state(Call call) {
        ProviderId id = get(call).id();
        return providers
                .state(call.organization(), id)
                .orElseThrow(() -> new NotFound("state of provider", id.value()));
    }
}
