package dev.bellwether.guard;

import dev.bellwether.model.GuardAlarm;
import dev.bellwether.model.GuardAlarms;
import dev.bellwether.model.GuardSuspect;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Raises an alarm for each side that stands accused, and ends it when that is over. Not for
/// several threads at once.
public final class BlameAlarms {
    private static final int MOST_UNSAID = 1_000;

    private final Blame blame;
    private final GuardAlarms alarms;
    private final OrganizationId organization;
    private final ServiceId service;
    private final boolean published;

    /// What is still to be said, by key; empty for an end. It outlives a database that is away.
    private final LinkedHashMap<String, Optional<GuardAlarm>> unsaid = new LinkedHashMap<>();

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

    /// To be called every few seconds. What cannot be said is said at the next call.
    ///
    /// @throws RuntimeException of whoever takes the alarms
    public void look(Instant now) {
        Blame.Look look = blame.look(now);
        look.ended()
                .forEach(one -> say(key(one.feature(), one.flag(), one.side()), Optional.empty()));
        look.raised().stream()
                .map(found -> alarm(found, now))
                .forEach(alarm -> say(alarm.key(), Optional.of(alarm)));
        for (String key : new ArrayList<>(unsaid.keySet())) {
            unsaid.getOrDefault(key, Optional.empty())
                    .ifPresentOrElse(alarms::raise, () -> alarms.end(organization, key));
            unsaid.remove(key);
        }
    }

    /// The last word about a side counts; the oldest is dropped for it when there are too many.
    private void say(String key, Optional<GuardAlarm> alarm) {
        unsaid.remove(key);
        if (unsaid.size() == MOST_UNSAID) {
            unsaid.pollFirstEntry();
        }
        unsaid.put(key, alarm);
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
