package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an alert asks for.
sealed interface AlertEffect {
    /// @param after since now, by the person's notification rule
    record Page(
            DeliveryId delivery,
            Optional<PersonId> person,
            List<ContactMethod> methods,
            int step,
            int loop,
            Duration after)
            implements AlertEffect {
        public Page {
            methods = List.copyOf(methods);
        }
    }

    /// The alert changed, and why.
    ///
    /// That pages on their way are not needed any more follows from ACKNOWLEDGED and RESOLVED; who
    /// sends them says what became of each.
    record Say(Escalating after, AlertChanged.What what, Actor actor, String note)
            implements AlertEffect {}
}
