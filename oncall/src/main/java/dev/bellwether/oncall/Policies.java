package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Fact;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyChanged;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.store.Store;
import dev.bellwether.store.Trash;
import dev.bellwether.store.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The escalation policies of an organization.
public final class Policies {
    /// The most policies one organization may have.
    public static final int MOST = 1_000;

    private static final String TRASH = "policy";

    private final Store store;
    private final Staff staff;
    private final Places places;

    Policies(Store store, Staff staff, Places places) {
        this.store = store;
        this.staff = staff;
        this.places = places;
    }

    /// All of them, by name.
    public List<EscalationPolicy> list(OrganizationId organization) {
        return store.read(sql -> PolicyRows.list(sql, organization)).stream()
                .map(places::opened)
                .toList();
    }

    public Optional<EscalationPolicy> find(OrganizationId organization, PolicyId id) {
        return store.read(sql -> PolicyRows.find(sql, organization, id)).map(places::opened);
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
        PolicyInput.check(policy, staff, schedules(policy));
        EscalationPolicy kept = places.sealed(policy);
        store.run(tx -> {
            if (PolicyRows.find(tx.sql(), policy.organization(), policy.id()).isEmpty()
                    && PolicyRows.count(tx.sql(), policy.organization()) >= MOST) {
                throw new Conflict("There are " + MOST + " policies already, which is the most");
            }
            PolicyRows.save(tx.sql(), kept);
            tx.journal(policy.organization(), new PolicyChanged(kept, actor));
        });
        return policy;
    }

    /// Everybody whom its steps may ever page: by name, or through a schedule they have a part in.
    public Set<PersonId> people(EscalationPolicy policy) {
        Stream<PersonId> named =
                policy.steps().stream()
                        .flatMap(step -> step.targets().stream())
                        .flatMap(target ->
                                target instanceof EscalationPolicy.Target.ToPerson(var person)
                                        ? Stream.of(person)
                                        : Stream.empty());
        return Stream.concat(named, schedules(policy).values().stream().flatMap(Set::stream))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What [#save] would refuse the policy for, so that it can be told together with more.
    public List<Problem> problems(EscalationPolicy policy) {
        try {
            PolicyInput.check(policy, staff, schedules(policy));
            return List.of();
        } catch (InvalidInput e) {
            return e.problems();
        }
    }

    /// Those the policy names, with everybody who has a part in them.
    private Map<ScheduleId, Set<PersonId>> schedules(EscalationPolicy policy) {
        return store.read(sql ->
                policy.schedules().stream()
                        .flatMap(id -> ScheduleRows.find(sql, policy.organization(), id).stream())
                        .collect(
                                Collectors.toMap(
                                        Schedule::id,
                                        schedule ->
                                                schedule.layers().stream()
                                                        .flatMap(layer -> layer.people().stream())
                                                        .collect(Collectors.toSet()))));
    }

    /// @return what brings it back within [Trash#KEPT], see [#undo]
    /// @throws dev.bellwether.model.Conflict when a service still names it
    public String remove(OrganizationId organization, PolicyId id, Actor actor) {
        return store.write(tx -> {
            List<String> users = users(tx, organization, id);
            if (!users.isEmpty()) {
                throw new Conflict("Policy '" + id + "' is used by " + String.join(", ", users));
            }
            EscalationPolicy policy =
                    PolicyRows.find(tx.sql(), organization, id)
                            .orElseThrow(() -> new NotFound("escalation policy", id.value()));
            PolicyRows.remove(tx.sql(), organization, id);
            tx.journal(organization, new Audited(actor, "policy.removed", id.value(), ""));
            String name = "Deleted policy " + policy.name();
            return Trash.put(tx, organization, TRASH, id.value(), name, actor, policy);
        });
    }

    /// As the journal told it, and as this transaction will tell it.
    private static List<String> users(Tx tx, OrganizationId organization, PolicyId id) {
        var users = new LinkedHashMap<ServiceId, String>();
        KnownRows.usersOf(tx.sql(), organization, id)
                .forEach(service -> users.put(service.id(), service.name()));
        for (Fact fact : tx.facts(organization)) {
            switch (fact) {
                case ServiceRemoved(var service, _) -> users.remove(service);
                case ServiceChanged(var service, _)
                        when service.escalation().equals(Optional.of(id)) ->
                        users.put(service.id(), service.name());
                case ServiceChanged(var service, _) -> users.remove(service.id());
                default -> {}
            }
        }
        return users.values().stream().limit(3).toList();
    }

    /// Brings a removed policy back as it was.
    ///
    /// @throws NotFound when it was undone already, or too long ago
    /// @throws Conflict when there is a policy of this id again, or [#MOST] others
    public EscalationPolicy undo(OrganizationId organization, String undo, Actor actor) {
        return store.write(tx -> {
            var policy = Trash.take(tx, organization, TRASH, undo, EscalationPolicy.class);
            if (PolicyRows.find(tx.sql(), organization, policy.id()).isPresent()
                    || PolicyRows.count(tx.sql(), organization) >= MOST) {
                throw new Conflict(
                        "Policy '"
                                + policy.id()
                                + "' is there again already, or there are too many");
            }
            PolicyRows.save(tx.sql(), policy);
            tx.journal(organization, new PolicyChanged(policy, actor));
            return places.opened(policy);
        });
    }
}
