package dev.bellwether.api;

import dev.bellwether.incident.Services;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.InboundEvent;
import dev.bellwether.watch.InboundMapping;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.IntegrationKey;
import dev.bellwether.watch.Integrations;
import dev.bellwether.watch.IssuedKey;
import dev.bellwether.watch.Sender;
import dev.bellwether.watch.Senders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Who may raise alerts here, and with which keys.
final class IntegrationRoutes {
    private final Integrations integrations;
    private final Inbound inbound;
    private final Services services;

    IntegrationRoutes(Inbound inbound, Services services) {
        this.inbound = inbound;
        this.integrations = inbound.integrations();
        this.services = services;
    }

    /// @param kind one of `/senders`
    record Given(
            String name,
            String kind,
            ServiceId service,
            boolean published,
            int perMinute,
            Optional<InboundMapping> mapping,
            Optional<String> secret) {
        Integration as(IntegrationId id, OrganizationId organization) {
            return new Integration(
                    id, organization, name, kind, service, published, perMinute, mapping, secret);
        }
    }

    /// @param atOnce the keys before end now, not in 24 hours
    record Rotation(boolean atOnce) {}

    record Keys(List<IntegrationKey> keys) {}

    record Kind(String slug, String name, String setup, boolean signs) {
        static Kind of(Sender sender) {
            return new Kind(sender.slug(), sender.name(), sender.setup(), sender.signs());
        }
    }

    record Kinds(List<Kind> senders) {}

    /// @param payload as the sender would post it
    record Trial(JsonNode payload) {}

    record Read(List<InboundEvent> events) {}

    List<Route> routes() {
        return List.of(
                Route.read(
                        "/senders",
                        "The kinds of senders that are known, and what to set at each",
                        Kinds.class,
                        call -> new Kinds(Senders.all().stream().map(Kind::of).toList())),
                Route.list(
                        "/integrations",
                        "List who may raise alerts",
                        Integration.class,
                        call ->
                                Cursors.cut(
                                        integrations.list(call.organization()),
                                        one -> one.id().value(),
                                        call)),
                Route.makeSecret(
                                "/integrations",
                                "Make an integration; its key is told once",
                                Scope.WRITE,
                                Given.class,
                                IssuedKey.class,
                                this::make)
                        .judgedBy(Given.class, this::problems),
                Route.read(
                        "/integrations/{integration}",
                        "Read an integration",
                        Integration.class,
                        call -> integrations.get(call.organization(), id(call))),
                Route.replace(
                                "/integrations/{integration}",
                                "Change an integration; a secret of '(kept)' stays",
                                Scope.WRITE,
                                Given.class,
                                Integration.class,
                                this::save)
                        .judgedBy(Given.class, this::problems),
                Route.remove(
                        "/integrations/{integration}",
                        "Remove an integration, with its keys",
                        Scope.WRITE,
                        call -> {
                            integrations.remove(call.organization(), id(call), call.actor());
                            return Nothing.INSTANCE;
                        }),
                Route.read(
                        "/integrations/{integration}/keys",
                        "List the keys of an integration by their fingerprints",
                        Keys.class,
                        call -> new Keys(integrations.keys(call.organization(), id(call)))),
                Route.makeSecret(
                        "/integrations/{integration}/keys",
                        "Make another key; those before end in 24 hours, or at once",
                        Scope.WRITE,
                        Rotation.class,
                        IssuedKey.class,
                        call ->
                                integrations.rotate(
                                        call.organization(),
                                        id(call),
                                        call.body(Rotation.class).atOnce(),
                                        call.actor())),
                Route.remove(
                        "/integrations/{integration}/keys",
                        "End every key of an integration now",
                        Scope.WRITE,
                        call -> {
                            integrations.revoke(call.organization(), id(call), call.actor());
                            return Nothing.INSTANCE;
                        }),
                Route.act(
                        "/integrations/{integration}/try",
                        "What a payload would be read as; nothing is done",
                        Scope.READ,
                        Trial.class,
                        Read.class,
                        call ->
                                new Read(
                                        inbound.tryOut(
                                                integrations.get(call.organization(), id(call)),
                                                InboundJson.bytes(
                                                        call.body(Trial.class).payload())))));
    }

    private Object make(Call call) {
        return integrations.make(
                known(call).as(Integrations.newId(), call.organization()), call.actor());
    }

    private Object save(Call call) {
        return integrations.save(known(call).as(id(call), call.organization()), call.actor());
    }

    private Given known(Call call) {
        Given given = call.body(Given.class);
        List<Problem> problems = problems(call.principal(), given);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return given;
    }

    private List<Problem> problems(Principal by, Given given) {
        var problems =
                new ArrayList<>(
                        Integrations.problems(given.as(Integrations.newId(), by.organization())));
        if (services.find(by.organization(), given.service()).isEmpty()) {
            problems.add(new Problem("service", "'" + given.service() + "' is not a service"));
        }
        return problems;
    }

    static IntegrationId id(Call call) {
        return call.id("integration", IntegrationId::new);
    }
}
