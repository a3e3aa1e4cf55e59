package dev.bellwether.console;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.InboundDelivery;
import dev.bellwether.watch.InboundEvent;
import dev.bellwether.watch.Integration;
import dev.bellwether.watch.IntegrationKey;
import dev.bellwether.watch.Integrations;
import dev.bellwether.watch.IssuedKey;
import dev.bellwether.watch.Sender;
import dev.bellwether.watch.Senders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who may raise alerts here: how to set each sender up, its keys, and its mapping tried on what
/// came in.
final class IntegrationPages {
    static final String HOME = "/console/integrations";
    private static final int RECENT = 10;

    record Row(Integration integration, String sender, String service) {}

    record ListView(Form form, List<Row> rows, List<Option> kinds, List<Option> services) {}

    /// @param issued a key that was just made, told once
    /// @param read what the payload in the form is read as; empty before it was tried
    record View(
            Form form,
            Integration integration,
            Sender sender,
            String service,
            List<Option> services,
            List<IntegrationKey> keys,
            Optional<String> issued,
            String base,
            Optional<List<InboundEvent>> read,
            List<InboundPages.Row> recent) {
        String action() {
            return HOME + "/" + integration.id();
        }

        boolean isMapped() {
            return integration.kind().equals("json");
        }

        String key() {
            return issued.orElse("KEY");
        }

        /// What to put at the sender.
        List<Option> addresses() {
            return switch (integration.kind()) {
                case "pagerduty" ->
                        List.of(
                                new Option("Events", base + "/v2/enqueue"),
                                new Option("Change events", base + "/v2/change/enqueue"),
                                new Option("Routing key", key()));
                case "opsgenie" ->
                        List.of(
                                new Option("API address", base),
                                new Option("API key (GenieKey)", key()));
                case "alertmanager" ->
                        List.of(
                                new Option("amtool, webhook", base + "/inbound/" + key()),
                                new Option("Prometheus path_prefix", "/inbound/" + key()));
                default -> List.of(new Option("Address", base + "/inbound/" + key()));
            };
        }
    }

    private final Rooms rooms;
    private final Inbound inbound;
    private final ConsoleSettings settings;

    IntegrationPages(Rooms rooms, ConsoleSettings settings) {
        this.rooms = rooms;
        this.inbound = rooms.watch().inbound();
        this.settings = settings;
    }

    void register(Routes routes) {
        routes.get(
                HOME,
                Role.VIEWER,
                visit -> list(200, visit, Form.blank().with("kind", "pagerduty")));
        routes.post(HOME, Role.EDITOR, this::make);
        routes.get(
                HOME + "/{id}",
                Role.VIEWER,
                visit -> page(200, visit, filled(find(visit)), Optional.empty(), Optional.empty()));
        routes.post(HOME + "/{id}", Role.EDITOR, this::save);
        routes.post(HOME + "/{id}/try", Role.EDITOR, this::tryOut);
        routes.post(HOME + "/{id}/rotate", Role.EDITOR, this::rotate);
        routes.post(HOME + "/{id}/revoke", Role.EDITOR, this::revoke);
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    private Reply list(int status, Visit visit, Form form) {
        Map<ServiceId, String> names = names(visit);
        var view =
                new ListView(
                        form,
                        inbound.integrations().list(visit.organization()).stream()
                                .map(one ->
                                        new Row(
                                                one,
                                                Senders.of(one.kind())
                                                        .map(Sender::name)
                                                        .orElse(one.kind()),
                                                names.getOrDefault(
                                                        one.service(), one.service().value())))
                                .toList(),
                        Senders.all().stream().map(s -> new Option(s.slug(), s.name())).toList(),
                        services(visit));
        return new Reply.Page(
                status,
                "integrations",
                (out, frame) -> JteintegrationsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply make(Visit visit) {
        Form form = visit.form();
        return form.submit(
                () -> {
                    IssuedKey issued =
                            inbound.integrations()
                                    .make(
                                            new Integration(
                                                    Integrations.newId(),
                                                    visit.organization(),
                                                    form.text("name"),
                                                    form.text("kind"),
                                                    service(visit, form),
                                                    false,
                                                    Integration.PER_MINUTE,
                                                    Optional.empty(),
                                                    form.optional("secret")),
                                            visit.actor());
                    return page(
                            200,
                            visit,
                            filled(issued.integration()),
                            issued.integration(),
                            Optional.of(issued.key()),
                            Optional.empty());
                },
                () -> list(422, visit, form));
    }

    private Reply save(Visit visit) {
        Form form = visit.form();
        Integration before = find(visit);
        return form.submit(
                () -> {
                    inbound.integrations().save(given(visit, form, before), visit.actor());
                    return Reply.done(HOME + "/" + before.id(), "Saved.");
                },
                () -> page(422, visit, form, Optional.empty(), Optional.empty()));
    }

    /// Reads a payload by what stands in the form, saved or not.
    private Reply tryOut(Visit visit) {
        Form form = visit.form();
        Integration before = find(visit);
        return form.submit(
                () -> {
                    Integration given = given(visit, form, before);
                    List<InvalidInput.Problem> problems = Integrations.problems(given);
                    if (!problems.isEmpty()) {
                        throw new InvalidInput(problems);
                    }
                    List<InboundEvent> events;
                    try {
                        events =
                                inbound.tryOut(
                                        given,
                                        form.raw("payload").getBytes(StandardCharsets.UTF_8));
                    } catch (InvalidInput e) {
                        e.problems()
                                .forEach(p -> form.wrong("payload", p.field() + " " + p.message()));
                        return page(422, visit, form, Optional.empty(), Optional.empty());
                    }
                    return page(200, visit, form, Optional.empty(), Optional.of(events));
                },
                () -> page(422, visit, form, Optional.empty(), Optional.empty()));
    }

    private Reply rotate(Visit visit) {
        Integration integration = find(visit);
        IssuedKey issued =
                inbound.integrations()
                        .rotate(
                                visit.organization(),
                                integration.id(),
                                visit.form().checked("atOnce"),
                                visit.actor());
        return page(200, visit, filled(integration), Optional.of(issued.key()), Optional.empty());
    }

    private Reply revoke(Visit visit) {
        Integration integration = find(visit);
        inbound.integrations().revoke(visit.organization(), integration.id(), visit.actor());
        return Reply.done(
                HOME + "/" + integration.id(), "Its keys are ended: what it sends is refused.");
    }

    private Reply remove(Visit visit) {
        Integration integration = find(visit);
        inbound.integrations().remove(visit.organization(), integration.id(), visit.actor());
        return Reply.done(
                HOME,
                "“"
                        + integration.name()
                        + "” is gone. What it raised stays open until you end it.");
    }

    private Reply page(
            int status,
            Visit visit,
            Form form,
            Optional<String> issued,
            Optional<List<InboundEvent>> read) {
        return page(status, visit, form, find(visit), issued, read);
    }

    private Reply page(
            int status,
            Visit visit,
            Form form,
            Integration integration,
            Optional<String> issued,
            Optional<List<InboundEvent>> read) {
        List<InboundDelivery> recent =
                inbound.log()
                        .list(
                                visit.organization(),
                                Optional.of(integration.id()),
                                Optional.empty(),
                                RECENT)
                        .items();
        if (form.raw("payload").isEmpty()) {
            recent.stream()
                    .filter(InboundDelivery::kept)
                    .findFirst()
                    .ifPresent(last ->
                            form.with(
                                    "payload",
                                    InboundPages.pretty(
                                            inbound.log()
                                                    .payload(visit.organization(), last.id()))));
        }
        var view =
                new View(
                        form,
                        integration,
                        Senders.of(integration.kind()).orElseThrow(),
                        names(visit).getOrDefault(integration.service(), ""),
                        services(visit),
                        inbound.integrations().keys(visit.organization(), integration.id()),
                        issued,
                        settings.address(""),
                        read,
                        recent.stream().map(InboundPages.Row::new).toList());
        return new Reply.Page(
                status,
                "integrations",
                (out, frame) -> JteintegrationGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Form filled(Integration integration) {
        Form form =
                Form.blank()
                        .with("name", integration.name())
                        .with("service", integration.service().value())
                        .with("published", integration.published())
                        .with("perMinute", integration.perMinute())
                        .with("secret", integration.secret());
        return integration.kind().equals("json") ? MappingForm.fill(form, integration) : form;
    }

    private Integration given(Visit visit, Form form, Integration before) {
        return new Integration(
                before.id(),
                before.organization(),
                form.text("name"),
                before.kind(),
                service(visit, form),
                form.checked("published"),
                form.whole("perMinute", 1, 1_000_000, Integration.PER_MINUTE),
                before.kind().equals("json")
                        ? Optional.of(MappingForm.read(form))
                        : Optional.empty(),
                form.optional("secret").or(() -> before.secret().map(_ -> Checks.KEPT)));
    }

    private ServiceId service(Visit visit, Form form) {
        return rooms.services().list(visit.organization()).stream()
                .map(Service::id)
                .filter(id -> id.value().equals(form.text("service")))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInput(
                                "service", "is missing: make a service first, then choose it"));
    }

    private Integration find(Visit visit) {
        return inbound.integrations()
                .get(visit.organization(), visit.id("integration", IntegrationId::new));
    }

    private List<Option> services(Visit visit) {
        return rooms.services().list(visit.organization()).stream()
                .map(one -> new Option(one.id().value(), one.name()))
                .toList();
    }

    private Map<ServiceId, String> names(Visit visit) {
        return rooms.services().list(visit.organization()).stream()
                .collect(Collectors.toMap(Service::id, Service::name, (one, _) -> one));
    }
}
