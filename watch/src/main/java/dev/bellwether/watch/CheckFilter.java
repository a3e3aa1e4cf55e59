package dev.bellwether.watch;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ServiceId;
import java.util.Optional;

/// Which checks a list shows.
///
/// @param words the name, the host or the id holds them; empty means any
public record CheckFilter(
        String words,
        Optional<CheckStanding> standing,
        Optional<Class<? extends CheckSpec>> kind,
        Optional<ServiceId> service) {
    public static final CheckFilter ALL =
            new CheckFilter("", Optional.empty(), Optional.empty(), Optional.empty());

    /// In what order a list comes.
    public enum Order {
        /// The worst first, then by name.
        WORST,
        NAME,
        /// The newest check first.
        NEWEST
    }

    CheckFilter anyStanding() {
        return new CheckFilter(words, Optional.empty(), kind, service);
    }
}
