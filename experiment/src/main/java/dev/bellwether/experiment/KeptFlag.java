package dev.bellwether.experiment;

import java.time.Instant;

/// A flag as it is kept.
///
/// @param version one more with each change; who saves names the one they have read
/// @param archived kept with its history and served to nobody
public record KeptFlag(
        Flag flag, FlagNotes notes, long version, boolean archived, Instant changedAt) {
    public String key() {
        return flag.key();
    }
}
