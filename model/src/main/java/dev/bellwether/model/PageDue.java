package dev.bellwether.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A person must be told. `delivery` is made from alert, target, step, rule and loop, so a step
/// that runs twice makes one delivery.
///
/// @param person empty when the target is a channel and not a person
/// @param methods where to try, in order; the next is tried when one gives up
/// @param notBefore when the person's notification rule wants it; empty: at once
/// @param urgency how loud a channel that knows of it is to be
public record PageDue(
        DeliveryId delivery,
        AlertId alert,
        IncidentId incident,
        Optional<PersonId> person,
        List<ContactMethod> methods,
        int step,
        int loop,
        String title,
        String text,
        Optional<Instant> notBefore,
        Urgency urgency)
        implements Fact {
    public PageDue {
        methods = List.copyOf(methods);
        // Lines of a release that did not have it.
        urgency = urgency == null ? Urgency.HIGH : urgency;
    }

    /// At once, and urgent.
    public PageDue(
            DeliveryId delivery,
            AlertId alert,
            IncidentId incident,
            Optional<PersonId> person,
            List<ContactMethod> methods,
            int step,
            int loop,
            String title,
            String text) {
        this(
                delivery,
                alert,
                incident,
                person,
                methods,
                step,
                loop,
                title,
                text,
                Optional.empty(),
                Urgency.HIGH);
    }
}
