package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Change;
import dev.bellwether.model.ChangeId;
import dev.bellwether.model.ChangeRecorded;
import dev.bellwether.model.GuardAlarm;
import dev.bellwether.model.GuardSuspect;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.SuspectNamed;
import dev.bellwether.store.Documents;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Which change did it: those that evidence names, the strongest first; then what was done shortly
/// before the incident began, what touches its services first.
public final class Suspects {
    private static final Documents<Kept> SUSPECTS =
            Documents.in("incident_suspects", "incident", Kept.class);

    private final Store store;

    Suspects(Store store) {
        this.store = store;
    }

    /// A change that evidence names.
    record Named(ChangeId change, double evidence, String text) {}

    /// A row of `incident_suspects`.
    record Kept(IncidentId incident, List<Named> named) {
        Kept {
            named = List.copyOf(named);
        }
    }

    /// The likeliest first.
    public List<Suspect> of(Incident incident) {
        return store.read(sql -> of(sql, incident));
    }

    private static List<Suspect> of(Handle sql, Incident incident) {
        var found = new ArrayList<Suspect>();
        var seen = new ArrayList<ChangeId>();
        for (Named one : kept(sql, incident.organization(), incident.id())) {
            Changes.find(sql, incident.organization(), one.change())
                    .ifPresent(change -> {
                        seen.add(change.id());
                        found.add(new Suspect(change, true, one.evidence(), one.text()));
                    });
        }
        Changes.before(sql, incident).stream()
                .filter(change -> !seen.contains(change.id()))
                .sorted(Comparator.comparing((Change change) -> !touches(change, incident)))
                .map(change ->
                        new Suspect(
                                change,
                                false,
                                0,
                                "Done "
                                        + Words.length(
                                                Duration.between(change.at(), incident.startedAt()))
                                        + " before it began"
                                        + (touches(change, incident)
                                                ? ", to what is affected"
                                                : "")))
                .forEach(found::add);
        return List.copyOf(found);
    }

    private static boolean touches(Change change, Incident incident) {
        return !Collections.disjoint(change.services(), incident.affected().keySet());
    }

    private static List<Named> kept(Handle sql, OrganizationId organization, IncidentId incident) {
        return SUSPECTS.find(sql, organization, incident).map(Kept::named).orElseGet(List::of);
    }

    /// Names an alarm's suspects for its incident. A release that nobody made known as a change is
    /// made known.
    static void name(Tx tx, IncidentId incident, GuardAlarm alarm, Actor actor) {
        if (alarm.suspects().isEmpty()) {
            return;
        }
        Map<ChangeId, Named> named = new HashMap<>();
        kept(tx.sql(), alarm.organization(), incident).forEach(one -> named.put(one.change(), one));
        for (GuardSuspect suspect : alarm.suspects()) {
            Change change = change(tx, alarm, suspect, actor);
            var one = new Named(change.id(), suspect.evidence(), suspect.text());
            boolean isNews = !one.equals(named.put(change.id(), one));
            if (isNews) {
                tx.journal(
                        alarm.organization(),
                        new SuspectNamed(
                                incident,
                                change.id(),
                                suspect.evidence(),
                                "Suspect: " + change.title() + ". " + suspect.text(),
                                actor));
            }
        }
        List<Named> ranked =
                named.values().stream()
                        .sorted(
                                Comparator.comparing(Named::evidence)
                                        .reversed()
                                        .thenComparing(one -> one.change().value()))
                        .limit(GuardAlarm.MOST_SUSPECTS)
                        .toList();
        SUSPECTS.row(alarm.organization(), incident, new Kept(incident, ranked)).save(tx.sql());
    }

    private static Change change(Tx tx, GuardAlarm alarm, GuardSuspect suspect, Actor actor) {
        Optional<Change> known =
                Changes.about(tx.sql(), alarm.organization(), suspect.since()).stream()
                        .filter(change -> tells(change, suspect))
                        .min(
                                Comparator.comparing(change ->
                                        Duration.between(change.at(), suspect.since()).abs()));
        return known.orElseGet(() -> {
            boolean isRelease = suspect.flag().isEmpty();
            String feature = suspect.feature().isEmpty() ? "" : suspect.feature() + " ";
            var change =
                    new Change(
                            new ChangeId(tx.newId()),
                            alarm.organization(),
                            isRelease ? Change.Kind.DEPLOY : Change.Kind.ROLLOUT,
                            isRelease
                                    ? feature + suspect.name()
                                    : feature + suspect.flag() + " = " + suspect.name(),
                            "Seen by the guard in what queries say of themselves.",
                            suspect.since(),
                            Set.of(alarm.service()),
                            actor.name(),
                            Optional.empty());
            Changes.add(tx, change);
            tx.journal(alarm.organization(), new ChangeRecorded(change, actor));
            return change;
        });
    }

    /// Whether a change is this release: its title has the name as a word, and so the flag where it
    /// is one. Short names, such as `2`, say too little; then the feature must stand there too.
    private static boolean tells(Change change, GuardSuspect suspect) {
        String title = change.title();
        boolean isNamed =
                hasWord(title, suspect.name())
                        && (suspect.flag().isEmpty() || hasWord(title, suspect.flag()));
        return isNamed
                && (suspect.name().length() > 3
                        || suspect.flag().length() > 3
                        || !suspect.feature().isEmpty() && hasWord(title, suspect.feature()));
    }

    private static boolean hasWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (isEdge(text, at - 1) && isEdge(text, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /// 1.2 is not a word of 1.2.1, nor of 11.2.
    private static boolean isEdge(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        boolean isDotInside =
                c == '.'
                        && at + 1 < text.length()
                        && Character.isLetterOrDigit(text.charAt(at + 1));
        return !Character.isLetterOrDigit(c) && c != '_' && c != '-' && !isDotInside;
    }
}
