package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.PageDue;
import dev.bellwether.store.Tx;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where decisions about alerts become rows and journal lines, in one transaction that holds the
/// alert.
final class AlertDesk {
    private AlertDesk() {}

    static Escalating happened(Tx tx, Escalating before, AlertEvent event, Roster roster) {
        return happened(tx, before, event, roster, UnaryOperator.identity());
    }

    /// @param kept how a method to reach somebody stands in the journal, see [Places#kept]
    static Escalating happened(
            Tx tx,
            Escalating before,
            AlertEvent event,
            Roster roster,
            UnaryOperator<ContactMethod> kept) {
        AlertDecision decision = Escalation.on(before, event, roster, tx.now());
        Escalating after = decision.alert();
        if (!after.equals(before)) {
            AlertRows.save(tx.sql(), after);
        }
        boolean pages = decision.effects().stream().anyMatch(AlertEffect.Page.class::isInstance);
        var text =
                pages
                        ? Groups.text(tx.sql(), after)
                        : new Groups.Text(after.alert().title(), after.alert().summary());
        Optional<String> goesOnAs =
                event instanceof AlertEvent.Resolved resolved
                        ? resolved.goesOnAs()
                        : Optional.empty();
        decision.effects().forEach(effect -> tell(tx, after.alert(), text, effect, kept, goesOnAs));
        if (pages) {
            Groups.told(tx, after);
        }
        if (event instanceof AlertEvent.Resolved resolved
                && before.alert().isOpen()
                && !before.follows()) {
            Groups.ended(tx, before, resolved);
        }
        return after;
    }

    private static void tell(
            Tx tx,
            Alert alert,
            Groups.Text text,
            AlertEffect effect,
            UnaryOperator<ContactMethod> kept,
            Optional<String> goesOnAs) {
        tx.journal(
                alert.organization(),
                switch (effect) {
                    case AlertEffect.Say say ->
                            new AlertChanged(
                                    say.after().alert(),
                                    say.what(),
                                    say.actor(),
                                    say.note(),
                                    goesOnAs);
                    case AlertEffect.Page page ->
                            new PageDue(
                                    page.delivery(),
                                    alert.id(),
                                    alert.incident(),
                                    page.person(),
                                    page.methods().stream().map(kept).toList(),
                                    page.step(),
                                    page.loop(),
                                    text.title(),
                                    text.text(),
                                    page.after().isZero()
                                            ? Optional.empty()
                                            : Optional.of(tx.now().plus(page.after())),
                                    alert.handling().urgency());
                });
    }
}
