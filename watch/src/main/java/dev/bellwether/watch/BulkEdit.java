package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The same change to many checks, in one transaction, after a plan of it was looked at. A check
/// that it would make wrong stays as it is and is named. Safe for many threads.
public final class BulkEdit {
    /// The most checks at once.
    public static final int MOST = 10_000;

    private static final int AT_ONCE = 500;

    /// What was done.
    ///
    /// @param undo brings it back ([Checks#undo]); empty when nothing was done
    public record Done(BulkPlan plan, Optional<String> undo) {}

    private final Store store;
    private final Networks networks;
    private final KnownProviders providers;
    private final CheckSeal seal;

    BulkEdit(Store store, Networks networks, KnownProviders providers, CheckSeal seal) {
        this.store = store;
        this.networks = networks;
        this.providers = providers;
        this.seal = seal;
    }

    /// What would be done. Ids of checks that are not there any more are passed over.
    ///
    /// @throws InvalidInput when these are more than [#MOST], or the change asks for nothing
    public BulkPlan plan(OrganizationId organization, List<CheckId> ids, BulkChange change) {
        require(ids, change);
        return shown(store.read(sql -> plan(find(sql, organization, ids), change)));
    }

    /// Does it. `change.service`, if it is named, must be a service of the organization.
    ///
    /// @throws InvalidInput as [#plan]
    public Done apply(
            OrganizationId organization, List<CheckId> ids, BulkChange change, Actor actor) {
        require(ids, change);
        return store.write(tx -> {
            BulkPlan plan = plan(find(tx.sql(), organization, ids), change);
            if (plan.steps().isEmpty()) {
                return new Done(shown(plan), Optional.empty());
            }
            List<Check> before = plan.steps().stream().map(BulkPlan.Step::before).toList();
            List<Check> after = plan.steps().stream().map(BulkPlan.Step::after).toList();
            String undo;
            if (change.remove()) {
                before.forEach(check -> remove(tx, check, actor));
                undo = CheckTrash.removed(tx, organization, before, actor);
            } else {
                plan.steps().forEach(step -> write(tx, step, actor));
                undo = CheckTrash.changed(tx, organization, before, after, actor);
            }
            return new Done(shown(plan), Optional.of(undo));
        });
    }

    static void remove(Tx tx, Check check, Actor actor) {
        CheckRows.delete(tx, check.id());
        tx.journal(check.organization(), new CheckRemoved(check.id(), check.service(), actor));
    }

    private void write(Tx tx, BulkPlan.Step step, Actor actor) {
        Check after = step.after();
        CheckRows.save(tx, after, seal.token(after));
        if (!step.before().service().equals(after.service())) {
            // Whoever holds what it said against the service it leaves must let go.
            tx.journal(
                    after.organization(),
                    new CheckRemoved(after.id(), step.before().service(), actor));
        }
        tx.journal(after.organization(), new CheckChanged(after, actor));
    }

    private BulkPlan plan(List<Check> checks, BulkChange change) {
        var steps = new ArrayList<BulkPlan.Step>();
        var same = new ArrayList<Check>();
        var refused = new ArrayList<BulkPlan.Refused>();
        for (Check check : checks) {
            Check after = change.on(check);
            List<Problem> problems = change.remove() ? List.of() : problems(check, after, change);
            if (!problems.isEmpty()) {
                refused.add(new BulkPlan.Refused(check, problems));
            } else if (!change.remove() && after.equals(check)) {
                same.add(check);
            } else {
                steps.add(new BulkPlan.Step(check, after));
            }
        }
        return new BulkPlan(steps, same, refused);
    }

    private List<Problem> problems(Check before, Check after, BulkChange change) {
        boolean timed = change.interval().isPresent() || change.timeout().isPresent();
        if (timed && before.spec() instanceof CheckSpec.Heartbeat) {
            return List.of(new Problem("interval", "a heartbeat keeps the time of its own job"));
        }
        return CheckRules.problems(after, networks, providers);
    }

    private static List<Check> find(Handle sql, OrganizationId organization, List<CheckId> ids) {
        var found = new ArrayList<Check>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<CheckId> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            found.addAll(CheckRows.those(sql, organization, some));
        }
        return found;
    }

    private BulkPlan shown(BulkPlan plan) {
        return new BulkPlan(
                plan.steps().stream()
                        .map(s -> new BulkPlan.Step(seal.shown(s.before()), seal.shown(s.after())))
                        .toList(),
                plan.same().stream().map(seal::shown).toList(),
                plan.refused().stream()
                        .map(r -> new BulkPlan.Refused(seal.shown(r.check()), r.problems()))
                        .toList());
    }

    private static void require(List<CheckId> ids, BulkChange change) {
        if (ids.size() > MOST) {
            throw new InvalidInput(
                    "checks", ids.size() + " are more than " + MOST + " at once; narrow the list");
        }
        if (change.isNothing()) {
            throw new InvalidInput("change", "Nothing is to be changed; choose what");
        }
        change.interval().ifPresent(interval -> positive("interval", interval));
        change.timeout().ifPresent(timeout -> positive("timeout", timeout));
    }

    private static void positive(String field, Duration span) {
        if (span.isNegative() || span.isZero()) {
            throw new InvalidInput(field, "'" + span + "' is no time span above zero");
        }
    }
}
