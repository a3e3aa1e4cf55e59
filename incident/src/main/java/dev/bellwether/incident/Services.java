package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Incident;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The services of an organization.
public final class Services {
    /// The most services one organization may have.
    public static final int MOST = 10_000;

    private final Store store;

    Services(Store store) {
        this.store = store;
    }

    /// All of them, by name.
    public List<Service> list(OrganizationId organization) {
        return store.read(sql -> ServiceRows.list(sql, organization));
    }

    public Optional<Service> find(OrganizationId organization, ServiceId id) {
        return store.read(sql -> ServiceRows.find(sql, organization, id));
    }

    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public Service get(OrganizationId organization, ServiceId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("service", id.value()));
    }

    /// A new id, for a service that is about to be saved.
    public ServiceId newId() {
        return new ServiceId(store.<String>write(Tx::newId));
    }

    /// Makes the service or changes it, by its id.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    public Service save(Service service, Actor actor) {
        store.run(tx -> make(tx, service, actor));
        return service;
    }

    /// The same in the transaction of whoever makes more together with it.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    public void make(Tx tx, Service service, Actor actor) {
        validate(service);
        Turn.take(tx, service.organization());
        keep(tx, service, actor);
    }

    /// Removes it; its checks and components are removed by the rooms that keep them.
    ///
    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public String remove(OrganizationId organization, ServiceId id, Actor actor) {
        return store.write(tx -> {
            Turn.take(tx, organization);
            Service service =
                    ServiceRows.find(tx.sql(), organization, id)
                            .orElseThrow(() -> new NotFound("service", id.value()));
            String undo = ServiceTrash.put(tx, service, actor);
            leaveToPerson(tx, organization, id, actor);
            var children = DependencyRows.downstream(tx.sql(), organization, id);
            ServiceRows.remove(tx.sql(), organization, id);
            WatchRows.remove(tx.sql(), organization, id);
            StatusRows.remove(tx.sql(), organization, id);
            tx.journal(organization, new ServiceRemoved(id, actor));
            DependencyMap.forget(tx, organization, id, actor);
            WatchRows.troubled(tx.sql(), organization, children)
                    .forEach(child -> Desk.lookAt(tx, organization, child.service()));
            return undo;
        });
    }

    /// Brings a removed service back under its id, with what it depended on and what depended on
    /// it; its checks follow in a moment. The past of its status does not come back, nor do
    /// incidents return to automation.
    ///
    /// @return the service
    /// @throws NotFound when it was undone already, or too long ago
    /// @throws Conflict when there is a service of this id again
    public Service undo(OrganizationId organization, String undo, Actor actor) {
        return store.write(tx -> {
            Turn.take(tx, organization);
            ServiceTrash.Body body = ServiceTrash.take(tx, organization, undo);
            Service service = body.service();
            if (ServiceRows.find(tx.sql(), organization, service.id()).isPresent()) {
                throw new Conflict("Service '" + service.id() + "' is there again already");
            }
            keep(tx, service, actor);
            ServiceTrash.dependencies(tx, body, actor);
            return service;
        });
    }

    /// Filtered, sorted, counted and searched.
    public ServiceLists lists() {
        return new ServiceLists(store);
    }

    /// The names of some services; those that are not there are left out.
    public Map<ServiceId, String> names(OrganizationId organization, Set<ServiceId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : store.read(sql -> ServiceRows.names(sql, organization, ids));
    }

    /// Takes services of another system over with their ids; those that stand already are left.
    public Imported importAll(List<Service> services, String source) {
        services.forEach(Services::validate);
        return store.write(tx -> {
            var done = new Imported(0, 0, 0);
            for (Service service : services) {
                Turn.take(tx, service.organization());
                boolean known =
                        ServiceRows.find(tx.sql(), service.organization(), service.id())
                                .isPresent();
                if (!known) {
                    keep(tx, service, Actor.imported(source));
                }
                done = done.plus(new Imported(known ? 0 : 1, 0, known ? 1 : 0));
            }
            return done;
        });
    }

    private static void keep(Tx tx, Service service, Actor actor) {
        boolean known =
                ServiceRows.find(tx.sql(), service.organization(), service.id()).isPresent();
        if (!known && ServiceRows.count(tx.sql(), service.organization()) >= MOST) {
            throw new Conflict("There are " + MOST + " services already, which is the most");
        }
        ServiceRows.save(tx.sql(), service);
        tx.journal(service.organization(), new ServiceChanged(service, actor));
        Desk.look(tx, service.organization(), service.id());
    }

    /// Nobody watches the service any more: what is open about it is for a person to end.
    private static void leaveToPerson(
            Tx tx, OrganizationId organization, ServiceId id, Actor actor) {
        for (Incident incident : IncidentRows.openOf(tx.sql(), organization, id)) {
            Desk.leaveToPerson(
                    tx,
                    incident,
                    "Service " + id + " was removed: automation cannot tell any more.",
                    actor);
        }
    }

    /// What [#save] would refuse the service for, so that it can be told together with more.
    public static List<Problem> problems(Service service) {
        try {
            validate(service);
            return List.of();
        } catch (InvalidInput e) {
            return e.problems();
        }
    }

    private static void validate(Service service) {
        new Problems()
                .text("name", service.name(), 1, 100)
                .text("description", service.description(), 0, 1_000)
                .require(
                        isWait(service.policy().openAfter()),
                        "policy.openAfter",
                        "'" + service.policy().openAfter() + "' is not between zero and 24 hours")
                .require(
                        isWait(service.policy().resolveAfter()),
                        "policy.resolveAfter",
                        "'"
                                + service.policy().resolveAfter()
                                + "' is not between zero and 24 hours")
                .refuse();
    }

    private static boolean isWait(Duration wait) {
        return !wait.isNegative() && wait.compareTo(Duration.ofHours(24)) <= 0;
    }
}
