package dev.bellwether.experiment;

import dev.bellwether.model.ServiceId;
import java.util.Set;

/// What is kept with a flag and decides nothing of whom it serves what.
///
/// @param description for people, up to 2,000 characters
/// @param open whoever has the site's key, which stands in pages that anybody can read, may
///   evaluate the flag and read its rules; of others, only bearers of a token
/// @param services that it touches, at most 100: what happens to them is looked for here first
public record FlagNotes(String description, boolean open, Set<ServiceId> services) {
    static final int LONGEST = 2_000;
    static final int MOST_SERVICES = 100;

    public static final FlagNotes NONE = new FlagNotes("", false, Set.of());

    public FlagNotes {
        services = Set.copyOf(services);
    }
}
