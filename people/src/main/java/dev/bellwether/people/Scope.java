package dev.bellwether.people;

import dev.bellwether.model.Role;
import java.util.EnumSet;
import java.util.Set;

/// What a token may be good for. Each scope has the role that may do the same.
public enum Scope {
    READ(Role.VIEWER),
    RESPOND(Role.RESPONDER),
    WRITE(Role.EDITOR),
    ADMIN(Role.OWNER);

    private final Role role;

    Scope(Role role) {
        this.role = role;
    }

    /// The least role that may do what the scope allows.
    public Role role() {
        return role;
    }

    /// All that `role` may do.
    public static Set<Scope> of(Role role) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : values()) {
            if (role.atLeast(scope.role)) {
                scopes.add(scope);
            }
        }
        return Set.copyOf(scopes);
    }
}
