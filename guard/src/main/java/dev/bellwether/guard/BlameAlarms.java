package dev.bellwether.guard;

import dev.bellwether.model.GuardAlarm;
import dev.bellwether.model.GuardAlarms;
import dev.bellwether.model.GuardSuspect;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Raises an alarm for each side that stands accused, and ends it when that is over. Not for
/// several threads at once.
public final class BlameAlarms {
    private static final int MOST_UNSAID = 1_000;
    private static final String PREFIX = "heavier/";

    private final Blame blame;
    private final GuardAlarms alarms;
    private final OrganizationId organization;
    private final ServiceId service;
    private final boolean published;

    /// What is still to be said, by key; empty for an end. It outlives a database that is away.
    private final LinkedHashMap<String, Optional<GuardAlarm>> unsaid = new LinkedHashMap<>();

    /// Alarms that were open when the guard was started, and since when they are watched; empty
    /// until they were asked for. What they stand on was forgotten with the guard before.
    private Optional<Map<GuardAlarm, Instant>> inherited = Optional.empty();

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
        inherit(now);
        Blame.Look look = blame.look(now);
        look.ended()
                .forEach(one -> say(key(one.feature(), one.flag(), one.side()), Optional.empty()));
        look.raised().stream()
                .map(found -> alarm(found, now))
                .forEach(alarm -> say(alarm.key(), Optional.of(alarm)));
        endInherited(now);
        for (String key : new ArrayList<>(unsaid.keySet())) {
            unsaid.getOrDefault(key, Optional.empty())
                    .ifPresentOrElse(alarms::raise, () -> alarms.end(organization, key));
            unsaid.remove(key);
        }
    }

    private void inherit(Instant now) {
        if (inherited.isEmpty()) {
            var open = new HashMap<GuardAlarm, Instant>();
            alarms.open(organization).stream()
                    .filter(alarm -> alarm.key().startsWith(PREFIX))
                    .forEach(alarm -> open.put(alarm, now));
            inherited = Optional.of(open);
        }
    }

    /// By the rule of the others: nothing came from the side for a while, or it is what the next is
    /// compared with. One that is accused again is not inherited any more.
    private void endInherited(Instant now) {
        Map<GuardAlarm, Instant> left = inherited.orElse(Map.of());
        for (GuardAlarm alarm : List.copyOf(left.keySet())) {
            Instant quietSince = blame.lastSeen(alarm.key()).orElse(left.getOrDefault(alarm, now));
            boolean isOver =
                    !now.isBefore(quietSince.plus(Blame.QUIET))
                            || !now.isBefore(alarm.startedAt().plus(BlameLine.WATCHED));
            if (unsaid.containsKey(alarm.key())) {
                left.remove(alarm);
            } else if (isOver) {
                left.remove(alarm);
                say(alarm.key(), Optional.empty());
            }
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
        return PREFIX + feature + "/" + flag + "/" + side;
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
