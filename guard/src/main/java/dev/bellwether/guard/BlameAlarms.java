package dev.bellwether.guard;

import dev.bellwether.model.GuardAlarm;
import dev.bellwether.model.GuardAlarms;
import dev.bellwether.model.GuardSuspect;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Severity;
import java.time.Instant;
import java.util.List;

/// Raises an alarm for each side that stands accused, and ends it when that is over. Not for
/// several threads at once.
public final class BlameAlarms {
    private final Blame blame;
    private final GuardAlarms alarms;
    private final OrganizationId organization;
    private final ServiceId service;
    private final boolean published;

    /// @param service what suffers from heavy queries
    /// @param published whether status pages tell of it
    public BlameAlarms(
            Blame blame,
            GuardAlarms alarms,
            OrganizationId organization,
            ServiceId service,
            boolean published) {
        this.blame = blame;
        this.alarms = alarms;
        this.organization = organization;
        this.service = service;
        this.published = published;
    }

    /// To be called every few seconds.
    public void look(Instant now) {
        Blame.Look look = blame.look(now);
        look.ended()
                .forEach(one ->
                        alarms.end(organization, key(one.feature(), one.flag(), one.side())));
        look.raised().forEach(found -> alarms.raise(alarm(found, now)));
    }

    private GuardAlarm alarm(BlameFinding found, Instant now) {
        return new GuardAlarm(
                organization,
                key(found.feature(), found.flag(), found.side()),
                GuardAlarm.Kind.RELEASE_HEAVIER,
                service,
                published,
                Severity.WARNING,
                BlameWords.summary(found),
                BlameWords.evidence(found),
                List.of(suspect(found)),
                now);
    }

    static String key(String feature, String flag, String side) {
        return "heavier/" + feature + "/" + flag + "/" + side;
    }

    /// Who may be behind any other alarm: those accused now, the most evidence first.
    public static List<GuardSuspect> suspects(Blame blame, Instant now) {
        return blame.findings(now).stream()
                .filter(BlameFinding::isGuilty)
                .limit(GuardAlarm.MOST_SUSPECTS)
                .map(BlameAlarms::suspect)
                .toList();
    }

    private static GuardSuspect suspect(BlameFinding found) {
        return new GuardSuspect(
                found.feature(),
                found.flag(),
                found.side(),
                found.baseline(),
                found.evidence(),
                BlameWords.sentence(found),
                found.since());
    }
}
