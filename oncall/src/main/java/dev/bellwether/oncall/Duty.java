package dev.bellwether.oncall;

import dev.bellwether.model.LayerId;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.PersonId;
import java.time.Instant;
import java.util.Optional;

/// Somebody is on call, and by what.
///
/// @param layer whose turn it is; empty for an override that adds somebody or stands for everybody
/// @param override that put this person there; empty when it is the layer alone
/// @param since when the turn or the override began: what tells one turn from the next
public record Duty(
        PersonId person, Optional<LayerId> layer, Optional<OverrideId> override, Instant since) {}
