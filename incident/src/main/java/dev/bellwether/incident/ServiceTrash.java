package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.DependenciesChanged;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Trash;
import dev.bellwether.store.Tx;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Removed services that can be brought back, with the dependencies that went with them.
final class ServiceTrash {
    private static final String KIND = "service";

    /// @param own what it depended on
    /// @param users which services depended on it
    record Body(Service service, Dependencies own, Set<ServiceId> users) {}

    private ServiceTrash() {}

    static String put(Tx tx, Service service, Actor actor) {
        OrganizationId organization = service.organization();
        var body =
                new Body(
                        service,
                        DependencyRows.find(tx.sql(), organization, service.id()),
                        DependencyRows.usedBy(tx.sql(), organization, service.id()));
        String name = "Deleted service " + service.name();
        return Trash.put(tx, organization, KIND, service.id().value(), name, actor, body);
    }

    static Body take(Tx tx, OrganizationId organization, String id) {
        return Trash.take(tx, organization, KIND, id, Body.class);
    }

    /// Those of the old dependencies that still make sense: where services have gone since, or a
    /// circle would come about, what people said since stands.
    static void dependencies(Tx tx, Body body, Actor actor) {
        OrganizationId organization = body.service().organization();
        ServiceId id = body.service().id();
        Set<ServiceId> there =
                body.own().on().stream()
                        .filter(on -> ServiceRows.find(tx.sql(), organization, on).isPresent())
                        .collect(Collectors.toSet());
        if (!there.isEmpty()) {
            save(tx, new Dependencies(id, organization, there, body.own().window()), actor);
        }
        for (ServiceId user : body.users()) {
            if (ServiceRows.find(tx.sql(), organization, user).isPresent()) {
                Dependencies now = DependencyRows.find(tx.sql(), organization, user);
                Set<ServiceId> on = new HashSet<>(now.on());
                on.add(id);
                save(tx, new Dependencies(user, organization, on, now.window()), actor);
            }
        }
    }

    private static void save(Tx tx, Dependencies wanted, Actor actor) {
        try {
            DependencyMap.check(tx, wanted);
        } catch (InvalidInput e) {
            return;
        }
        DependencyRows.save(tx.sql(), wanted);
        tx.journal(wanted.organization(), new DependenciesChanged(wanted, actor));
    }
}
