package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.PageDue;
import dev.bellwether.store.Tx;
import java.util.Optional;

/// Where decisions about alerts become rows and journal lines, in one transaction that holds the
/// alert.
final class AlertDesk {
    private AlertDesk() {}

    static Escalating happened(Tx tx, Escalating before, AlertEvent event, Roster roster) {
        AlertDecision decision = Escalation.on(before, event, roster, tx.now());
        if (!decision.alert().equals(before)) {
            AlertRows.save(tx.sql(), decision.alert());
        }
        decision.effects().forEach(effect -> tell(tx, decision.alert().alert(), effect));
        return decision.alert();
    }

    private static void tell(Tx tx, Alert alert, AlertEffect effect) {
        tx.journal(
                alert.organization(),
                switch (effect) {
                    case AlertEffect.Say say ->
                            new AlertChanged(
                                    say.after().alert(), say.what(), say.actor(), say.note());
                    case AlertEffect.Page page ->
                            new PageDue(
                                    page.delivery(),
                                    alert.id(),
                                    alert.incident(),
                                    page.person(),
                                    page.methods(),
                                    page.step(),
                                    page.loop(),
                                    alert.title(),
                                    alert.summary(),
                                    page.after().isZero()
                                            ? Optional.empty()
                                            : Optional.of(tx.now().plus(page.after())));
                });
    }
}
