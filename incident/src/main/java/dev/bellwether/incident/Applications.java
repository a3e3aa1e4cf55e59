package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.ApplicationId;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The applications of an organization.
public final class Applications {
    /// The most applications one organization may have.
    public static final int MOST = 500;

    private static final int MOST_SERVICES = 500;
    private static final Documents<Application> APPLICATIONS =
            Documents.in("application", Application.class);

    private final Store store;

    Applications(Store store) {
        this.store = store;
    }

    /// All of them, by name.
    public List<Application> list(OrganizationId organization) {
        return store.read(sql -> APPLICATIONS.select(sql, organization, "ORDER BY name, id", MOST));
    }

    public Optional<Application> find(OrganizationId organization, ApplicationId id) {
        return store.read(sql -> APPLICATIONS.find(sql, organization, id));
    }

    /// @throws NotFound when the organization has none of that id
    public Application get(OrganizationId organization, ApplicationId id) {
        return find(organization, id).orElseThrow(() -> new NotFound("application", id.value()));
    }

    /// A new id, for an application that is about to be saved.
    public ApplicationId newId() {
        return new ApplicationId(store.<String>write(Tx::newId));
    }

    /// Makes it or changes it, by its id.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    /// @throws Conflict when the organization has [#MOST] others
    public Application save(Application application, Actor actor) {
        OrganizationId organization = application.organization();
        store.run(tx -> {
            rules(application)
                    .known(
                            tx,
                            organization,
                            application.services().size() > MOST_SERVICES
                                    ? Set.of()
                                    : application.services(),
                            "services")
                    .refuse();
            if (APPLICATIONS.find(tx.sql(), organization, application.id()).isEmpty()
                    && APPLICATIONS.count(tx.sql(), organization) >= MOST) {
                throw new Conflict(
                        "There are " + MOST + " applications already, which is the most");
            }
            APPLICATIONS
                    .row(organization, application.id(), application)
                    .with("name", application.name())
                    .save(tx.sql());
            tx.journal(
                    organization,
                    new Audited(
                            actor,
                            "application.saved",
                            application.id().value(),
                            application.name()));
        });
        return application;
    }

    /// @throws NotFound when the organization has none of that id
    public void remove(OrganizationId organization, ApplicationId id, Actor actor) {
        store.run(tx -> {
            if (!APPLICATIONS.remove(tx.sql(), organization, id)) {
                throw new NotFound("application", id.value());
            }
            tx.journal(organization, new Audited(actor, "application.removed", id.value(), ""));
        });
    }

    private static Problems rules(Application application) {
        return new Problems()
                .text("name", application.name(), 1, 100)
                .text("description", application.description(), 0, 1_000)
                .require(
                        application.services().size() <= MOST_SERVICES,
                        "services",
                        "'"
                                + application.services().size()
                                + "' services are named; at most "
                                + MOST_SERVICES
                                + " are allowed");
    }
}
