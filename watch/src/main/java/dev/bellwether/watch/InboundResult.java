package dev.bellwether.watch;

import dev.bellwether.model.IncidentId;
import java.util.Optional;

/// What one event did.
///
/// @param incident the one it is told in; empty when it opened none
/// @param why which rule, silence or limit decided, in words
public record InboundResult(
        InboundDid did, String key, String summary, Optional<IncidentId> incident, String why) {}
