package dev.bellwether.model;

import java.util.List;
import java.util.Optional;

/// A person must be told. `delivery` is made from alert, target, step, loop and contact method, so
/// a step that runs twice makes one delivery.
///
/// @param person empty when the target is a channel and not a person
/// @param methods where to try, in order; the next is tried when one gives up
public record PageDue(
        DeliveryId delivery,
        AlertId alert,
        IncidentId incident,
        Optional<PersonId> person,
        List<ContactMethod> methods,
        int step,
        int loop,
        String title,
        String text)
        implements Fact {
    public PageDue {
        methods = List.copyOf(methods);
    }
}
