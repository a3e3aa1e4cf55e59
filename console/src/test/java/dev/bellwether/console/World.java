package dev.bellwether.console;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.HistorySettings;
import dev.bellwether.experiment.CampaignRoom;
import dev.bellwether.experiment.FlagRoom;
import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Job;
import dev.bellwether.model.Organization;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.Role;
import dev.bellwether.notify.AddressPolicy;
import dev.bellwether.notify.MailSettings;
import dev.bellwether.notify.Notify;
import dev.bellwether.notify.NotifySettings;
import dev.bellwether.notify.WebhookSettings;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Argon2Hasher;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.Principal;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.people.SignInOutcome.SignedIn;
import dev.bellwether.people.SignedAlertLinks;
import dev.bellwether.statuspage.PageSettings;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.statuspage.SubscriberSettings;
import dev.bellwether.statuspage.Subscribers;
import dev.bellwether.store.MovableClock;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Networks;
import dev.bellwether.watch.ProviderSettings;
import dev.bellwether.watch.Providers;
import dev.bellwether.watch.Verdicts;
import dev.bellwether.watch.Watch;
import dev.bellwether.watch.WatchSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The console on a real server on loopback, over the real rooms and SQLite in a new directory. The
/// clock stands still, and jobs run when a test says so.
final class World implements AutoCloseable {
    static final OrganizationId ORG = People.DEFAULT;
    static final OrganizationId STRANGER = new OrganizationId("stranger");
    static final String PASSWORD = "seven quiet herons wade";

    final TestStore test = TestStores.sqlite();
    final MovableClock clock = test.clock();
    final People people;
    final Rooms rooms;
    final EventStore events;
    final SignedAlertLinks links;
    final TestGuard guard = new TestGuard();
    final Map<String, String> codes = new ConcurrentHashMap<>();
    private final Javalin server;
    private final List<Job> jobs = new ArrayList<>();
    final URI base;

    World() {
        this(ConsoleSettings.of(URI.create("http://localhost")));
    }

    World(ConsoleSettings settings) {
        this(settings, Optional.of(MailSettings.plain("127.0.0.1", 9, "pages@example.com")));
    }

    static World withoutMail() {
        return new World(
                ConsoleSettings.of(URI.create("http://localhost")), Optional.<MailSettings>empty());
    }

    private World(ConsoleSettings settings, Optional<MailSettings> mail) {
        Path directory = directory();
        var store = test.store();
        InstanceKey key = InstanceKey.open(directory.resolve("instance.key"));
        people = new People(store, clock, key, PeopleSettings.defaults());
        var secrets = new SealedSecrets(key);
        links = new SignedAlertLinks(key, settings.base(), clock);
        var networks = Networks.all();
        events = EventStore.open(EventSettings.in(directory.resolve("events")), clock);
        var history = CheckHistory.open(HistorySettings.in(directory.resolve("h.duckdb")), clock);
        var providers =
                new Providers(
                        store,
                        ProviderSettings.standard("test", "http://localhost")
                                .withPoll(ProviderSettings.Poll.NONE),
                        networks,
                        clock);
        var incident = new IncidentRoom(store);
        var published = new PublishedPages(PageSettings.inMemory("http://localhost"), clock);
        var messages =
                new Notify(
                        store,
                        clock,
                        people,
                        links,
                        NotifySettings.of(
                                        mail,
                                        WebhookSettings.of(
                                                "a secret of the test's own", AddressPolicy.any()))
                                .with(new SealedSecrets(key)));
        var oncall = new OnCall(store, people, secrets, messages);
        rooms =
                new Rooms(
                        store,
                        people,
                        (person, to, code, expiresAt) -> codes.put(to.address(), code),
                        links,
                        new Checks(store, networks, providers, secrets),
                        new Verdicts(store),
                        new Watch(
                                store,
                                history,
                                providers,
                                WatchSettings.defaults().withNetworks(networks),
                                secrets,
                                clock),
                        providers,
                        history,
                        new FlagRoom(store, people.sites()::all, events),
                        new CampaignRoom(store, events, directory.resolve("states"), clock),
                        incident,
                        oncall,
                        new StatusPages(store, new Argon2Hasher(1)),
                        published,
                        new Subscribers(
                                store,
                                clock,
                                messages.courier(),
                                secrets,
                                SubscriberSettings.of(
                                        "a secret of the test's own", "http://localhost")),
                        messages,
                        new NoSetupDesk(),
                        guard);
        jobs.addAll(history.jobs());
        jobs.addAll(incident.jobs());
        jobs.addAll(oncall.jobs());
        jobs.addAll(published.jobs(store));
        jobs.addAll(messages.jobs());
        var console = new Console(rooms, settings, clock);
        server =
                Javalin.create(
                                config -> {
                                    config.startup.showJavalinBanner = false;
                                    console.register(config);
                                })
                        .start("127.0.0.1", 0);
        base = URI.create("http://127.0.0.1:" + server.port());
    }

    /// Runs every job until the journal rests.
    void work() {
        for (int round = 0; round < 6; round++) {
            for (Job job : jobs) {
                job.run(clock.instant());
            }
        }
    }

    /// Ada, the first owner, signed in.
    Browser owner() {
        String token = people.invitations().firstStart().orElseThrow().token();
        SignedIn in =
                people.invitations()
                        .accept(
                                token,
                                new Acceptance("Ada Byron", "ada@example.com", PASSWORD),
                                new Client("127.0.0.1", "test"));
        return new Browser(base).with("bellwether", in.token());
    }

    /// Somebody else of the organization, signed in.
    Browser member(String name, Role role) {
        var by = Principal.system(ORG, "test");
        String email = name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        String token = people.invitations().invite(by, name, email, role).token();
        SignedIn in =
                people.invitations()
                        .accept(
                                token,
                                new Acceptance(name, email, PASSWORD),
                                new Client("127.0.0.1", "test"));
        return new Browser(base).with("bellwether", in.token());
    }

    Person person(String name) {
        return people.persons(ORG, Optional.empty(), 200).items().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Somebody with a verified address.
    ContactMethod reachable(Person person, String address) {
        var by =
                new Principal(
                        ORG,
                        dev.bellwether.model.Actor.person(person),
                        person.role(),
                        dev.bellwether.people.Scope.of(person.role()),
                        Optional.of(person.id()));
        var contacts = people.contacts(rooms.codes());
        var method = contacts.add(by, person.id(), dev.bellwether.model.Channel.EMAIL, address);
        contacts.verify(by, person.id(), method.id(), codes.get(address));
        return method;
    }

    Organization organization() {
        return people.organization(ORG).orElseThrow();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("bellwether-console");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
        rooms.messages().close();
        rooms.watch().close();
        rooms.providers().close();
        rooms.history().close();
        events.close();
        test.close();
    }
}
