package dev.bellwether.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// An alert that another program raised with us, and holds open until it says that it is over.
///
/// @param incident the incident that tells of it; made with it, so that whoever reads of the one
///   knows the other
/// @param integration through which it came
/// @param sender what that integration is called
/// @param key the sender's own: a second alert with an equal key from the same integration, while
///   this one is open, is this one
/// @param service what it is about, after routing
/// @param summary in one line, up to 1,024 characters
/// @param source the sender's own name of what is wrong: a host, an instance, a check
/// @param tags labels and other short facts by name
/// @param details in the sender's words, several lines; may be empty
/// @param link where the sender shows it, http or https; may be empty
/// @param paging whom it pages besides what the service says
/// @param published whether status pages tell of it at once
/// @param startedAt when the sender saw it begin
public record InboundAlert(
        IncidentId incident,
        OrganizationId organization,
        IntegrationId integration,
        String sender,
        String key,
        ServiceId service,
        Severity severity,
        String summary,
        String source,
        Map<String, String> tags,
        String details,
        String link,
        Paging paging,
        boolean published,
        Instant startedAt) {
    public InboundAlert {
        tags = Map.copyOf(tags);
    }

    /// Whom an alert pages.
    ///
    /// @param policy in the place of the service's own
    /// @param priority the sender's or the route's, `P1` (worst) to `P5`
    public record Paging(Optional<PolicyId> policy, Optional<Priority> priority) {
        public static final Paging AS_THE_SERVICE_SAYS =
                new Paging(Optional.empty(), Optional.empty());
    }

    /// How much it matters, the worst first.
    public enum Priority {
        P1,
        P2,
        P3,
        P4,
        P5
    }
}
