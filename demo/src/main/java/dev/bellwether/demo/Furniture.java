package dev.bellwether.demo;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.Person;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.OneTimeLink;
import dev.bellwether.people.People;
import dev.bellwether.people.Principal;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.ProviderDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sets the shop up through the doors that everybody uses: an owner, a policy, services with their
/// checks, providers, and a status page.
final class Furniture {
    static final String EMAIL = "ada@shop.example";
    static final String PASSWORD = "only for this demo";
    private static final String NAME = "Ada";
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Actor BY = Actor.automation("demo", "simulated world");
    private static final OrganizationId ORGANIZATION = People.DEFAULT;
    private static final int FOLLOWED = 3;

    private final DemoDoors doors;
    private final String world;
    private final int databasePort;

    /// @param world address of the world's HTTP server, without a slash at the end
    Furniture(DemoDoors doors, String world, int databasePort) {
        this.doors = doors;
        this.world = world;
        this.databasePort = databasePort;
    }

    /// @param services by part
    /// @param provided services of others, by provider slug
    /// @param beat path of the nightly job's heartbeat
    record Placed(Map<Part, ServiceId> services, Map<String, ServiceId> provided, String beat) {}

    Placed place(Instant now) {
        Person owner = owner();
        PolicyId policy = policy(owner);
        String token = Checks.newToken();
        var services = new EnumMap<Part, ServiceId>(Part.class);
        for (Part part : Part.values()) {
            ServiceId service = service(part.title, part.description, Optional.of(policy));
            services.put(part, service);
            check(service, part.title, spec(part, token));
        }
        var provided = new java.util.LinkedHashMap<String, ServiceId>();
        for (String name : Providers.NAMES) {
            var provider =
                    doors.providers()
                            .save(
                                    ORGANIZATION,
                                    Optional.empty(),
                                    new ProviderDraft(
                                            name,
                                            world + "/providers/" + Providers.slug(name),
                                            "",
                                            "made up"));
            if (provided.size() < FOLLOWED) {
                ServiceId service = service(name, "A provider", Optional.empty());
                provided.put(Providers.slug(name), service);
                follow(service, name, provider.id());
            }
        }
        page(services, provided, now);
        return new Placed(services, provided, "/heartbeat/" + token);
    }

    private Person owner() {
        OneTimeLink link =
                doors.people()
                        .invitations()
                        .firstStart()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the demo needs an empty data directory"));
        doors.people()
                .invitations()
                .accept(
                        link.token(),
                        new Acceptance(NAME, EMAIL, PASSWORD),
                        new Client("127.0.0.1", "demo"));
        doors.people()
                .rename(Principal.system(ORGANIZATION, "demo"), "Fernweh Outfitters (simulated)");
        return doors.people().owners(ORGANIZATION).getFirst();
    }

    private PolicyId policy(Person owner) {
        var step =
                new EscalationPolicy.Step(
                        List.of(new EscalationPolicy.Target.ToPerson(owner.id())),
                        Duration.ofMinutes(5));
        return doors.oncall()
                .policies()
                .save(
                        new EscalationPolicy(
                                doors.oncall().policies().newId(),
                                ORGANIZATION,
                                "Shop on call",
                                List.of(step),
                                2),
                        BY)
                .id();
    }

    private ServiceId service(String name, String description, Optional<PolicyId> policy) {
        var services = doors.incidents().services();
        return services.save(
                        new Service(
                                services.newId(),
                                ORGANIZATION,
                                name,
                                description,
                                IncidentPolicy.DEFAULT,
                                policy),
                        BY)
                .id();
    }

    private CheckSpec spec(Part part, String token) {
        return switch (part) {
            case DATABASE -> new CheckSpec.Tcp("127.0.0.1", databasePort, Optional.of("READY"));
            case NIGHTLY ->
                    new CheckSpec.Heartbeat(
                            token,
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(10),
                            Optional.empty(),
                            "Etc/UTC");
            case STOREFRONT, CHECKOUT, SEARCH, PAYMENTS, IMAGES ->
                    CheckSpec.Http.get(world + part.path());
        };
    }

    private void check(ServiceId service, String name, CheckSpec spec) {
        save(service, name, spec, new Check.Recovery(2, BEAT), Status.MAJOR_OUTAGE);
    }

    private void follow(ServiceId service, String name, ProviderId provider) {
        save(
                service,
                name + " says",
                new CheckSpec.ProviderPage(provider, Optional.empty()),
                Check.Recovery.DEFAULT,
                Status.PARTIAL_OUTAGE);
    }

    private void save(
            ServiceId service,
            String name,
            CheckSpec spec,
            Check.Recovery recovery,
            Status whenDown) {
        doors.checks()
                .save(
                        new Check(
                                Checks.newId(),
                                ORGANIZATION,
                                service,
                                name,
                                spec,
                                BEAT,
                                Duration.ofSeconds(3),
                                Optional.empty(),
                                whenDown,
                                recovery,
                                List.of(),
                                false),
                        BY);
    }

    private void page(Map<Part, ServiceId> services, Map<String, ServiceId> provided, Instant now) {
        var items = new ArrayList<PageSpec.Item>();
        services.forEach((part, id) ->
                items.add(
                        item(
                                id,
                                part.title,
                                part.description,
                                part == Part.DATABASE || part == Part.NIGHTLY
                                        ? "Behind the shop"
                                        : "The shop",
                                now)));
        provided.forEach(
                (slug, id) -> items.add(item(id, Providers.name(slug), "", "Providers", now)));
        PageSpec named = PageSpec.named("shop", "Fernweh Outfitters (simulated)");
        doors.pages()
                .create(
                        ORGANIZATION,
                        new PageSpec(
                                named.slug(),
                                named.name(),
                                "A simulated shop: its troubles and its history are made up.",
                                "",
                                Optional.empty(),
                                "Etc/UTC",
                                true,
                                List.of(
                                        group("The shop"),
                                        group("Behind the shop"),
                                        group("Providers")),
                                items,
                                Optional.empty(),
                                PageLook.PLAIN),
                        BY);
    }

    private static PageSpec.Group group(String name) {
        return new PageSpec.Group(Optional.empty(), name, "");
    }

    private static PageSpec.Item item(
            ServiceId service, String name, String description, String group, Instant now) {
        return new PageSpec.Item(
                Optional.empty(),
                service,
                name,
                description,
                Optional.of(group),
                true,
                false,
                Optional.of(now.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(Past.DAYS)));
    }
}
