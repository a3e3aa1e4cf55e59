package dev.bellwether.watch;

import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import java.util.Optional;

/// Where an alert goes.
///
/// @param nowhere it opens nothing and pages nobody
/// @param service in the place of the integration's
/// @param policy in the place of the service's
/// @param why which rule said so, in words
public record Routed(
        boolean nowhere,
        Optional<ServiceId> service,
        Optional<PolicyId> policy,
        Optional<Priority> priority,
        String why) {
    static final Routed AS_IT_IS =
            new Routed(
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "no rule matched: to the integration's service");
}
