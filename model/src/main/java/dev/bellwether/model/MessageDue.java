package dev.bellwether.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A person is to be told something that is no page: nobody waits for them to take it on, and it
/// counts as none.
///
/// @param methods where to try, in order; the next is tried when one gives up
/// @param title shown in lists of messages, so never a secret
/// @param notBefore when their quiet hours end; empty: at once
public record MessageDue(
        DeliveryId delivery,
        PersonId person,
        List<ContactMethod> methods,
        String title,
        String text,
        Optional<Instant> notBefore)
        implements Fact {
    public MessageDue {
        methods = List.copyOf(methods);
    }
}
