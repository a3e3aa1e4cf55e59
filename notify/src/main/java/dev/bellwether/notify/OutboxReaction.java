package dev.bellwether.notify;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Fact;
import dev.bellwether.model.MessageDue;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.notify.Decision.Notice;
import dev.bellwether.store.Line;
import dev.bellwether.store.Reaction;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Fills the outbox from the journal, in the transaction that moves the cursor: a page that is due
/// is a row before anything else can happen to it.
final class OutboxReaction implements Reaction {
    /// What it takes; all else is passed over.
    static final Set<Class<? extends Fact>> CONCERNS =
            Set.of(PageDue.class, MessageDue.class, AlertChanged.class);

    private final Outbox outbox;
    private final Decide decide;

    OutboxReaction(Outbox outbox, Decide decide) {
        this.outbox = outbox;
        this.decide = decide;
    }

    @Override
    public void on(Tx tx, Line line) {
        if (line.fact() instanceof PageDue due) {
            pageDue(tx, line.organization(), due);
        } else if (line.fact() instanceof MessageDue due) {
            messageDue(tx, line.organization(), due);
        } else if (line.fact() instanceof AlertChanged changed) {
            alertChanged(tx, line.organization(), changed);
        }
    }

    private void pageDue(Tx tx, OrganizationId organization, PageDue due) {
        var message =
                Outbound.queued(
                                due.delivery(),
                                organization,
                                Delivery.Kind.PAGE,
                                Optional.of(due.alert()),
                                Optional.of(due.incident()),
                                due.person(),
                                due.methods(),
                                due.title(),
                                due.text(),
                                tx.now())
                        .hurrying(due.urgency())
                        .notBefore(due.notBefore().orElse(tx.now()));
        if (due.methods().isEmpty()) {
            String why = "there is no verified contact method";
            message = message.finished(Delivery.State.FAILED, tx.now(), why);
            if (outbox.add(tx, message)) {
                tx.journal(organization, Decision.fact(message, DeliveryChanged.State.FAILED, why));
            }
        } else if (outbox.add(tx, message)) {
            tx.journal(organization, Decision.fact(message, DeliveryChanged.State.QUEUED, ""));
        }
    }

    private void messageDue(Tx tx, OrganizationId organization, MessageDue due) {
        if (due.methods().isEmpty()) {
            return;
        }
        queue(
                tx,
                outbox,
                Outbound.queued(
                                due.delivery(),
                                organization,
                                Delivery.Kind.MAIL,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(due.person()),
                                due.methods(),
                                due.title(),
                                due.text(),
                                tx.now())
                        .notBefore(due.notBefore().orElse(tx.now())));
    }

    private void alertChanged(Tx tx, OrganizationId organization, AlertChanged changed) {
        switch (changed.what()) {
            case ACKNOWLEDGED ->
                    withdraw(tx, organization, changed.alert().id(), "acknowledged", false);
            case RESOLVED -> {
                String why =
                        changed.goesOnAs()
                                .map(other -> "followed by the incident '" + other + "'")
                                .orElse("resolved");
                withdraw(
                        tx,
                        organization,
                        changed.alert().id(),
                        new DeliveryEvent.Withdrawn(
                                "the alert is " + why, true, changed.goesOnAs()));
            }
            case SNOOZED -> withdraw(tx, organization, changed.alert().id(), "snoozed", false);
            case ASSIGNED ->
                    withdraw(tx, organization, changed.alert().id(), "somebody else's", false);
            case MERGED ->
                    withdraw(tx, organization, changed.alert().id(), "told with another", false);
            case RANKED -> {
                // One that hurries now began anew; what was to come later comes no more.
                if (changed.alert().isOpen() && changed.alert().step() < 0) {
                    withdraw(tx, organization, changed.alert().id(), "urgent now", false);
                }
            }
            case TRIGGERED, STEP_TAKEN, STEP_SKIPPED, EXHAUSTED, ESCALATED -> {
                // What pages somebody comes as PageDue.
            }
        }
    }

    void withdraw(Tx tx, OrganizationId organization, AlertId alert, String why) {
        withdraw(tx, organization, alert, why, false);
    }

    private void withdraw(
            Tx tx, OrganizationId organization, AlertId alert, String why, boolean resolved) {
        withdraw(
                tx,
                organization,
                alert,
                new DeliveryEvent.Withdrawn("the alert is " + why, resolved));
    }

    private void withdraw(
            Tx tx, OrganizationId organization, AlertId alert, DeliveryEvent.Withdrawn event) {
        var told = new java.util.HashSet<String>();
        for (Outbound page : outbox.lockPages(tx, organization, alert)) {
            Decision decision = decide.on(page, event, tx.now(), 0);
            // A page that never arrived must not use up the one notice of its address.
            boolean tells = decision.notice() != Notice.NONE && told.add(page.contact().address());
            apply(tx, outbox, decision, tells);
        }
    }

    /// Writes what was decided, and the notice that follows.
    ///
    /// @param mayTell its address was told nothing of this yet
    static void apply(Tx tx, Outbox outbox, Decision decision, boolean mayTell) {
        Outbound next = decision.next();
        outbox.save(tx, next);
        decision.facts().forEach(fact -> tx.journal(next.organization(), fact));
        decision.parked().ifPresent(method -> Backlog.keep(tx, outbox, next, method));
        if (mayTell) {
            tell(tx, outbox, next, decision.notice());
        }
    }

    private static void tell(Tx tx, Outbox outbox, Outbound page, Notice notice) {
        boolean quietens =
                switch (notice) {
                    case NONE -> false;
                    case TAKEN_ON -> Following.follows(page.channel());
                    case OVER -> Following.ringsOn(page);
                };
        if (quietens) {
            queue(tx, outbox, notice(page, tx, "ack-", Delivery.Kind.ACKNOWLEDGED, "Taken on."));
        }
        if (notice == Notice.OVER) {
            queue(
                    tx,
                    outbox,
                    notice(page, tx, "over-", Delivery.Kind.RESOLVED, over(page))
                            .goingOnAs(page.caveats().goesOnAs()));
        }
    }

    /// What somebody is told who was paged.
    private static String over(Outbound page) {
        return page.caveats()
                .goesOnAs()
                .map(incident ->
                        "This was found to be part of the incident '"
                                + incident
                                + "' and is followed there. It is not over; you are not paged for it"
                                + " here any more.")
                .orElse("This is over. You need not do anything.");
    }

    private static void queue(Tx tx, Outbox outbox, Outbound message) {
        if (outbox.add(tx, message)) {
            tx.journal(
                    message.organization(),
                    Decision.fact(message, DeliveryChanged.State.QUEUED, ""));
        }
    }

    /// To the same address by which the page arrived, once.
    private static Outbound notice(
            Outbound page, Tx tx, String name, Delivery.Kind kind, String text) {
        return Outbound.queued(
                new DeliveryId(name + tx.newId()),
                page.organization(),
                kind,
                page.said().alert(),
                page.said().incident(),
                page.said().person(),
                List.of(page.contact()),
                page.said().title(),
                text,
                tx.now());
    }
}
