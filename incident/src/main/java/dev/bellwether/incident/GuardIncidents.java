package dev.bellwether.incident;

import dev.bellwether.model.GuardAlarm;
import dev.bellwether.model.GuardSignal;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.store.Tx;
import java.util.Map;

/// What the guard raised: an incident for each of its alarms, as for an alert of another program,
/// and the changes that it suspects.
final class GuardIncidents {
    /// What stands in the place of an integration.
    static final IntegrationId GUARD = new IntegrationId("guard");

    private GuardIncidents() {}

    /// In one transaction whose turn was taken.
    static void said(Tx tx, GuardSignal signal) {
        GuardAlarm alarm = signal.alarm();
        switch (signal.what()) {
            case RAISED -> {
                InboundDesk.said(tx, inbound(signal, InboundSignal.What.RAISED));
                Suspects.name(tx, signal.incident(), alarm, signal.actor());
            }
            case CHANGED -> {
                InboundDesk.said(tx, inbound(signal, InboundSignal.What.CHANGED));
                Suspects.name(tx, signal.incident(), alarm, signal.actor());
            }
            case ENDED -> InboundDesk.said(tx, inbound(signal, InboundSignal.What.RESOLVED));
        }
    }

    private static InboundSignal inbound(GuardSignal signal, InboundSignal.What what) {
        GuardAlarm alarm = signal.alarm();
        return new InboundSignal(
                new InboundAlert(
                        signal.incident(),
                        alarm.organization(),
                        GUARD,
                        signal.actor().name(),
                        alarm.key(),
                        alarm.service(),
                        alarm.severity(),
                        alarm.summary(),
                        "",
                        Map.of(),
                        alarm.evidence(),
                        "",
                        InboundAlert.Paging.AS_THE_SERVICE_SAYS,
                        alarm.published(),
                        alarm.startedAt()),
                what,
                "",
                signal.actor());
    }
}
