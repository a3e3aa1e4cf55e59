package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Many alerts in a short time are one page that names the count. Of one service the first pages by
/// itself, of one policy the first [#ALONE]; what comes after them within [#WINDOW] is gathered:
/// the first of those leads, waits [#GATHER] for others, and pages for all that have joined by
/// then. Its later steps name the count as it is then; and when its minute is over, whoever was
/// paged is told once more if others have joined since ([StormClock]): none is left unsaid.
///
/// Nothing joins a leader that somebody has acknowledged: they know nothing of the new one.
final class Storms {
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final Duration GATHER = Duration.ofSeconds(1);
    static final int ALONE = 5;

    private Storms() {}

    /// What a new alert does when it stands in a storm; `fresh` itself when it does not. A group it
    /// leads is saved.
    static Escalating placed(Tx tx, Escalating fresh, ServiceId service) {
        Alert alert = fresh.alert();
        Instant since = tx.now().minus(WINDOW);
        String urgency = " " + alert.handling().urgency();
        String ofService = "service " + service + urgency;
        String ofPolicy = "policy " + alert.policy() + urgency;
        Optional<Group> joined =
                gathering(tx, alert.organization(), ofService, since)
                        .or(() -> gathering(tx, alert.organization(), ofPolicy, since));
        if (joined.isPresent()) {
            return fresh.following(joined.get().id());
        }
        if (AlertRows.recentOfService(tx.sql(), alert, service, since, 1) >= 1) {
            return leading(tx, fresh, ofService);
        }
        return AlertRows.recentOfPolicy(tx.sql(), alert, since, ALONE) >= ALONE
                ? leading(tx, fresh, ofPolicy)
                : fresh;
    }

    private static Optional<Group> gathering(
            Tx tx, OrganizationId organization, String kind, Instant since) {
        return GroupRows.gathering(tx.sql(), organization, kind, since)
                .filter(group ->
                        AlertRows.hold(tx, organization, group.leader())
                                .filter(leader ->
                                        leader.alert().state() == Alert.State.TRIGGERED
                                                && !leader.follows())
                                .isPresent());
    }

    private static Escalating leading(Tx tx, Escalating fresh, String kind) {
        AlertId id = fresh.alert().id();
        GroupRows.save(
                tx.sql(),
                new Group(
                        id,
                        fresh.alert().organization(),
                        id,
                        Optional.of(kind),
                        tx.now(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(tx.now().plus(WINDOW))));
        return fresh.in(Optional.of(id)).next(tx.now().plus(GATHER));
    }
}
