package dev.bellwether.oncall;

import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.PersonId;
import java.time.Instant;
import java.util.Optional;

/// Somebody who was to be told of an alert, and what became of it.
///
/// @param person empty when the target is a webhook
/// @param dueAt when it was decided
/// @param step index of the step; as many as the policy has steps means the last resort
/// @param state empty while nothing was heard of it
/// @param channel of the last attempt
/// @param detail the transport's receipt, or why not
public record Told(
        DeliveryId delivery,
        Optional<PersonId> person,
        Instant dueAt,
        int step,
        int loop,
        Optional<DeliveryChanged.State> state,
        Optional<Channel> channel,
        Optional<Instant> changedAt,
        String detail) {}
