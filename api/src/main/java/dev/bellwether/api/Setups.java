package dev.bellwether.api;

import dev.bellwether.model.Actor;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import tools.jackson.databind.JsonNode;

/// The set-up of an organization as a document, for those who do not come over HTTP. The same as
/// `/api/v1/setup`. Safe for many threads.
public final class Setups {
    private final Setup setup;

    public Setups(ApiRooms rooms) {
        this.setup = new Setup(rooms);
    }

    /// The document as JSON, without secrets.
    public String read(OrganizationId organization) {
        return Runner.json(Writer.write(SetupDocument.class, setup.read(organization)));
    }

    /// What applying the document would change; changes nothing.
    ///
    /// @throws InvalidInput with everything that is wrong, fields named as in the document
    public SetupPlan plan(
            OrganizationId organization, JsonNode document, boolean prune, Actor actor) {
        return setup.plan(organization, bound(organization, document), prune, actor);
    }

    /// Makes the set-up what the document says: all of it, or nothing.
    ///
    /// @throws InvalidInput with everything that is wrong, fields named as in the document
    public SetupPlan apply(
            OrganizationId organization, JsonNode document, boolean prune, Actor actor) {
        return setup.apply(organization, bound(organization, document), prune, actor);
    }

    private SetupDocument bound(OrganizationId organization, JsonNode document) {
        return Binder.read(document, SetupDocument.class)
                .orRefuse(given -> setup.problems(organization, given));
    }
}
