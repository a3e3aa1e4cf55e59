package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import java.util.List;
import java.util.Optional;

/// The services of an organization.
public final class Services {
    /// The most services one organization may have.
    public static final int MOST = 10_000;

    Services() {}

    /// All of them, by name.
    public List<Service> list(OrganizationId organization) {
        throw new UnsupportedOperationException();
    }

    public Optional<Service> find(OrganizationId organization, ServiceId id) {
        throw new UnsupportedOperationException();
    }

    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public Service get(OrganizationId organization, ServiceId id) {
        throw new UnsupportedOperationException();
    }

    /// A new id, for a service that is about to be saved.
    public ServiceId newId() {
        throw new UnsupportedOperationException();
    }

    /// Makes the service or changes it, by its id.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    public Service save(Service service, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Removes it; its checks and components are removed by the rooms that keep them.
    ///
    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public void remove(OrganizationId organization, ServiceId id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// Takes services of another system over with their ids; those that stand already are left.
    public Imported importAll(List<Service> services, String source) {
        throw new UnsupportedOperationException();
    }
}
