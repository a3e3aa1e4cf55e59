package dev.bellwether.incident;

import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.Fact;
import dev.bellwether.model.GuardSignal;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.Reaction;
import dev.bellwether.store.Tx;
import java.util.Set;

/// Takes what checks, other programs and the guard say from the journal.
final class SignalReaction implements Reaction {
    /// What it takes; all else is passed over.
    static final Set<Class<? extends Fact>> CONCERNS =
            Set.of(
                    VerdictChanged.class,
                    CheckChanged.class,
                    CheckRemoved.class,
                    InboundSignal.class,
                    GuardSignal.class);

    @Override
    public void on(Tx tx, Line line) {
        if (line.fact() instanceof VerdictChanged said) {
            Turn.take(tx, line.organization());
            Desk.happened(
                    tx,
                    line.organization(),
                    said.service(),
                    new ServiceEvent.Verdict(said),
                    said.since());
        } else if (line.fact() instanceof CheckChanged(var check, var actor)) {
            Turn.take(tx, line.organization());
            Desk.happened(
                    tx,
                    line.organization(),
                    check.service(),
                    new ServiceEvent.CheckKept(check.id(), check.name(), check.paused()),
                    line.at());
        } else if (line.fact() instanceof CheckRemoved(var check, var service, var actor)) {
            Turn.take(tx, line.organization());
            Desk.happened(
                    tx, line.organization(), service, new ServiceEvent.CheckGone(check), line.at());
        } else if (line.fact() instanceof InboundSignal said) {
            Turn.take(tx, line.organization());
            InboundDesk.said(tx, said);
        } else if (line.fact() instanceof GuardSignal said) {
            Turn.take(tx, line.organization());
            GuardIncidents.said(tx, said);
        }
    }
}
