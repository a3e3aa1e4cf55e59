package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An outage of a provider as an organization that follows it lived through it: a line of the
/// lead-time ledger.
///
/// @param begun the first of all that was seen
/// @param sign when the first failed probe of a check of ours saw it; empty when none of ours
///   concerns the provider, or none failed
/// @param signedBy that check's name
/// @param post when the provider's page first said so, as we read it
/// @param claimed when it began by the provider's own account
/// @param page when our page showed it
/// @param call when the first message about it reached a person
/// @param incident ours; empty when there was none
/// @param ended when the provider's page, or our checks where it never posted, said that it was
///   over
public record ProviderOutage(
        String id,
        OrganizationId organization,
        ProviderId provider,
        Instant begun,
        Optional<Instant> sign,
        String signedBy,
        Optional<Instant> post,
        Optional<Instant> claimed,
        Optional<Instant> page,
        Optional<Instant> call,
        String incident,
        Optional<Instant> ended) {
    /// By how much we knew before the provider said so; negative when it was first. Empty unless
    /// both did.
    public Optional<Duration> lead() {
        return sign.flatMap(ours -> post.map(theirs -> Duration.between(ours, theirs)));
    }
}
