package dev.bellwether.incident;

import dev.bellwether.incident.TimelineEntry.Kind;
import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.CauseNamed;
import dev.bellwether.model.Change;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.MaintenanceNoted;
import dev.bellwether.model.MaintenanceReminded;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.SuspectNamed;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.model.Update;
import dev.bellwether.store.Line;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Journal lines as entries people read.
final class TimelineWords {
    /// How an entry begins that tells what became of the alert itself. What a policy does between
    /// (its steps, whom it skipped) begins otherwise.
    static final String ALERT = "Alert ";

    private TimelineWords() {}

    /// @param newestFirst lines about one incident or maintenance
    static List<TimelineEntry> of(List<Line> newestFirst) {
        return newestFirst.reversed().stream().flatMap(line -> entry(line).stream()).toList();
    }

    private static Optional<TimelineEntry> entry(Line line) {
        return Stream.of(line.fact())
                .flatMap(fact ->
                        switch (fact) {
                            case IncidentChanged changed ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    isSaid(changed.what())
                                                            ? Kind.PUBLIC
                                                            : Kind.CHANGE,
                                                    changed.actor().name(),
                                                    words(changed)));
                            case MaintenanceChanged changed ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.PUBLIC,
                                                    changed.actor().name(),
                                                    changed.what()
                                                            + last(
                                                                    changed.maintenance()
                                                                            .updates())));
                            case TimelineNoted noted ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.NOTE,
                                                    noted.actor().name(),
                                                    noted.text()));
                            case CauseNamed named ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.NOTE,
                                                    named.actor().name(),
                                                    named.text()));
                            case SuspectNamed named ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.NOTE,
                                                    named.actor().name(),
                                                    named.text()));
                            case MaintenanceReminded reminded ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.NOTE,
                                                    "its reminders",
                                                    "Reminder, "
                                                            + Words.length(reminded.before())
                                                            + " before the start"));
                            case MaintenanceNoted noted ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.NOTE,
                                                    noted.actor().name(),
                                                    noted.text()));
                            case AlertChanged changed ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.ALERT,
                                                    changed.actor().name(),
                                                    words(changed)));
                            case PageDue page ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.PAGE,
                                                    "on-call",
                                                    "Page "
                                                            + whom(page.person())
                                                            + " (step "
                                                            + (page.step() + 1)
                                                            + ", round "
                                                            + (page.loop() + 1)
                                                            + ")"));
                            case DeliveryChanged delivery ->
                                    Stream.of(
                                            say(
                                                    line,
                                                    Kind.RECEIPT,
                                                    words(delivery.channel()),
                                                    words(delivery.state())
                                                            + " "
                                                            + whom(delivery.person())
                                                            + ", attempt "
                                                            + delivery.attempt()
                                                            + (delivery.possibleDuplicate()
                                                                    ? ", possibly twice"
                                                                    : "")
                                                            + after(delivery.detail())));
                            default -> Stream.empty();
                        })
                .findFirst();
    }

    /// What was done before it began, the oldest first.
    static List<TimelineEntry> made(List<Change> newestFirst) {
        return newestFirst.reversed().stream()
                .map(change ->
                        new TimelineEntry(
                                0,
                                change.at(),
                                Kind.MADE,
                                change.source(),
                                change.kind().name().charAt(0)
                                        + change.kind().name().substring(1).toLowerCase(Locale.ROOT)
                                        + ": "
                                        + change.title()
                                        + change.link().map(link -> " (" + link + ")").orElse("")))
                .toList();
    }

    /// The words of an update before it is edited.
    static String before(Update update) {
        return "The update of "
                + update.at()
                + (update.editedAt().isPresent()
                        ? ", edited at " + update.editedAt().get() + ","
                        : "")
                + " said before: "
                + update.body();
    }

    private static TimelineEntry say(Line line, Kind kind, String who, String text) {
        return new TimelineEntry(line.seq(), line.at(), kind, who, text);
    }

    private static boolean isSaid(IncidentChanged.What what) {
        return switch (what) {
            case OPENED, UPDATED, RESOLVED, REOPENED, PUBLISHED, POSTMORTEM_PUBLISHED -> true;
            case EDITED, WHEEL_TAKEN, WHEEL_RETURNED, DELETED -> false;
        };
    }

    /// `Alert triggered: by the policy of Shop`; what a policy does says which step it is itself.
    private static String words(AlertChanged changed) {
        String note = changed.note();
        String what = ALERT + words(changed.what()) + after(note);
        if (note.isEmpty()) {
            return what;
        }
        return switch (changed.what()) {
            case STEP_TAKEN -> "Now at " + note;
            case STEP_SKIPPED, EXHAUSTED ->
                    note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1);
            case TRIGGERED, ACKNOWLEDGED, RESOLVED, SNOOZED, ESCALATED, ASSIGNED, RANKED, MERGED ->
                    what;
        };
    }

    private static String words(IncidentChanged changed) {
        String what =
                switch (changed.what()) {
                    case OPENED -> "Opened as '" + changed.incident().name() + "'";
                    case UPDATED -> "Updated";
                    case EDITED -> "Edited";
                    case RESOLVED -> "Resolved";
                    case REOPENED -> "Reopened";
                    case PUBLISHED -> "Published";
                    case WHEEL_TAKEN ->
                            changed.actor().kind() == Actor.Kind.AUTOMATION
                                    ? "Automation left it to a person"
                                    : "A person took the wheel";
                    case WHEEL_RETURNED -> "The wheel was returned to automation";
                    case POSTMORTEM_PUBLISHED -> "Postmortem published";
                    case DELETED -> "Deleted";
                };
        return switch (changed.what()) {
            case OPENED, UPDATED, RESOLVED, REOPENED -> what + last(changed.incident().updates());
            case EDITED, PUBLISHED, WHEEL_TAKEN, WHEEL_RETURNED, POSTMORTEM_PUBLISHED, DELETED ->
                    what;
        };
    }

    private static String last(List<Update> updates) {
        return updates.isEmpty() ? "" : after(updates.getLast().body());
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String after(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String whom(Optional<PersonId> person) {
        return person.map(id -> "to person " + id).orElse("to the webhook");
    }
}
