package dev.bellwether.console;

import dev.bellwether.incident.TimelineEntry;
import dev.bellwether.model.Alert;
import dev.bellwether.model.Change;
import dev.bellwether.model.Channel;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.Impact;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.Role;
import dev.bellwether.model.Status;
import dev.bellwether.model.Urgency;
import dev.bellwether.watch.CheckStanding;
import java.util.Locale;

/// The model's words as people read them, and the tone (a CSS class) each is shown in.
final class Words {
    private Words() {}

    static String of(Status status) {
        return switch (status) {
            case OPERATIONAL -> "Operational";
            case MAINTENANCE -> "Maintenance";
            case DEGRADED -> "Degraded";
            case PARTIAL_OUTAGE -> "Partial outage";
            case MAJOR_OUTAGE -> "Major outage";
            case UNKNOWN -> "Unknown";
        };
    }

    static String tone(Status status) {
        return switch (status) {
            case OPERATIONAL -> "good";
            case MAINTENANCE -> "plan";
            case DEGRADED -> "warn";
            case PARTIAL_OUTAGE -> "part";
            case MAJOR_OUTAGE -> "bad";
            case UNKNOWN -> "dim";
        };
    }

    static String of(CheckState state) {
        return switch (state) {
            case UNKNOWN -> "Unknown";
            case UP -> "Up";
            case SUSPECT -> "Being confirmed";
            case DOWN -> "Down";
            case RECOVERING -> "Recovering";
            case FLAPPING -> "Flapping";
        };
    }

    static String of(IncidentStatus status) {
        return switch (status) {
            case INVESTIGATING -> "Investigating";
            case IDENTIFIED -> "Identified";
            case MONITORING -> "Monitoring";
            case RESOLVED -> "Resolved";
            case POSTMORTEM -> "Postmortem";
        };
    }

    static String tone(IncidentStatus status) {
        return switch (status) {
            case INVESTIGATING -> "bad";
            case IDENTIFIED -> "part";
            case MONITORING -> "plan";
            case RESOLVED, POSTMORTEM -> "good";
        };
    }

    static String of(Impact impact) {
        return switch (impact) {
            case NONE -> "No impact";
            case MAINTENANCE -> "Maintenance";
            case MINOR -> "Minor";
            case MAJOR -> "Major";
            case CRITICAL -> "Critical";
        };
    }

    static String tone(Impact impact) {
        return switch (impact) {
            case NONE -> "dim";
            case MAINTENANCE -> "plan";
            case MINOR -> "warn";
            case MAJOR -> "part";
            case CRITICAL -> "bad";
        };
    }

    static String of(MaintenanceStatus status) {
        return switch (status) {
            case SCHEDULED -> "Scheduled";
            case IN_PROGRESS -> "In progress";
            case VERIFYING -> "Verifying";
            case COMPLETED -> "Completed";
        };
    }

    static String tone(MaintenanceStatus status) {
        return switch (status) {
            case SCHEDULED -> "dim";
            case IN_PROGRESS, VERIFYING -> "plan";
            case COMPLETED -> "good";
        };
    }

    static String of(Alert alert) {
        return alert.isOpen() && alert.handling().snoozedUntil().isPresent()
                ? "Snoozed"
                : of(alert.state());
    }

    static String of(Alert.State state) {
        return switch (state) {
            case TRIGGERED -> "Nobody has it yet";
            case ACKNOWLEDGED -> "Acknowledged";
            case RESOLVED -> "Resolved";
        };
    }

    static String tone(Alert.State state) {
        return switch (state) {
            case TRIGGERED -> "bad";
            case ACKNOWLEDGED -> "plan";
            case RESOLVED -> "good";
        };
    }

    static String of(DeliveryChanged.State state) {
        return switch (state) {
            case QUEUED -> "Queued";
            case SENT -> "Sent";
            case DELIVERED -> "Delivered";
            case TRYING_AGAIN -> "Trying again";
            case GAVE_UP -> "Gave up, next method";
            case FAILED -> "Failed";
            case CANCELLED -> "No longer needed";
        };
    }

    static String tone(DeliveryChanged.State state) {
        return switch (state) {
            case QUEUED, SENT, CANCELLED -> "dim";
            case DELIVERED -> "good";
            case TRYING_AGAIN -> "warn";
            case GAVE_UP -> "part";
            case FAILED -> "bad";
        };
    }

    static String of(ProbeResult.Outcome outcome) {
        return switch (outcome) {
            case UP -> "Up";
            case DEGRADED -> "Degraded";
            case DOWN -> "Down";
            case NO_VOTE -> "No vote";
        };
    }

    static String tone(ProbeResult.Outcome outcome) {
        return switch (outcome) {
            case UP -> "good";
            case DEGRADED -> "warn";
            case DOWN -> "bad";
            case NO_VOTE -> "dim";
        };
    }

    static String of(TimelineEntry.Kind kind) {
        return switch (kind) {
            case PUBLIC -> "said to people";
            case NOTE -> "note";
            case ALERT -> "alert";
            case PAGE -> "page";
            case RECEIPT -> "receipt";
            case MADE -> "made before";
            case CHANGE -> "change";
        };
    }

    static String of(Channel channel) {
        return channel.title();
    }

    /// A contact method as its person knows it.
    static String of(ContactMethod method) {
        return method.channel().title() + " " + method.label().orElse(method.shown());
    }

    static String of(Urgency urgency) {
        return switch (urgency) {
            case HIGH -> "Urgent";
            case LOW -> "Not urgent";
        };
    }

    static String after(java.time.Duration after) {
        return after.isZero() ? "At once" : "After " + after.toMinutes() + " min";
    }

    static String of(Role role) {
        return switch (role) {
            case VIEWER -> "Viewer";
            case RESPONDER -> "Responder";
            case EDITOR -> "Editor";
            case OWNER -> "Owner";
        };
    }

    static String means(Role role) {
        return switch (role) {
            case VIEWER -> "Viewer: sees everything but secrets";
            case RESPONDER -> "Responder: also acts on incidents and alerts";
            case EDITOR -> "Editor: also changes services, checks, pages and policies";
            case OWNER -> "Owner: also manages people, tokens and settings";
        };
    }

    static String of(CheckStanding standing) {
        return switch (standing) {
            case DOWN -> "Down";
            case DEGRADED -> "Degraded";
            case UNKNOWN -> "Not known";
            case UP -> "Up";
            case PAUSED -> "Paused";
        };
    }

    static String of(Change.Kind kind) {
        return switch (kind) {
            case DEPLOY -> "deploy";
            case ROLLOUT -> "rollout";
            case CONFIG -> "configuration";
            case MIGRATION -> "migration";
            case OTHER -> "change";
        };
    }

    static Status status(CheckStanding standing) {
        return switch (standing) {
            case DOWN -> Status.MAJOR_OUTAGE;
            case DEGRADED -> Status.DEGRADED;
            case UNKNOWN, PAUSED -> Status.UNKNOWN;
            case UP -> Status.OPERATIONAL;
        };
    }

    /// With a comma between thousands, whatever the machine's own language does.
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
