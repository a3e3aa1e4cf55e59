package dev.bellwether.api;

import dev.bellwether.model.Job;
import dev.bellwether.statuspage.PageImport;
import dev.bellwether.watch.Follows;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The door of the room: everything under `/api`, `/calendar/…`, `/heartbeat/…`,
/// `/hooks/provider/…`, `/hooks/channels/…`, `/probe/v1/…`, and what other programs send their
/// alerts to: `/inbound/…`, `/v2/…` and `/generic/…`; visitors' events: `/ingest/events`, `/track`;
/// flags: `/ofrep/v1/…`, `/api/features/…`, `/api/eval/…`, `/sub/…`, `/api/client/…`. Safe for many
/// threads.
public final class Api {
    private static final List<HandlerType> METHODS =
            List.of(
                    HandlerType.GET,
                    HandlerType.POST,
                    HandlerType.PUT,
                    HandlerType.PATCH,
                    HandlerType.DELETE);

    private final ApiRooms rooms;
    private final ApiSettings settings;
    private final InstantSource clock;
    private final Idempotency idempotency;
    private final InboundGate senders;

    public Api(ApiRooms rooms, ApiSettings settings, InstantSource clock) {
        this.rooms = rooms;
        this.settings = settings;
        this.clock = clock;
        this.idempotency = new Idempotency(rooms.store(), rooms.secrets());
        this.senders = new InboundGate(rooms.watch().inbound(), settings, clock);
    }

    /// Answers PagerDuty's Events API, takes visitors' events and serves flags, which are asked for
    /// thousands of times a second: to be asked before the servlet that [#register] makes. It never
    /// waits on the thread that asks it, and lets go what it does not know.
    public Handler events() {
        var alerts = new PagerDutyHandler(door());
        var visitors =
                new EventHandler(new EventDoor(rooms.people(), rooms.events(), settings, clock));
        var flags = flags();
        return new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                return flags.handle(request, response, callback)
                        || visitors.handle(request, response, callback)
                        || alerts.handle(request, response, callback);
            }
        };
    }

    private FlagHandler flags() {
        var streams = new FlagStreams();
        rooms.flags().live().onChange(streams::changed);
        return new FlagHandler(
                new FlagAccess(rooms.people(), rooms.flags().live(), clock),
                List.of(
                        new Ofrep(rooms.flags().exposures(), clock),
                        new GrowthBookDoor(clock),
                        new UnleashDoor(clock)),
                streams,
                new Buckets(clock, settings.perAddress()));
    }

    /// The same with bounds of its own.
    Handler events(int kilobytes, Duration longest) {
        return new PagerDutyHandler(door(), kilobytes, longest);
    }

    private PagerDutyDoor door() {
        return new PagerDutyDoor(senders, rooms.incidents().changes());
    }

    /// Adds the routes. To be called once, while a server is being configured.
    public void register(JavalinConfig javalin) {
        List<Route> routes = routes();
        var gate = new Gate(rooms.people(), settings, clock);
        var runner = new Runner(gate, idempotency, new Tryout(rooms.store()), settings.bodyBytes());
        for (Route route : routes) {
            javalin.routes.addHttpHandler(
                    route.method(),
                    "/api/v1" + route.path(),
                    context -> runner.run(route, context));
        }
        String document = Runner.pretty(OpenApi.document(routes, settings.version()));
        String page = DocsPage.html(routes, settings.version());
        javalin.routes.get(
                "/api/openapi.json", context -> send(context, "application/json", document));
        javalin.routes.get("/api/docs", context -> send(context, "text/html; charset=utf-8", page));
        senders(javalin);
        for (HandlerType method : METHODS) {
            javalin.routes.addHttpHandler(method, "/api/*", context -> refuse(routes, context));
        }
        new PlaceDoor(rooms.watch().desk(), clock).register(javalin);
        javalin.routes.post(
                "/hooks/provider/{token}", new ProviderHooks(rooms.providers())::pushed);
        javalin.routes.get("/calendar/{token}", new Calendars(rooms.oncall().feeds(), clock)::read);
        javalin.routes.post(
                "/hooks/channels/<hook>",
                new ChannelHooks(rooms.messages(), rooms.oncall().alerts(), rooms.people())
                        ::brought);
        var heartbeats = new Heartbeats(rooms.watch());
        for (HandlerType method : List.of(HandlerType.GET, HandlerType.HEAD, HandlerType.POST)) {
            javalin.routes.addHttpHandler(method, "/heartbeat/{token}", heartbeats::beat);
            javalin.routes.addHttpHandler(
                    method, "/heartbeat/{token}/{outcome}", heartbeats::ended);
        }
    }

    /// The protocols by which other programs raise alerts, but for [#events].
    private void senders(JavalinConfig javalin) {
        new OpsgenieDoor(
                        senders,
                        new OpsgenieHeartbeats(rooms.checks(), rooms.verdicts(), rooms.watch()),
                        new OpsgenieNames(rooms.oncall(), rooms.people(), clock))
                .register(javalin);
        new AlertmanagerDoor(senders, settings.version()).register(javalin);
        new WebhookDoor(senders).register(javalin);
    }

    /// What is to be run from time to time.
    public List<Job> jobs() {
        return List.of(idempotency.sweeper());
    }

    /// The OpenAPI document, as it is served.
    public Map<String, Object> document() {
        return OpenApi.document(routes(), settings.version());
    }

    List<Route> routes() {
        var incidents = rooms.incidents();
        var oncall = rooms.oncall();
        return Stream.of(
                        new ServiceRoutes(
                                        incidents.services(),
                                        oncall.policies(),
                                        incidents.statuses(),
                                        clock)
                                .routes(),
                        new CheckRoutes(
                                        rooms.checks(),
                                        incidents.services(),
                                        rooms.verdicts(),
                                        rooms.watch(),
                                        rooms.history(),
                                        clock)
                                .routes(),
                        new BacktestRoutes(
                                        oncall,
                                        rooms.checks(),
                                        incidents.services(),
                                        rooms.watch(),
                                        rooms.history(),
                                        clock)
                                .routes(),
                        new VerdictRoutes(rooms.verdicts(), rooms.checks()).routes(),
                        new ProviderRoutes(
                                        rooms.providers(),
                                        new Follows(
                                                rooms.store(),
                                                rooms.checks(),
                                                rooms.providers(),
                                                incidents.services()::make))
                                .routes(),
                        new PlaceRoutes(rooms.watch().places()).routes(),
                        new IntegrationRoutes(rooms.watch().inbound(), incidents.services())
                                .routes(),
                        new InboundRoutes(
                                        rooms.watch().inbound(),
                                        incidents.services(),
                                        rooms.oncall().policies(),
                                        clock)
                                .routes(),
                        new IncidentRoutes(incidents.incidents()).routes(),
                        new PostmortemRoutes(incidents.postmortems()).routes(),
                        new DependencyRoutes(incidents.dependencies()).routes(),
                        new ApplicationRoutes(incidents.applications()).routes(),
                        new ChangeRoutes(incidents.changes(), incidents.incidents()).routes(),
                        new MaintenanceRoutes(incidents.maintenances()).routes(),
                        new SeriesRoutes(incidents.series()).routes(),
                        new TemplateRoutes(incidents.templates(), clock).routes(),
                        new PageRoutes(
                                        rooms.pages(),
                                        rooms.published(),
                                        new PageImport(rooms.pages(), incidents.imports(), clock))
                                .routes(),
                        new SetupRoutes(new Setup(rooms)).routes(),
                        new SubscriberRoutes(rooms.subscribers()).routes(),
                        new OnCallRoutes(
                                        oncall.policies(),
                                        oncall.alerts(),
                                        rooms.messages().deliveries())
                                .routes(),
                        new ScheduleRoutes(oncall, clock).routes(),
                        new CoverRoutes(oncall, clock).routes(),
                        new DrillRoutes(
                                        rooms.messages().drills(),
                                        oncall.policies(),
                                        rooms.people(),
                                        clock)
                                .routes(),
                        new CalendarRoutes(oncall.feeds()).routes(),
                        new GuardRoutes(rooms.guard(), clock).routes(),
                        new SiteRoutes(rooms.people().sites(), rooms.events()).routes(),
                        new StudyRoutes(
                                        rooms.people().sites(),
                                        rooms.events(),
                                        rooms.campaigns().served(),
                                        clock)
                                .routes(),
                        new FlagRoutes(
                                        rooms.people().sites(),
                                        rooms.flags(),
                                        incidents.services(),
                                        clock)
                                .routes(),
                        new FlagPartRoutes(rooms.people().sites(), rooms.flags().book()).routes(),
                        new CampaignRoutes(rooms.people().sites(), rooms.campaigns().book())
                                .routes(),
                        new MetricRoutes(rooms.people().sites(), rooms.campaigns().metrics())
                                .routes(),
                        new ResultRoutes(rooms.people().sites(), rooms.campaigns().results())
                                .routes(),
                        new CampaignReportRoutes(
                                        rooms.people().sites(), rooms.campaigns().reports())
                                .routes(),
                        new AudienceRoutes(
                                        rooms.people().sites(),
                                        rooms.campaigns().audiences(),
                                        rooms.campaigns().audienceReports())
                                .routes(),
                        new PeopleRoutes(rooms.people(), rooms.codes()).routes())
                .flatMap(List::stream)
                .toList();
    }

    private static void send(Context context, String type, String text) {
        context.header("Cache-Control", "no-cache");
        context.header("X-Content-Type-Options", "nosniff");
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        context.contentType(type);
        context.result(text);
    }

    private static void refuse(List<Route> routes, Context context) {
        String path = context.path();
        boolean isThere =
                routes.stream()
                        .anyMatch(route ->
                                path.matches(
                                        "/api/v1"
                                                + route.path()
                                                        .replaceAll("\\{[A-Za-z]+}", "[^/]+")));
        String method = context.method().name();
        Runner.problem(
                context,
                isThere ? Refused.wrongMethod(method, path) : Refused.noRoute(method, path));
    }
}
