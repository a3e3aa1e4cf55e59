package dev.bellwether.experiment;

import java.time.Instant;

/// A state in which a campaign ran: who was counted from when, and by which metrics. Each start
/// makes one, and each change while it runs.
///
/// @param number 1 is the first
/// @param why it was made, in words
/// @param campaign its `from` is the beginning of the period that it covers: of the edition before
///   unless visitors are divided otherwise
public record Edition(long number, Instant madeAt, String why, Campaign campaign) {
    /// Whether it covers a time before it was made.
    public boolean isEdited() {
        return madeAt.isAfter(campaign.from()) && number > 1;
    }
}
