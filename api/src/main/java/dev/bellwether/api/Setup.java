package dev.bellwether.api;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.oncall.Policies;
import dev.bellwether.people.People;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.store.Store;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Providers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The set-up of an organization as a document, and back. An apply is one transaction over all
/// rooms. A plan is an apply that is undone at its end: whatever applying would be refused for, the
/// plan is refused for.
final class Setup {
    private final Store store;
    private final People people;
    private final Providers providers;
    private final Checks checks;
    private final IncidentRoom incidents;
    private final Policies policies;
    private final StatusPages pages;

    Setup(ApiRooms rooms) {
        this.store = rooms.store();
        this.people = rooms.people();
        this.providers = rooms.providers();
        this.checks = rooms.checks();
        this.incidents = rooms.incidents();
        this.policies = rooms.oncall().policies();
        this.pages = rooms.pages();
    }

    /// Undoes a transaction, with what it would have come to.
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient SetupPlan plan;

        private Undone(SetupPlan plan) {
            super("", null, false, false);
            this.plan = plan;
        }
    }

    SetupDocument read(OrganizationId organization) {
        return SetupShown.document(standing(organization));
    }

    /// @throws InvalidInput with everything that is wrong
    SetupPlan plan(
            OrganizationId organization, SetupDocument document, boolean prune, Actor actor) {
        try {
            return store.together(() -> {
                throw new Undone(taken(organization, document, prune, actor));
            });
        } catch (Undone e) {
            return new SetupPlan(e.plan.steps(), false);
        }
    }

    List<Problem> problems(OrganizationId organization, SetupDocument document) {
        return wanted(standing(organization), document, false).problems();
    }

    /// @throws InvalidInput with everything that is wrong; then nothing was changed
    SetupPlan apply(
            OrganizationId organization, SetupDocument document, boolean prune, Actor actor) {
        return store.together(() -> {
            SetupPlan plan = taken(organization, document, prune, actor);
            store.run(tx ->
                    tx.journal(
                            organization,
                            new Audited(actor, "setup.applied", "setup", plan.words())));
            return plan;
        });
    }

    private SetupPlan taken(
            OrganizationId organization, SetupDocument document, boolean prune, Actor actor) {
        SetupStanding now = standing(organization);
        SetupWanted wanted = wanted(now, document, prune);
        if (!wanted.problems().isEmpty()) {
            throw new InvalidInput(wanted.problems());
        }
        List<SetupStep> steps =
                SetupPlanner.steps(SetupShown.document(now), wanted.shown(checks, pages), prune);
        new SetupSteps(now, wanted, providers, checks, incidents, policies, pages, actor)
                .take(steps, fields(document));
        return new SetupPlan(steps, true);
    }

    /// Where in the document a thing stands: `services/shop` at `services[3]`.
    private static Map<String, String> fields(SetupDocument document) {
        var fields = new HashMap<String, String>();
        place(fields, "providers", document.providers().orElse(List.of()), p -> p.id());
        place(fields, "policies", document.policies().orElse(List.of()), p -> p.id().value());
        place(fields, "services", document.services().orElse(List.of()), s -> s.id().value());
        place(fields, "checks", document.checks().orElse(List.of()), c -> c.id().value());
        place(fields, "templates", document.templates().orElse(List.of()), t -> t.id().value());
        place(fields, "pages", document.pages().orElse(List.of()), p -> p.slug());
        return fields;
    }

    private static <T> void place(
            Map<String, String> fields, String section, List<T> entries, Function<T, String> key) {
        for (int i = 0; i < entries.size(); i++) {
            fields.put(section + "/" + key.apply(entries.get(i)), section + "[" + i + "]");
        }
    }

    private SetupWanted wanted(SetupStanding now, SetupDocument document, boolean prune) {
        return new SetupWanted(now, checks, policies, pages, document, prune);
    }

    private SetupStanding standing(OrganizationId organization) {
        return SetupStanding.of(
                organization, people, providers, checks, incidents, policies, pages);
    }
}
