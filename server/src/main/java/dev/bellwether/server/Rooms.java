package dev.bellwether.server;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.CampaignRoom;
import dev.bellwether.experiment.FlagRoom;
import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Job;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.notify.Notify;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.Argon2Hasher;
import dev.bellwether.people.CodeCarrier;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.people.SignedAlertLinks;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.statuspage.Subscribers;
import dev.bellwether.store.Store;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Providers;
import dev.bellwether.watch.Verdicts;
import dev.bellwether.watch.Watch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every room over one database, each made by its constructor, in the order in which they need one
/// another. Nothing runs yet: that is up to whoever takes [#jobs].
record Rooms(
        Store store,
        Secrets secrets,
        People people,
        SignedAlertLinks links,
        Notify messages,
        CodeCarrier codes,
        CheckHistory history,
        EventStore events,
        FlagRoom flags,
        CampaignRoom campaigns,
        Providers providers,
        Checks checks,
        Verdicts verdicts,
        Watch watch,
        IncidentRoom incidents,
        OnCall oncall,
        StatusPages pages,
        PublishedPages published,
        Subscribers subscribers)
        implements AutoCloseable {

    /// @param published made before the store is opened, so that it can serve without it
    static Rooms open(
            Settings settings, Store store, PublishedPages published, InstantSource clock) {
        var key = InstanceKey.open(DataDirectory.key(settings.data()));
        var history = CheckHistory.open(Translate.history(settings), clock);
        var events =
                EventStore.open(Translate.events(settings), Translate.regions(settings), clock);
        try {
            return over(settings, store, published, clock, key, history, events);
        } catch (RuntimeException e) {
            events.close();
            history.close();
            throw e;
        }
    }

    private static Rooms over(
            Settings settings,
            Store store,
            PublishedPages published,
            InstantSource clock,
            InstanceKey key,
            CheckHistory history,
            EventStore events) {
        var people = new People(store, clock, key, PeopleSettings.defaults());
        var links = new SignedAlertLinks(key, Translate.url(settings), clock);
        var notify = new Notify(store, clock, people, links, Translate.notify(settings, key));
        var providers =
                new Providers(
                        store,
                        Translate.providers(settings),
                        Translate.networks(settings),
                        clock,
                        Translate.catalogue(settings));
        var secrets = new SealedSecrets(key);
        var watch = new Watch(store, history, providers, Translate.watch(settings), secrets, clock);

        return new Rooms(
                store,
                secrets,
                people,
                links,
                notify,
                new SentCodes(notify),
                history,
                events,
                new FlagRoom(store, people.sites()::all, events),
                new CampaignRoom(store, events, DataDirectory.results(settings.data()), clock),
                providers,
                new Checks(store, Translate.networks(settings), providers, secrets),
                new Verdicts(store),
                watch,
                new IncidentRoom(store),
                new OnCall(store, people, secrets, notify),
                new StatusPages(store, new Argon2Hasher(Translate.PASSWORDS_AT_ONCE)),
                published,
                new Subscribers(
                        store,
                        clock,
                        notify.courier(),
                        secrets,
                        Translate.subscribers(settings, key)));
    }

    List<Job> jobs() {
        return Stream.of(
                        store.jobs(),
                        people.jobs(),
                        history.jobs(),
                        events.jobs(this::oldest),
                        flags.jobs(),
                        campaigns.jobs(),
                        providers.jobs(),
                        watch.jobs(),
                        incidents.jobs(),
                        oncall.jobs(),
                        messages.jobs(),
                        published.jobs(store),
                        subscribers.jobs())
                .flatMap(List::stream)
                .toList();
    }

    /// Before what each site keeps no events.
    private Map<SiteId, Instant> oldest(Instant now) {
        return people.sites().all().stream()
                .collect(Collectors.toMap(Site::id, site -> site.oldest(now)));
    }

    /// Those that hold something, in the opposite order; the store is its opener's.
    @Override
    public void close() {
        subscribers.close();
        watch.close();
        providers.close();
        messages.close();
        flags.close();
        campaigns.close();
        events.close();
        history.close();
    }
}
