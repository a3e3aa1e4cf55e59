package dev.bellwether.incident;

import dev.bellwether.model.Impact;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.TemplateId;
import java.util.Optional;
import java.util.Set;

/// Words kept for the next time, with placeholders such as `{{services}}`; see [Placeholders].
///
/// @param title of the incident or maintenance, may be empty for words that only update
/// @param body Markdown
/// @param status what an update by it says; for incidents
/// @param impact for incidents
public record Template(
        TemplateId id,
        OrganizationId organization,
        Kind kind,
        String name,
        String title,
        String body,
        Optional<IncidentStatus> status,
        Optional<Impact> impact,
        Set<ServiceId> affected) {
    public Template {
        affected = Set.copyOf(affected);
    }

    public enum Kind {
        INCIDENT,
        MAINTENANCE
    }
}
