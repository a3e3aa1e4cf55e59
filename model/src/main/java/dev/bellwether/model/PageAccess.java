package dev.bellwether.model;

import java.util.List;
import java.util.Optional;

/// Who may read a status page.
///
/// @param password whether there is one
/// @param passwordHash Argon2id in the PHC string format; never given to people or programs
/// @param networks blocks such as `10.1.0.0/16` or single addresses from which it may be read
/// @param both whether visitors need the password *and* one of the networks, where there are both;
///   otherwise either is enough
/// @param generation goes up with each new password or key: what was handed out before ends
public record PageAccess(
        boolean password,
        Optional<String> passwordHash,
        List<String> networks,
        boolean both,
        int generation) {
    /// Anybody.
    public static final PageAccess OPEN =
            new PageAccess(false, Optional.empty(), List.of(), false, 0);

    public PageAccess {
        networks = List.copyOf(networks);
    }

    public boolean isOpen() {
        return !password && networks.isEmpty();
    }

    /// As people and programs may see it.
    public PageAccess withoutHash() {
        return new PageAccess(password, Optional.empty(), networks, both, generation);
    }
}
