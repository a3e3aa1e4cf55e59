package dev.bellwether.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.HistorySettings;
import dev.bellwether.experiment.CampaignRoom;
import dev.bellwether.experiment.FlagRoom;
import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Channel;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.notify.AddressPolicy;
import dev.bellwether.notify.ChannelSettings;
import dev.bellwether.notify.MailSettings;
import dev.bellwether.notify.Notify;
import dev.bellwether.notify.NotifySettings;
import dev.bellwether.notify.WebhookSettings;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.people.SignedAlertLinks;
import dev.bellwether.statuspage.PageSettings;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.statuspage.SubscriberSettings;
import dev.bellwether.statuspage.Subscribers;
import dev.bellwether.store.TestStore;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Networks;
import dev.bellwether.watch.ProviderSettings;
import dev.bellwether.watch.Providers;
import dev.bellwether.watch.Verdicts;
import dev.bellwether.watch.Watch;
import dev.bellwether.watch.WatchSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.ServerConnector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API on a port of its own, over real rooms; every answer is held against the document.
final class Server implements AutoCloseable {
    static final String BASE = "https://status.example";
    static final String TWILIO_TOKEN = "twilio-auth-token";
    static final OrganizationId STRANGER = new OrganizationId("stranger");
    private static final JsonMapper JSON = new JsonMapper();

    final People people;
    final IncidentRoom incidents;
    final OnCall oncall;
    private final Subscribers subscribers;
    private final InstantSource clock;
    private final CheckHistory history;
    final EventStore events;
    final FlagRoom flags;
    private final Providers providers;
    private final Watch watch;
    final Notify messages;
    final List<Route> routes;
    final Api api;
    private final org.eclipse.jetty.server.Server web;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonNode document;

    Server(TestStore test, ApiSettings settings) throws IOException {
        Path directory = Files.createTempDirectory("bellwether-api");
        var store = test.store();
        this.clock = test.clock();
        InstanceKey key = InstanceKey.open(directory.resolve("key"));
        var secrets = new SealedSecrets(key);
        this.people = new People(store, clock, key, PeopleSettings.defaults());
        people.invitations().firstStart();
        store.run(tx ->
                tx.sql()
                        .createUpdate(
                                "INSERT INTO organization (id, name, created_at) VALUES (:id, 'Stranger', 0)")
                        .bind("id", STRANGER)
                        .execute());
        this.history = CheckHistory.open(HistorySettings.in(directory.resolve("h.duckdb")), clock);
        this.events = EventStore.open(EventSettings.in(directory.resolve("events")), clock);
        this.flags = new FlagRoom(store, people.sites()::all, events);
        this.providers =
                new Providers(
                        store,
                        ProviderSettings.standard("test", "https://example.com"),
                        Networks.publicOnly(),
                        clock);
        this.watch = new Watch(store, history, providers, WatchSettings.defaults(), secrets, clock);
        this.incidents = new IncidentRoom(store);
        this.subscribers =
                new Subscribers(
                        store,
                        clock,
                        new NoCourier(),
                        secrets,
                        SubscriberSettings.of("a secret of the test's own", "https://example.com"));
        var links = new SignedAlertLinks(key, URI.create(BASE), clock);
        this.messages =
                new Notify(
                        store,
                        clock,
                        people,
                        links,
                        NotifySettings.of(
                                        Optional.of(
                                                MailSettings.plain(
                                                        "127.0.0.1", 9, "pages@example.com")),
                                        WebhookSettings.of(
                                                key.secret("webhooks"), AddressPolicy.any()))
                                .with(secrets)
                                .with(twilio()));
        this.oncall = new OnCall(store, people, secrets, messages);
        var rooms =
                new ApiRooms(
                        store,
                        secrets,
                        people,
                        (person, to, code, expiresAt) -> {},
                        watch,
                        new Checks(store, Networks.publicOnly(), providers, secrets),
                        new Verdicts(store),
                        providers,
                        history,
                        events,
                        flags,
                        new CampaignRoom(store, events, directory.resolve("states"), clock),
                        incidents,
                        oncall,
                        messages,
                        new StatusPages(store),
                        new PublishedPages(PageSettings.inMemory("https://x.example"), clock),
                        subscribers,
                        new NoGuard());
        this.api = new Api(rooms, settings, clock);
        this.routes = api.routes();
        this.document = JSON.valueToTree(api.document());
        this.web = web(api);
        this.port = ((ServerConnector) web.getConnectors()[0]).getLocalPort();
    }

    /// As it is served: events before the servlet.
    private static org.eclipse.jetty.server.Server web(Api api) {
        var javalin =
                Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.startupWatcherEnabled = false;
                    api.register(config);
                });
        var context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        context.addServlet(new ServletHolder(javalin.javalinServlet()), "/*");
        JettyWebSocketServletContainerInitializer.configure(context, null);
        var web = new org.eclipse.jetty.server.Server(new InetSocketAddress("127.0.0.1", 0));
        web.setHandler(new Handler.Sequence(api.events(), context));
        try {
            web.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return web;
    }

    private static ChannelSettings twilio() {
        var none = ChannelSettings.none(BASE, "a secret of the test's own");
        return new ChannelSettings(
                none.base(),
                none.secret(),
                Optional.of(
                        new ChannelSettings.Twilio(
                                "http://127.0.0.1:9", "AC0123", TWILIO_TOKEN, "+15005550006", "")),
                none.slack(),
                none.telegram(),
                none.pushover(),
                none.ntfy(),
                none.pagerduty(),
                none.opsgenie(),
                none.pushSubject());
    }

    Instant now() {
        return clock.instant();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /// Tells subscribers what there is to tell. One job's lines are another's work, so they run in
    /// rounds.
    void work() {
        for (int round = 0; round < 6; round++) {
            subscribers.jobs().forEach(job -> job.run(clock.instant()));
        }
    }

    /// Those of the watch whose name begins so.
    List<Job> watchJobs(String name) {
        return watch.jobs().stream().filter(job -> job.name().startsWith(name)).toList();
    }

    /// Ada, the first owner, who can be reached by mail; her id.
    String owner() {
        String token = people.invitations().firstStart().orElseThrow().token();
        return people.invitations()
                .accept(
                        token,
                        new Acceptance("Ada", "ada@example.com", "correct horse battery 9"),
                        new Client("127.0.0.1", "test"))
                .session()
                .principal()
                .person()
                .orElseThrow()
                .value();
    }

    /// Somebody more, who can be reached by mail; their id.
    String join(String name, String email, Role role) {
        String token =
                people.invitations()
                        .invite(Principal.system(People.DEFAULT, "test"), name, email, role)
                        .token();
        return people.invitations()
                .accept(
                        token,
                        new Acceptance(name, email, "correct horse battery 9"),
                        new Client("127.0.0.1", "test"))
                .session()
                .principal()
                .person()
                .orElseThrow()
                .value();
    }

    /// An owner of another organization, who can be reached by mail.
    void owner(OrganizationId organization) {
        String token =
                people.invitations()
                        .invite(
                                Principal.system(organization, "test"),
                                "Eve",
                                "eve@example.com",
                                Role.OWNER)
                        .token();
        Principal eve =
                people.invitations()
                        .accept(
                                token,
                                new Acceptance("Eve", "eve@example.com", "correct horse battery 9"),
                                new Client("127.0.0.1", "test"))
                        .session()
                        .principal();
        var code = new AtomicReference<>("");
        var contacts = people.contacts((person, to, sent, expiresAt) -> code.set(sent));
        var id = eve.person().orElseThrow();
        var method = contacts.add(eve, id, Channel.EMAIL, "eve.pager@example.com");
        contacts.verify(eve, id, method.id(), code.get());
    }

    /// A token of the default organization.
    String token(Scope... scopes) {
        return token(People.DEFAULT, scopes);
    }

    String token(OrganizationId organization, Scope... scopes) {
        return people.tokens()
                .issue(
                        Principal.system(organization, "test"),
                        "test " + Set.of(scopes),
                        Set.of(scopes),
                        Optional.empty())
                .secret();
    }

    /// @param headers names and values in turn
    Answer call(String token, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        conforms(method, path.split("\\?")[0], response);
        return new Answer(response);
    }

    Answer get(String token, String path) throws IOException, InterruptedException {
        return call(token, "GET", path, "");
    }

    Answer post(String token, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return call(token, "POST", path, body, headers);
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /// The answer is as the document says.
    private void conforms(String method, String path, HttpResponse<String> response) {
        for (Map.Entry<String, JsonNode> entry : document.get("paths").properties()) {
            if (!path.matches(entry.getKey().replaceAll("\\{[A-Za-z]+}", "[^/]+"))) {
                continue;
            }
            JsonNode operation = entry.getValue().get(method.toLowerCase(Locale.ROOT));
            if (operation == null) {
                continue;
            }
            JsonNode said = operation.get("responses").get("" + response.statusCode());
            assertThat(said)
                    .as(
                            "%s %s answered %s: %s",
                            method, path, response.statusCode(), response.body())
                    .isNotNull();
            if (said.has("content")) {
                String type = response.headers().firstValue("Content-Type").orElse("");
                JsonNode content = said.get("content").get(type.split(";")[0]);
                assertThat(content).as("%s of %s %s", type, method, path).isNotNull();
                if (type.contains("json")) {
                    validate(content.get("schema"), response.body());
                }
            }
            return;
        }
    }

    private void validate(JsonNode schema, String body) {
        var whole = new LinkedHashMap<String, Object>();
        schema.properties().forEach(field -> whole.put(field.getKey(), field.getValue()));
        whole.put("components", document.get("components"));
        var errors =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(JSON.valueToTree(whole))
                        .validate(body, InputFormat.JSON);
        assertThat(errors).as("schema problems of %s", body).isEmpty();
    }

    @Override
    public void close() {
        try {
            web.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        client.close();
        watch.close();
        messages.close();
        providers.close();
        history.close();
        events.close();
    }
}
