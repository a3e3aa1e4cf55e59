package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Directory;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyChanged;
import dev.bellwether.model.PolicyId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;

/// The escalation policies of an organization.
public final class Policies {
    /// The most policies one organization may have.
    public static final int MOST = 1_000;

    private final Store store;
    private final Directory directory;

    Policies(Store store, Directory directory) {
        this.store = store;
        this.directory = directory;
    }

    /// All of them, by name.
    public List<EscalationPolicy> list(OrganizationId organization) {
        return store.read(sql -> PolicyRows.list(sql, organization));
    }

    public Optional<EscalationPolicy> find(OrganizationId organization, PolicyId id) {
        return store.read(sql -> PolicyRows.find(sql, organization, id));
    }

    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public EscalationPolicy get(OrganizationId organization, PolicyId id) {
        return find(organization, id)
                .orElseThrow(() -> new NotFound("escalation policy", id.value()));
    }

    /// A new id, for a policy that is about to be saved.
    public PolicyId newId() {
        return new PolicyId(store.<String>write(Tx::newId));
    }

    /// Makes the policy or changes it, by its id.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    /// @throws dev.bellwether.model.Conflict when the organization has [#MOST] others
    public EscalationPolicy save(EscalationPolicy policy, Actor actor) {
        PolicyInput.check(policy, directory);
        store.run(tx -> {
            if (PolicyRows.find(tx.sql(), policy.organization(), policy.id()).isEmpty()
                    && PolicyRows.count(tx.sql(), policy.organization()) >= MOST) {
                throw new Conflict("There are " + MOST + " policies already, which is the most");
            }
            PolicyRows.save(tx.sql(), policy);
            tx.journal(policy.organization(), new PolicyChanged(policy, actor));
        });
        return policy;
    }

    /// @throws dev.bellwether.model.Conflict when a service still names it
    public void remove(OrganizationId organization, PolicyId id, Actor actor) {
        store.run(tx -> {
            List<String> users = KnownRows.usersOf(tx.sql(), organization, id);
            if (!users.isEmpty()) {
                throw new Conflict("Policy '" + id + "' is used by " + String.join(", ", users));
            }
            if (!PolicyRows.remove(tx.sql(), organization, id)) {
                throw new NotFound("escalation policy", id.value());
            }
            tx.journal(organization, new Audited(actor, "policy.removed", id.value(), ""));
        });
    }
}
