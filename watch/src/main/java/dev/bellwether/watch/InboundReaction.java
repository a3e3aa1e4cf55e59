package dev.bellwether.watch;

import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.store.Line;
import dev.bellwether.store.Reaction;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.Set;

/// When a person ends an alert's incident, the alert is over: what its sender says next of the same
/// key is a new one. When a service goes, who sends to it goes with it, and rules send nothing
/// there any more.
final class InboundReaction implements Reaction {
    /// What it takes; all else is passed over.
    static final Set<Class<? extends Fact>> CONCERNS =
            Set.of(IncidentChanged.class, ServiceRemoved.class);

    private final Integrations integrations;
    private final RoutingRules routing;

    InboundReaction(Integrations integrations, RoutingRules routing) {
        this.integrations = integrations;
        this.routing = routing;
    }

    @Override
    public void on(Tx tx, Line line) {
        if (line.fact() instanceof ServiceRemoved(var service, var actor)) {
            integrations.removeOf(tx, line.organization(), service, actor);
            routing.leave(tx, line.organization(), service, actor);
        } else if (line.fact() instanceof IncidentChanged changed
                && changed.incident().origin().isPresent()
                && isEnd(changed)) {
            ended(tx, changed, line.at());
        }
    }

    private static boolean isEnd(IncidentChanged changed) {
        return !changed.incident().status().isOpen()
                || changed.what() == IncidentChanged.What.DELETED;
    }

    private static void ended(Tx tx, IncidentChanged changed, Instant at) {
        InboundRows.hold(tx, changed.incident().organization(), changed.incident().id())
                .ifPresent(state -> {
                    InboundRows.save(tx.sql(), state.over(at), false);
                    if (state.seenAt().isAfter(at)) {
                        // Its sender spoke after it was ended and before we knew: that was the
                        // first word of a new alert.
                        InboundUpkeep.again(tx, state);
                    }
                });
    }
}
