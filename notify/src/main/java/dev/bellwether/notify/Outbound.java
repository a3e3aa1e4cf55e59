package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One message in the outbox, and how far it came.
///
/// @param methods where to try, in order
/// @param method index of the present one
/// @param attempt attempts begun so far, over all methods
/// @param tries attempts begun with the present method
/// @param withdrawn why nobody needs it any more, while an attempt is under way
/// @param overWhenDelivered a notice follows that it is over
/// @param methodSince when the present method was first due
/// @param dueAt when the next attempt is due, in QUEUED
/// @param text erased when a MAIL is finished, for it may hold a code
record Outbound(
        DeliveryId id,
        OrganizationId organization,
        Delivery.Kind kind,
        Optional<AlertId> alert,
        Optional<IncidentId> incident,
        Optional<PersonId> person,
        List<ContactMethod> methods,
        int method,
        Delivery.State state,
        int attempt,
        int tries,
        boolean possibleDuplicate,
        Optional<String> withdrawn,
        boolean overWhenDelivered,
        Instant queuedAt,
        Instant methodSince,
        Instant dueAt,
        Optional<Instant> leaseUntil,
        Optional<Instant> finishedAt,
        String title,
        String text,
        String detail) {
    Outbound {
        methods = List.copyOf(methods);
    }

    static Outbound queued(
            DeliveryId id,
            OrganizationId organization,
            Delivery.Kind kind,
            Optional<AlertId> alert,
            Optional<IncidentId> incident,
            Optional<PersonId> person,
            List<ContactMethod> methods,
            String title,
            String text,
            Instant now) {
        return new Outbound(
                id,
                organization,
                kind,
                alert,
                incident,
                person,
                methods,
                0,
                Delivery.State.QUEUED,
                0,
                0,
                false,
                Optional.empty(),
                false,
                now,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                title,
                text,
                "");
    }

    ContactMethod contact() {
        return methods.get(method);
    }

    /// WEBHOOK and not EMAIL only where a method says so.
    Channel channel() {
        return methods.isEmpty() ? Channel.EMAIL : contact().channel();
    }

    boolean hasNextMethod() {
        return method + 1 < methods.size();
    }

    Outbound leased(Instant until) {
        return new Outbound(
                id,
                organization,
                kind,
                alert,
                incident,
                person,
                methods,
                method,
                Delivery.State.SENDING,
                attempt + 1,
                tries + 1,
                possibleDuplicate,
                withdrawn,
                overWhenDelivered,
                queuedAt,
                methodSince,
                dueAt,
                Optional.of(until),
                Optional.empty(),
                title,
                text,
                detail);
    }

    Outbound waiting(Instant due, boolean mayHaveArrived, String why) {
        return new Outbound(
                id,
                organization,
                kind,
                alert,
                incident,
                person,
                methods,
                method,
                Delivery.State.QUEUED,
                attempt,
                tries,
                possibleDuplicate || mayHaveArrived,
                withdrawn,
                overWhenDelivered,
                queuedAt,
                methodSince,
                due,
                Optional.empty(),
                Optional.empty(),
                title,
                text,
                why);
    }

    /// The same message may have arrived by the method before: that stays marked.
    Outbound byNextMethod(Instant now, String why) {
        return new Outbound(
                id,
                organization,
                kind,
                alert,
                incident,
                person,
                methods,
                method + 1,
                Delivery.State.QUEUED,
                attempt,
                0,
                possibleDuplicate,
                withdrawn,
                overWhenDelivered,
                queuedAt,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                title,
                text,
                why);
    }

    Outbound withdrawn(String why, boolean resolved) {
        return new Outbound(
                id,
                organization,
                kind,
                alert,
                incident,
                person,
                methods,
                method,
                state,
                attempt,
                tries,
                possibleDuplicate,
                Optional.of(why),
                resolved || overWhenDelivered,
                queuedAt,
                methodSince,
                dueAt,
                leaseUntil,
                finishedAt,
                title,
                text,
                detail);
    }

    Outbound finished(Delivery.State end, Instant now, String why) {
        return new Outbound(
                id,
                organization,
                kind,
                alert,
                incident,
                person,
                methods,
                method,
                end,
                attempt,
                tries,
                possibleDuplicate,
                withdrawn,
                overWhenDelivered,
                queuedAt,
                methodSince,
                dueAt,
                Optional.empty(),
                Optional.of(now),
                title,
                kind == Delivery.Kind.MAIL ? "" : text,
                why);
    }
}
