package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Somebody, or something, that wants to hear what a page says.
///
/// @param shown the mail address, or the host of a webhook (its path may be secret)
/// @param components of which they want to hear; empty means all
/// @param consent where their consent comes from, in words of whoever brought them in
/// @param failures permanent refusals in a row
/// @param trouble what the last refusal said
/// @param quarantinedAt since when nothing is sent any more
/// @param purgeAt when a quarantined one is removed, unless somebody reactivates it
public record Subscriber(
        String id,
        OrganizationId organization,
        PageId page,
        Mode mode,
        State state,
        String shown,
        List<ComponentId> components,
        Source source,
        String consent,
        int failures,
        String trouble,
        Instant createdAt,
        Optional<Instant> confirmedAt,
        Optional<Instant> quarantinedAt,
        Optional<Instant> purgeAt) {
    public enum Mode {
        EMAIL,
        /// Statuspage's documents.
        WEBHOOK,
        SLACK,
        TEAMS
    }

    public enum State {
        /// Has not confirmed yet.
        PENDING,
        ACTIVE,
        /// Could not be reached too often.
        QUARANTINED
    }

    /// How they came in.
    public enum Source {
        FORM,
        OPERATOR,
        IMPORT
    }

    public Subscriber {
        components = List.copyOf(components);
    }
}
