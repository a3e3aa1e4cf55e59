package dev.bellwether.console;

import io.javalin.config.JavalinConfig;
import java.time.InstantSource;
import java.util.List;

/// The door of the room: the web console under `/console`, and the acknowledge page under `/ack`.
/// Safe for many threads.
public final class Console {
    private final Rooms rooms;
    private final ConsoleSettings settings;
    private final InstantSource clock;

    public Console(Rooms rooms, ConsoleSettings settings, InstantSource clock) {
        this.rooms = rooms;
        this.settings = settings;
        this.clock = clock;
    }

    /// Adds the console's routes. To be called once, while a server is being configured.
    public void register(JavalinConfig javalin) {
        var assets = new Assets();
        var cookies = new Cookies(settings.secure());
        var guestForms = new GuestForms(cookies);
        var signIn = rooms.people().signIn();
        var sessions = new Sessions(signIn);
        var pages = new Pages(assets, cookies, guestForms, signIn, this::troubles, settings, clock);
        var routes = new Routes(javalin.routes, sessions, signIn, guestForms, pages, clock);

        javalin.routes.get(Assets.ROOT + "{file}", context -> assets.send(context, context.path()));
        javalin.routes.get("/console/push-worker.js", assets::sendPushWorker);
        new SignInPages(rooms.people(), sessions, cookies).register(routes);
        var alerts = new AlertPages(rooms);
        alerts.register(routes);
        new AlertPage(rooms, alerts).register(routes);
        new Overview(rooms, alerts).register(routes);
        new IncidentListPages(rooms).register(routes);
        new IncidentPages(rooms, alerts).register(routes);
        new IncidentEditPages(rooms).register(routes);
        new PostmortemPages(rooms).register(routes);
        new AckPages(rooms).register(routes);
        new ServicePages(rooms).register(routes);
        new DependencyPages(rooms).register(routes);
        new ApplicationPages(rooms).register(routes);
        new ChangePages(rooms).register(routes);
        new FlagPages(rooms).register(routes);
        new FlagEditPages(rooms).register(routes);
        new SitePages(rooms).register(routes);
        new MetricPages(rooms).register(routes);
        new CampaignPages(rooms).register(routes);
        new CampaignEditPages(rooms).register(routes);
        new CampaignReportPages(rooms).register(routes);
        new AudienceEditPages(rooms).register(routes);
        new AudiencePages(rooms).register(routes);
        new TemplatePages(rooms).register(routes);
        new CheckListPages(rooms).register(routes);
        new BulkPages(rooms).register(routes);
        new CheckFormPages(rooms).register(routes);
        new CheckPages(rooms, settings).register(routes);
        new VerdictPages(rooms).register(routes);
        var me = new MePages(rooms);
        me.register(routes);
        new NotificationPages(rooms, me).register(routes);
        new ReadinessPages(rooms).register(routes);
        new PeoplePages(rooms, settings).register(routes);
        new SettingsPages(rooms, settings).register(routes);
        new SetupPages(rooms.setup()).register(routes);
        new SeriesPages(rooms).register(routes);
        new MaintenancePages(rooms).register(routes);
        new ProviderListPages(rooms).register(routes);
        new ProviderUsePages(rooms).register(routes);
        new ProviderPages(rooms).register(routes);
        new PlacePages(rooms, settings).register(routes);
        new IntegrationPages(rooms, settings).register(routes);
        new InboundPages(rooms).register(routes);
        new RoutingPages(rooms).register(routes);
        new SilencePages(rooms).register(routes);
        new ScheduleEditPages(rooms).register(routes);
        new CoverPages(rooms).register(routes);
        new SchedulePages(rooms).register(routes);
        new ShiftPages(rooms, settings).register(routes);
        new PolicyPages(rooms).register(routes);
        new StatusPagePages(rooms, settings).register(routes);
        new ComponentPages(rooms).register(routes);
        new SubscriberPages(rooms).register(routes);
        new ReceiptPages(rooms).register(routes);
        new PreviewPages(rooms).register(routes);
        new DeliveryPages(rooms).register(routes);
        new GuardPages(rooms.guard()).register(routes);
        new GuardSwitchPages(rooms.guard()).register(routes);
        new UndoPages(rooms).register(routes);
        new SearchPages(rooms).register(routes);
        new AuditPages(rooms.people().audit()).register(routes);
        routes.openGet("/console/*", _ -> Errors.notFound());
    }

    private List<String> troubles() {
        return new Troubles(rooms, clock.instant()).sentences();
    }
}
