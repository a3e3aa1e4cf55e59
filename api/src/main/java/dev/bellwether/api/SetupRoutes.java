package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import java.util.List;

/// The whole set-up of an organization: read, planned, applied.
final class SetupRoutes {
    private static final Query PRUNE =
            Query.text("prune", "`true` deletes what the sections of the document do not name");

    private static final long MOST_BYTES = 5L << 20;

    private final Setup setup;

    SetupRoutes(Setup setup) {
        this.setup = setup;
    }

    List<Route> routes() {
        Route read =
                Route.read(
                        "/setup",
                        "The set-up of the organization as a document, without secrets",
                        SetupDocument.class,
                        call -> setup.read(call.organization()));
        return List.of(
                read.needing(Scope.WRITE),
                Route.act(
                                "/setup/plan",
                                "What applying a document would change; changes nothing",
                                Scope.WRITE,
                                SetupDocument.class,
                                SetupPlan.class,
                                call ->
                                        setup.plan(
                                                call.organization(),
                                                document(call),
                                                prune(call),
                                                call.actor()))
                        .with(PRUNE)
                        .withBodyOf(MOST_BYTES)
                        .judgedBy(SetupDocument.class, this::problems),
                Route.act(
                                "/setup",
                                "Make the set-up what the document says; may be repeated",
                                Scope.WRITE,
                                SetupDocument.class,
                                SetupPlan.class,
                                call ->
                                        setup.apply(
                                                call.organization(),
                                                document(call),
                                                prune(call),
                                                call.actor()))
                        .with(PRUNE)
                        .withBodyOf(MOST_BYTES)
                        .judgedBy(SetupDocument.class, this::problems));
    }

    private List<InvalidInput.Problem> problems(Principal by, SetupDocument document) {
        return setup.problems(by.organization(), document);
    }

    private static SetupDocument document(Call call) {
        return call.body(SetupDocument.class);
    }

    private static boolean prune(Call call) {
        String given = call.query("prune").orElse("false");
        if (!given.equals("true") && !given.equals("false")) {
            throw new InvalidInput("prune", "'" + given + "' is not true or false");
        }
        return given.equals("true");
    }
}
