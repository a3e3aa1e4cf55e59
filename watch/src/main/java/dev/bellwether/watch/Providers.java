package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Slice;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import dev.bellwether.store.Trash;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The door to what others say of themselves: the catalogue of providers, what their status pages
/// said last, and the polling of those pages. Safe for many threads.
public final class Providers implements ProviderStates, KnownProviders, AutoCloseable {
    private static final int OWN = 1_000;
    private static final String TRASH = "provider";
    private static final int OUTAGES = 100;

    private final Store store;
    private final InstantSource clock;
    private final Polling polling;
    private volatile List<Provider> catalogue;
    private final RememberedStates remembered;

    /// Loads the shipped catalogue into the store when this program's is not there yet.
    ///
    /// @param networks which addresses may be asked
    public Providers(
            Store store, ProviderSettings settings, Networks networks, InstantSource clock) {
        this(store, settings, networks, clock, Optional.empty());
    }

    /// @param instead a catalogue to load instead of the shipped one: a CSV file with its columns
    /// @throws IllegalArgumentException naming the line that is no provider
    public Providers(
            Store store,
            ProviderSettings settings,
            Networks networks,
            InstantSource clock,
            Optional<Path> instead) {
        this.store = store;
        this.clock = clock;
        Catalogue.load(store, instead);
        this.catalogue = seenByAll(store);
        this.polling = new Polling(store, clock, settings, networks);
        this.remembered = new RememberedStates(store, polling, clock);
    }

    private static List<Provider> seenByAll(Store store) {
        return store.read(sql -> ProviderRows.own(sql, OrganizationId.SYSTEM, Integer.MAX_VALUE));
    }

    /// Makes the providers of the configuration file what it lists. To be called at each start; the
    /// same list changes nothing. One that left the file is removed when no check follows it, and
    /// stays as it was while one does.
    ///
    /// @return those that left the file and stay
    public List<ProviderId> list(List<ListedProvider> listed) {
        listed.forEach(one -> ProviderRules.require(one.draft()));
        ListedProviders.Outcome outcome = store.write(tx -> ListedProviders.apply(tx, listed));
        if (outcome.saved() > 0 || !outcome.removed().isEmpty()) {
            catalogue = seenByAll(store);
            polling.lookSoon();
        }
        return outcome.kept();
    }

    /// Everything that is wrong with what a person entered.
    public static List<InvalidInput.Problem> problems(ProviderDraft draft) {
        return ProviderRules.problems(draft);
    }

    /// The shipped catalogue.
    public static List<Provider> shipped() {
        return Catalogue.shipped();
    }

    /// `provider-polls`: asks every page that is due. `watch-provider-ledger`: notes who knew of an
    /// outage when.
    public List<Job> jobs() {
        return List.of(
                polling,
                store.journal()
                        .reaction(
                                "watch-provider-ledger",
                                ProviderLedger.CONCERNS,
                                new ProviderLedger()));
    }

    /// The provider's outages as the organization lived through them, and the grade of its page.
    /// Empty where the organization did not follow it.
    public ProviderRecord record(OrganizationId organization, ProviderId id) {
        return ProviderRecord.of(
                store.read(sql -> ProviderOutageRows.of(sql, organization, id, OUTAGES)));
    }

    Polling polling() {
        return polling;
    }

    /// Providers whose name, slug, domain or category fits `words`, the best fit first: exact, then
    /// prefix, then whole word, then anywhere. An empty text lists all by name.
    ///
    /// @param limit 1 to 200
    public List<Provider> search(OrganizationId organization, String words, int limit) {
        var all = new ArrayList<>(catalogue);
        all.addAll(own(organization));
        return CatalogueSearch.search(all, ProviderJson.cut(words, 200), bounded(limit));
    }

    /// Which providers a pasted text names: a list of names or domains, a `package.json`, a
    /// Terraform file, or a list of subprocessors as HTML, as a table with commas or as text.
    /// Nothing is changed; see [Follows].
    ///
    /// @param text its first 1,048,576 characters are read
    public ProviderSuggestions suggest(OrganizationId organization, String text) {
        var all = new ArrayList<>(catalogue);
        all.addAll(own(organization));
        return new ProviderMatcher(all).match(PastedList.of(text));
    }

    /// False when the provider's page was read and names no such part, group or region.
    boolean mayFollow(Provider provider, String component) {
        ProviderState state = state(provider);
        return state.contact().isEmpty()
                || state.component(component).isPresent()
                || ProviderReader.named(state.reader())
                        .flatMap(reader -> reader.unnamed(state.components(), component))
                        .isPresent();
    }

    /// The organization's own, by id.
    public List<Provider> own(OrganizationId organization) {
        return organization.equals(OrganizationId.SYSTEM)
                ? List.of()
                : store.read(sql -> ProviderRows.own(sql, organization, OWN));
    }

    /// All providers that the organization sees, by id.
    ///
    /// @param after where the last slice ended; empty begins
    /// @param limit 1 to 200
    public Slice<Provider> list(OrganizationId organization, Optional<String> after, int limit) {
        int most = bounded(limit);
        List<Provider> more =
                store.read(sql -> ProviderRows.seen(sql, organization, after.orElse(""), most + 1));
        return more.size() <= most
                ? new Slice<>(more, Optional.empty())
                : new Slice<>(more.subList(0, most), Optional.of(more.get(most - 1).id().value()));
    }

    /// As people look through them.
    public ProviderLists lists() {
        return new ProviderLists(store, catalogue);
    }

    public Optional<Provider> find(OrganizationId organization, ProviderId id) {
        return store.read(sql -> ProviderRows.find(sql, id))
                .filter(p -> !p.isOwn() || p.organization().equals(organization));
    }

    @Override
    public boolean isKnown(OrganizationId organization, ProviderId id) {
        return find(organization, id).isPresent();
    }

    /// Adds a provider of the organization's own, or changes one. An empty `id` makes one from the
    /// organization and the name, such as `acme.payments`.
    ///
    /// @throws dev.bellwether.model.InvalidInput with every field that is wrong
    /// @throws dev.bellwether.model.Conflict when the organization has one of that name already, or
    ///   as many as it may
    /// @throws dev.bellwether.model.NotFound when `id` is not one of the organization's own
    public Provider save(
            OrganizationId organization, Optional<ProviderId> id, ProviderDraft draft) {
        ProviderRules.require(draft);
        return store.write(tx -> {
            tx.afterCommit(polling::lookSoon);
            return OwnProviders.save(tx, organization, id, draft, OWN);
        });
    }

    /// Makes a provider of the organization's own under a key of somebody's choosing, or changes
    /// it. Its id is the organization's, a dot and the key.
    ///
    /// @throws dev.bellwether.model.InvalidInput with every field that is wrong
    /// @throws dev.bellwether.model.Conflict when the organization has as many as it may
    public Provider put(OrganizationId organization, String key, ProviderDraft draft, Actor actor) {
        ProviderRules.require(draft);
        ProviderId id = ownId(organization, key);
        return store.write(tx -> {
            tx.afterCommit(polling::lookSoon);
            tx.journal(
                    organization, new Audited(actor, "provider.saved", id.value(), draft.name()));
            return OwnProviders.put(tx, organization, id, draft, OWN);
        });
    }

    /// The id of an organization's own provider.
    ///
    /// @throws IllegalArgumentException when there can be none of this key
    public static ProviderId ownId(OrganizationId organization, String key) {
        return new ProviderId(organization.value() + "." + key);
    }

    /// What of its id an organization chose for one of its own.
    public static String ownKey(Provider own) {
        return own.id().value().substring(own.organization().value().length() + 1);
    }

    /// Removes a provider of the organization's own.
    ///
    /// @return what brings it back within [Trash#KEPT], see [#undo]
    /// @throws dev.bellwether.model.NotFound when it is not one
    public String remove(OrganizationId organization, ProviderId id, Actor actor) {
        return store.write(tx -> {
            tx.afterCommit(polling::lookSoon);
            Provider own =
                    ProviderRows.find(tx.sql(), id)
                            .filter(p -> p.isOwn() && p.organization().equals(organization))
                            .orElseThrow(() -> new NotFound("provider", id.value()));
            ProviderRows.delete(tx, organization, id);
            String name = "Deleted provider " + own.name();
            return Trash.put(tx, organization, TRASH, id.value(), name, actor, own);
        });
    }

    /// Brings a removed provider back. Its page is read anew.
    ///
    /// @throws NotFound when it was undone already, or too long ago
    /// @throws Conflict when there is one of its name again
    public Provider undo(OrganizationId organization, String undo) {
        Provider back =
                store.write(tx -> {
                    Provider own = Trash.take(tx, organization, TRASH, undo, Provider.class);
                    if (ProviderRows.find(tx.sql(), own.id()).isPresent()) {
                        throw new Conflict("Provider '" + own.id() + "' is there again already");
                    }
                    ProviderRows.save(tx, organization, List.of(own));
                    return own;
                });
        polling.lookSoon();
        return back;
    }

    /// What is known of a provider; empty when the organization sees no such provider.
    public Optional<ProviderState> state(OrganizationId organization, ProviderId id) {
        return find(organization, id).map(this::state);
    }

    private ProviderState state(Provider provider) {
        return store.read(sql -> ProviderStateRows.find(sql, provider.id()))
                .map(kept -> remembered.newest(kept.state()))
                .orElseGet(() -> ProviderState.unread(provider, whyUnread(provider)));
    }

    private String whyUnread(Provider provider) {
        return discovery(provider.id())
                .filter(found -> !found.isReadable())
                .map(ProviderFound::why)
                .orElse("Not read yet");
    }

    /// How the provider's page was found to be read; empty when the catalogue knew, nothing was
    /// looked for yet, or the organization sees no such provider.
    public Optional<ProviderFound> discovery(OrganizationId organization, ProviderId id) {
        return find(organization, id).flatMap(provider -> discovery(provider.id()));
    }

    private Optional<ProviderFound> discovery(ProviderId id) {
        return store.read(sql -> ProviderFoundRows.find(sql, id));
    }

    @Override
    public Optional<ProviderView> state(
            OrganizationId organization, ProviderId id, Optional<String> component) {
        return remembered.state(organization, id, component);
    }

    @Override
    public Optional<ProviderView> state(ProviderId id, Optional<String> component) {
        return remembered.state(id, component);
    }

    /// Makes an address at which the provider may tell that its page changed, such as Statuspage's
    /// webhook does. One made before no longer works.
    ///
    /// @return the secret part of the address; it is kept as a digest and never shown again
    /// @throws dev.bellwether.model.NotFound when the organization sees no such provider
    public String makeHook(OrganizationId organization, ProviderId id) {
        if (find(organization, id).isEmpty()) {
            throw new NotFound("provider", id.value());
        }
        return store.write(tx -> ProviderPush.make(tx, organization, id));
    }

    /// Takes the address away.
    ///
    /// @throws dev.bellwether.model.NotFound when there is none
    public void removeHook(OrganizationId organization, ProviderId id) {
        if (!store.write(tx -> ProviderPush.remove(tx, organization, id))) {
            throw new NotFound("hook of provider", id.value());
        }
    }

    /// A provider told that its page changed: the page is asked at once, or as soon as its host
    /// lets us. What it told is not believed by itself.
    ///
    /// @return false when no address has this secret part
    /// @throws dev.bellwether.model.InvalidInput when it is nothing that a status page sends
    public boolean pushed(String token, byte[] body) {
        Optional<ProviderId> provider =
                token.length() > 100 ? Optional.empty() : ProviderPush.take(store, token, body);
        provider.ifPresent(id -> polling.soon(id, clock.instant()));
        return provider.isPresent();
    }

    /// Confirmed providers in trouble now, the worst first.
    ///
    /// @param limit 1 to 200
    public List<ProviderState> inTrouble(OrganizationId organization, int limit) {
        int most = bounded(limit);
        return store.read(sql -> ProviderStateRows.inTrouble(sql, organization, most)).stream()
                .map(remembered::newest)
                .toList();
    }

    /// The newest `limit` journal lines about a provider before line `before`, newest first:
    /// [ProviderChanged]. `Long.MAX_VALUE` begins.
    public List<Line> history(OrganizationId organization, ProviderId id, long before, int limit) {
        int most = bounded(limit);
        return find(organization, id)
                .map(provider ->
                        store
                                .journal()
                                .about(provider.organization(), id.value(), before, most)
                                .stream()
                                .filter(line -> line.fact() instanceof ProviderChanged)
                                .toList())
                .orElse(List.of());
    }

    public ProviderMetrics metrics() {
        return polling.metrics();
    }

    /// Stops polling.
    @Override
    public void close() {
        polling.close();
    }

    private static int bounded(int limit) {
        return Math.clamp(limit, 1, 200);
    }
}
