package dev.bellwether.api;

import dev.bellwether.incident.Template;
import dev.bellwether.incident.Templates;
import dev.bellwether.model.TemplateId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The templates that a document wants.
final class WantedTemplates {
    private final Map<TemplateId, Template> templates = new LinkedHashMap<>();

    WantedTemplates(
            SetupStanding now,
            SetupDocument document,
            WantedServices services,
            SetupProblems problems) {
        SetupProblems.each(
                "templates",
                document.templates(),
                (at, entry) -> {
                    var template =
                            new Template(
                                    entry.id(),
                                    now.organization(),
                                    entry.kind(),
                                    entry.name(),
                                    entry.title().orElse(""),
                                    entry.body(),
                                    entry.status(),
                                    entry.impact(),
                                    Set.copyOf(entry.affected()));
                    problems.unique(
                            at, templates.put(entry.id(), template), "id", entry.id().value());
                    services.known(at + ".affected", entry.affected());
                    problems.under(at, Templates.problems(template));
                });
    }

    Map<TemplateId, Template> all() {
        return templates;
    }
}
