package dev.bellwether.notify;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One message in the outbox: what it says, where it goes, how far it came, and what happened to it
/// besides. Stored flat, as one document.
record Outbound(
        DeliveryId id,
        OrganizationId organization,
        @JsonUnwrapped Said said,
        @JsonUnwrapped Route route,
        @JsonUnwrapped Progress progress,
        @JsonUnwrapped Caveats caveats) {

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
                new Said(
                        kind,
                        alert,
                        incident,
                        person,
                        now,
                        title,
                        text,
                        Optional.empty(),
                        Urgency.HIGH),
                Route.along(methods, now),
                Progress.queued(now),
                Caveats.NONE);
    }

    /// The same, and not before then.
    Outbound notBefore(Instant due) {
        return due.isAfter(progress.dueAt())
                ? new Outbound(
                        id,
                        organization,
                        said.notBefore(due),
                        Route.along(route.methods(), due),
                        progress.waiting(due, ""),
                        caveats)
                : this;
    }

    Outbound hurrying(Urgency how) {
        return new Outbound(id, organization, said.hurrying(how), route, progress, caveats);
    }

    /// Somebody must act at once: loud, wherever a channel can be.
    boolean isUrgent() {
        return said.kind() == Delivery.Kind.PAGE && said.urgency() == Urgency.HIGH;
    }

    Outbound leased(Instant until) {
        return with(route.triedAgain(), progress.leased(until), caveats);
    }

    Outbound sent(Instant until, String receipt) {
        return with(route, progress.sent(until, receipt), caveats);
    }

    Outbound mayHaveArrived() {
        return with(route, progress, caveats.mayBeDuplicate());
    }

    Outbound waiting(Instant due, boolean mayHaveArrived, String why) {
        return with(
                route,
                progress.waiting(due, why),
                mayHaveArrived ? caveats.mayBeDuplicate() : caveats);
    }

    /// The same message may have arrived by the method before: that stays marked.
    Outbound byNextMethod(Instant now, String why) {
        return with(route.next(now), progress.waiting(now, why), caveats);
    }

    /// Goes inside another one, or again by itself.
    Outbound carried(Optional<DeliveryId> by) {
        return with(route, progress, caveats.carried(by));
    }

    /// Not yet: its address was written to a moment ago. No attempt was made.
    Outbound held(Instant until) {
        return with(route, progress.waiting(until, progress.detail()), caveats);
    }

    Outbound saying(String title, String text) {
        return new Outbound(id, organization, said.saying(title, text), route, progress, caveats);
    }

    Outbound withdrawn(String why, boolean resolved) {
        return with(route, progress, caveats.withdrawn(why, resolved));
    }

    /// What it is about goes on as that incident; empty leaves it as it is.
    Outbound goingOnAs(Optional<String> incident) {
        return incident.isEmpty() ? this : with(route, progress, caveats.goingOnAs(incident));
    }

    /// What stands before its title.
    String prefix() {
        return switch (kind()) {
            case RESOLVED -> caveats.goesOnAs().isPresent() ? "Goes on elsewhere: " : "Resolved: ";
            case ACKNOWLEDGED -> "Taken on: ";
            case PAGE, MAIL, BACKLOG -> "";
        };
    }

    Outbound finished(Delivery.State end, Instant now, String why) {
        return new Outbound(
                id, organization, said.kept(), route, progress.finished(end, now, why), caveats);
    }

    private Outbound with(Route route, Progress progress, Caveats caveats) {
        return new Outbound(id, organization, said, route, progress, caveats);
    }

    Delivery.Kind kind() {
        return said.kind();
    }

    Delivery.State state() {
        return progress.state();
    }

    int attempt() {
        return progress.attempt();
    }

    boolean possibleDuplicate() {
        return caveats.possibleDuplicate();
    }

    ContactMethod contact() {
        return route.contact();
    }

    Channel channel() {
        return route.channel();
    }

    /// What it says, and about what.
    ///
    /// @param text erased when a MAIL is finished, for it may hold a code
    /// @param notBefore when it was to leave first, where that is later than `queuedAt`
    /// @param urgency of a PAGE
    record Said(
            Delivery.Kind kind,
            Optional<AlertId> alert,
            Optional<IncidentId> incident,
            Optional<PersonId> person,
            Instant queuedAt,
            String title,
            String text,
            Optional<Instant> notBefore,
            Urgency urgency) {
        Said {
            // Rows of a release that did not keep it.
            urgency = urgency == null ? Urgency.HIGH : urgency;
        }

        private Said kept() {
            return kind == Delivery.Kind.MAIL
                    ? new Said(
                            kind, alert, incident, person, queuedAt, title, "", notBefore, urgency)
                    : this;
        }

        private Said saying(String title, String text) {
            return new Said(
                    kind, alert, incident, person, queuedAt, title, text, notBefore, urgency);
        }

        private Said notBefore(Instant due) {
            return new Said(
                    kind,
                    alert,
                    incident,
                    person,
                    queuedAt,
                    title,
                    text,
                    Optional.of(due),
                    urgency);
        }

        private Said hurrying(Urgency how) {
            return new Said(kind, alert, incident, person, queuedAt, title, text, notBefore, how);
        }

        /// From when on its patience is counted.
        Instant since() {
            return notBefore.orElse(queuedAt);
        }
    }

    /// Where to try, in order.
    ///
    /// @param method index of the present one
    /// @param tries attempts begun with the present one
    /// @param methodSince when the present one was first due
    record Route(List<ContactMethod> methods, int method, int tries, Instant methodSince) {
        Route {
            methods = List.copyOf(methods);
        }

        private static Route along(List<ContactMethod> methods, Instant now) {
            return new Route(methods, 0, 0, now);
        }

        private Route triedAgain() {
            return new Route(methods, method, tries + 1, methodSince);
        }

        private Route next(Instant now) {
            return new Route(methods, method + 1, 0, now);
        }

        boolean hasNext() {
            return method + 1 < methods.size();
        }

        private ContactMethod contact() {
            return methods.get(method);
        }

        /// WEBHOOK and not EMAIL only where a method says so.
        private Channel channel() {
            return methods.isEmpty() ? Channel.EMAIL : contact().channel();
        }
    }

    /// How far it came.
    ///
    /// @param attempt attempts begun so far, over all methods
    /// @param dueAt when the next attempt is due, in QUEUED; until when its receipt is awaited, in
    ///   SENT
    /// @param detail the last answer, or why it waits
    record Progress(
            Delivery.State state,
            int attempt,
            Instant dueAt,
            Optional<Instant> leaseUntil,
            Optional<Instant> finishedAt,
            String detail) {
        private static Progress queued(Instant now) {
            return new Progress(
                    Delivery.State.QUEUED, 0, now, Optional.empty(), Optional.empty(), "");
        }

        private Progress leased(Instant until) {
            return new Progress(
                    Delivery.State.SENDING,
                    attempt + 1,
                    dueAt,
                    Optional.of(until),
                    Optional.empty(),
                    detail);
        }

        private Progress sent(Instant until, String receipt) {
            return new Progress(
                    Delivery.State.SENT,
                    attempt,
                    until,
                    Optional.empty(),
                    Optional.empty(),
                    receipt);
        }

        private Progress waiting(Instant due, String why) {
            return new Progress(
                    Delivery.State.QUEUED, attempt, due, Optional.empty(), Optional.empty(), why);
        }

        private Progress finished(Delivery.State end, Instant now, String why) {
            return new Progress(end, attempt, dueAt, Optional.empty(), Optional.of(now), why);
        }
    }

    /// What happened to it besides.
    ///
    /// @param withdrawn why nobody needs it any more, while an attempt is under way
    /// @param overWhenDelivered a notice follows that it is over
    /// @param carriedBy the message inside of which it left last
    /// @param goesOnAs the incident in which the one it tells of goes on
    record Caveats(
            boolean possibleDuplicate,
            Optional<String> withdrawn,
            boolean overWhenDelivered,
            Optional<DeliveryId> carriedBy,
            Optional<String> goesOnAs) {
        private static final Caveats NONE =
                new Caveats(false, Optional.empty(), false, Optional.empty(), Optional.empty());

        @SuppressWarnings("NullAway") // an old row has none
        Caveats {
            goesOnAs = goesOnAs == null ? Optional.empty() : goesOnAs;
        }

        private Caveats mayBeDuplicate() {
            return new Caveats(true, withdrawn, overWhenDelivered, carriedBy, goesOnAs);
        }

        private Caveats withdrawn(String why, boolean resolved) {
            return new Caveats(
                    possibleDuplicate,
                    Optional.of(why),
                    resolved || overWhenDelivered,
                    carriedBy,
                    goesOnAs);
        }

        private Caveats carried(Optional<DeliveryId> by) {
            return new Caveats(possibleDuplicate, withdrawn, overWhenDelivered, by, goesOnAs);
        }

        private Caveats goingOnAs(Optional<String> incident) {
            return new Caveats(
                    possibleDuplicate, withdrawn, overWhenDelivered, carriedBy, incident);
        }
    }
}
