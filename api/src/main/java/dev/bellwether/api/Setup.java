package dev.bellwether.api;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import dev.bellwether.watch.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The set-up of an organization as a document, and back. An apply is one transaction over all
/// rooms. A plan is an apply that is undone at its end: whatever applying would be refused for, the
/// plan is refused for.
final class Setup {
    private final Store store;
    private final ApiRooms rooms;

    Setup(ApiRooms rooms) {
        this.store = rooms.store();
        this.rooms = rooms;
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
        return SetupShown.exported(SetupStanding.of(organization, rooms));
    }

    /// @throws InvalidInput with everything that is wrong
    SetupPlan plan(
            OrganizationId organization, SetupDocument document, boolean prune, Actor actor) {
        try {
            return store.together(() -> {
                throw new Undone(taken(organization, document, prune, actor));
            });
        } catch (Undone e) {
            return new SetupPlan(e.plan.steps(), false, e.plan.warnings());
        }
    }

    List<Problem> problems(OrganizationId organization, SetupDocument document) {
        SetupStanding now = SetupStanding.of(organization, rooms);
        SetupDocument whole = expanded(organization, document);
        return SetupFollows.told(
                document, new SetupWanted(now, rooms, whole, (_, _) -> false).problems());
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
        try {
            return whole(organization, document, prune, actor);
        } catch (InvalidInput e) {
            throw new InvalidInput(SetupFollows.told(document, e.problems()));
        }
    }

    private SetupPlan whole(
            OrganizationId organization, SetupDocument document, boolean prune, Actor actor) {
        SetupStanding now = SetupStanding.of(organization, rooms);
        SetupDocument before = SetupShown.document(now);
        SetupDocument whole = expanded(organization, document);
        var goes = new SetupPruning(prune, before, document);
        var wanted = new SetupWanted(now, rooms, whole, goes);
        if (!wanted.problems().isEmpty()) {
            throw new InvalidInput(wanted.problems());
        }
        List<SetupStep> steps = SetupPlanner.steps(before, wanted.shown(rooms), goes);
        new SetupSteps(now, wanted, rooms, actor).take(steps, fields(whole));
        return new SetupPlan(steps, true, SetupFollows.told(document, wanted.warnings()));
    }

    private SetupDocument expanded(OrganizationId organization, SetupDocument document) {
        return SetupFollows.expanded(
                document,
                id ->
                        WantedProviders.ownKey(id)
                                .flatMap(key ->
                                        document.providers().orElse(List.of()).stream()
                                                .filter(own -> own.id().equals(key))
                                                .map(own -> own.name().strip())
                                                .findFirst())
                                .or(() ->
                                        rooms.providers()
                                                .find(
                                                        organization,
                                                        WantedProviders.kept(id, organization))
                                                .map(Provider::name)));
    }

    /// Where in the document a thing stands: `services/shop` at `services[3]`.
    private static Map<String, String> fields(SetupDocument document) {
        var fields = new HashMap<String, String>();
        place(fields, "providers", document.providers().orElse(List.of()), p -> p.id());
        place(fields, "schedules", document.schedules().orElse(List.of()), s -> s.id().value());
        place(fields, "policies", document.policies().orElse(List.of()), p -> p.id().value());
        place(fields, "services", document.services().orElse(List.of()), s -> s.id().value());
        place(fields, "checks", document.checks().orElse(List.of()), c -> c.id().value());
        place(
                fields,
                "integrations",
                document.integrations().orElse(List.of()),
                i -> i.id().value());
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
}
