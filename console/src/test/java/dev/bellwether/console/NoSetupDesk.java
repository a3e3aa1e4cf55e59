package dev.bellwether.console;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import java.util.List;

/// Where no set-up is kept as a file: the page itself is tried over the whole program.
final class NoSetupDesk implements SetupDesk {
    @Override
    public String yaml(OrganizationId organization) {
        return "version: 1\n";
    }

    @Override
    public Outcome plan(OrganizationId organization, String yaml, boolean prune, Actor actor) {
        return new Outcome.Planned(List.of(), 0, List.of());
    }

    @Override
    public Outcome apply(OrganizationId organization, String yaml, boolean prune, Actor actor) {
        return plan(organization, yaml, prune, actor);
    }
}
