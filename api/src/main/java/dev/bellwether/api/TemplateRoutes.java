package dev.bellwether.api;

import dev.bellwether.incident.Filled;
import dev.bellwether.incident.Template;
import dev.bellwether.incident.Templates;
import dev.bellwether.model.Impact;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.TemplateId;
import dev.bellwether.people.Scope;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Words kept for the next time.
final class TemplateRoutes {
    private static final String ONE = "/templates/{template}";

    private final Templates templates;
    private final InstantSource clock;

    TemplateRoutes(Templates templates, InstantSource clock) {
        this.templates = templates;
        this.clock = clock;
    }

    record TemplateInput(
            Template.Kind kind,
            String name,
            Optional<String> title,
            String body,
            Optional<IncidentStatus> status,
            Optional<Impact> impact,
            Set<ServiceId> affected) {}

    /// @param affected named by `{{services}}`; those of the template when empty
    record FillInput(Set<ServiceId> affected, Map<String, String> values) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/templates",
                        "List templates of incidents and maintenance",
                        Template.class,
                        call ->
                                Cursors.cut(
                                        templates.list(call.organization()),
                                        one -> one.id().value(),
                                        call)),
                Route.make(
                                "/templates",
                                "Keep words for the next time",
                                Scope.WRITE,
                                TemplateInput.class,
                                Template.class,
                                call -> save(call, templates.newId()))
                        .triedOut(),
                Route.read(ONE, "Read a template", Template.class, this::get),
                Route.replace(
                                ONE,
                                "Change a template",
                                Scope.WRITE,
                                TemplateInput.class,
                                Template.class,
                                call -> save(call, get(call).id()))
                        .triedOut(),
                Route.act(
                                ONE + "/fill",
                                "The words with their placeholders filled; saves nothing",
                                Scope.READ,
                                FillInput.class,
                                Filled.class,
                                this::fill)
                        .triedOut(),
                Route.remove(ONE, "Remove a template", Scope.WRITE, this::remove));
    }

    private Template get(Call call) {
        return templates.get(call.organization(), call.id("template", TemplateId::new));
    }

    private Template save(Call call, TemplateId id) {
        var input = call.body(TemplateInput.class);
        return templates.save(
                new Template(
                        id,
                        call.organization(),
                        input.kind(),
                        input.name(),
                        input.title().orElse(""),
                        input.body(),
                        input.status(),
                        input.impact(),
                        input.affected()),
                call.actor());
    }

    private Filled fill(Call call) {
        var input = call.body(FillInput.class);
        return templates.fill(get(call), input.affected(), input.values(), clock.instant());
    }

    private Object remove(Call call) {
        templates.remove(call.organization(), get(call).id(), call.actor());
        return Nothing.INSTANCE;
    }
}
