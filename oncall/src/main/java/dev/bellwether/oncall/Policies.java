package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import java.util.List;
import java.util.Optional;

/// The escalation policies of an organization.
public final class Policies {
    /// The most policies one organization may have.
    public static final int MOST = 1_000;

    Policies() {}

    /// All of them, by name.
    public List<EscalationPolicy> list(OrganizationId organization) {
        throw new UnsupportedOperationException();
    }

    public Optional<EscalationPolicy> find(OrganizationId organization, PolicyId id) {
        throw new UnsupportedOperationException();
    }

    /// @throws dev.bellwether.model.NotFound when the organization has none of that id
    public EscalationPolicy get(OrganizationId organization, PolicyId id) {
        throw new UnsupportedOperationException();
    }

    /// A new id, for a policy that is about to be saved.
    public PolicyId newId() {
        throw new UnsupportedOperationException();
    }

    /// Makes the policy or changes it, by its id.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    public EscalationPolicy save(EscalationPolicy policy, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /// @throws dev.bellwether.model.Conflict when a service still names it
    public void remove(OrganizationId organization, PolicyId id, Actor actor) {
        throw new UnsupportedOperationException();
    }
}
