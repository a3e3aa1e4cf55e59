package dev.bellwether.people;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import java.util.Optional;
import java.util.Set;

/// Who asks, for which organization, and what they may do.
///
/// @param person who it is, when it is a person and no token
public record Principal(
        OrganizationId organization,
        Actor actor,
        Role role,
        Set<Scope> scopes,
        Optional<PersonId> person) {
    public Principal {
        scopes = Set.copyOf(scopes);
    }

    static Principal of(Person person) {
        return new Principal(
                person.organization(),
                Actor.person(person),
                person.role(),
                Scope.of(person.role()),
                Optional.of(person.id()));
    }

    /// The program itself, such as its command line: may do everything in `organization`.
    public static Principal system(OrganizationId organization, String why) {
        return new Principal(
                organization,
                Actor.automation("server", why),
                Role.OWNER,
                Scope.of(Role.OWNER),
                Optional.empty());
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /// @throws Forbidden naming the right that is missing
    public void require(Scope scope) {
        if (!may(scope)) {
            throw new Forbidden(
                    "This needs the right "
                            + scope
                            + " (role "
                            + scope.role()
                            + " or a token with that scope); "
                            + actor.name()
                            + " has "
                            + scopes.stream().sorted().toList());
        }
    }

    public boolean is(PersonId id) {
        return person.filter(id::equals).isPresent();
    }
}
