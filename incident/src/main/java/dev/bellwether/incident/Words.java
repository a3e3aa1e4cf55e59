package dev.bellwether.incident;

import dev.bellwether.model.FailedRule;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What automation says. Public words name the service and what is seen, never an address, a check
/// or its message: those stand on the private timeline.
final class Words {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC on' d MMMM yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Words() {}

    static String title(Service service, Status worst) {
        return service.name() + " is " + state(worst);
    }

    static String opened(Service service, Status worst, Instant since, String cause) {
        return "We are investigating a problem with "
                + service.name()
                + ": "
                + seen(worst, cause)
                + ". It began at "
                + CLOCK.format(since)
                + ".";
    }

    static String reopened(Service service, Status worst) {
        return service.name()
                + " is "
                + state(worst)
                + " again, shortly after it had recovered. We are investigating.";
    }

    static String said(Service service, ServiceEffect.Saying what, Status status) {
        return switch (what) {
            case WORSE ->
                    "The problem has become worse: "
                            + service.name()
                            + " is "
                            + state(status)
                            + " now. We are investigating.";
            case BETTER ->
                    "There is an improvement: "
                            + service.name()
                            + " is "
                            + state(status)
                            + " now. We keep working on it.";
            case MONITORING ->
                    service.name()
                            + " is recovering. We are watching it until we are sure that it is well.";
            case WELL ->
                    service.name() + " has recovered. We keep working on what else is affected.";
            case AGAIN -> service.name() + " is " + state(status) + " again. We are investigating.";
        };
    }

    static String resolved(Service service, Duration lasted) {
        return "This incident is resolved: "
                + service.name()
                + " has recovered. The problem lasted "
                + length(lasted)
                + ".";
    }

    static String wouldHaveResolved(Service service, Instant well) {
        return "Automation would have resolved this: every check of "
                + service.name()
                + " has been well since "
                + TIME.format(well)
                + ". A person has the wheel.";
    }

    static String leftToPerson(Service service) {
        return "No check of "
                + service.name()
                + " is left that could tell (all are paused or removed): it is for a person to end"
                + " this.";
    }

    /// In the incident of the cause.
    static String affectedToo(Service service, Status worst, Blame blame) {
        return service.name()
                + " is "
                + state(worst)
                + " as well"
                + (blame.silent() ? "." : ", because of " + blame.name() + ".");
    }

    static String causeFound(Blame blame) {
        return "We have identified the cause: a problem with " + blame.name() + ".";
    }

    static String toldElsewhere(Service service, String other) {
        return "This problem with "
                + service.name()
                + " is part of the incident '"
                + other
                + "'. We go on reporting on it there.";
    }

    static String standsAlone(Service service, Status worst) {
        return service.name()
                + " is still "
                + state(worst)
                + " and has an incident of its own from now on.";
    }

    static String notListed(Service service) {
        return service.name() + " is not part of this incident any more.";
    }

    /// On the private timeline.
    static String blamed(Service service, Instant since, Blame blame) {
        return "'"
                + service.name()
                + "' failed at "
                + TIME.format(since)
                + "; the cause is '"
                + blame.name()
                + "', in trouble since "
                + TIME.format(blame.since())
                + also(blame);
    }

    static String blamed(Blame blame) {
        return "The cause is '"
                + blame.name()
                + "', in trouble since "
                + TIME.format(blame.since())
                + also(blame);
    }

    private static String also(Blame blame) {
        return blame.also().isEmpty()
                ? "."
                : ". In trouble too: '" + String.join("', '", blame.also()) + "'.";
    }

    static String evidence(VerdictChanged said) {
        return evidence(
                said.checkName(),
                said.status(),
                said.since(),
                said.summary(),
                said.verdict().value());
    }

    static String evidence(Seen seen) {
        return evidence(
                seen.name(),
                seen.status(),
                seen.since(),
                seen.summary(),
                seen.verdict().orElse("none"));
    }

    private static String evidence(
            String check, Status status, Instant since, String summary, String verdict) {
        return "Check '"
                + check
                + "' is "
                + state(status)
                + " since "
                + TIME.format(since)
                + (summary.isEmpty() ? "" : ": " + summary)
                + " (verdict "
                + verdict
                + ")";
    }

    static String state(Status status) {
        return switch (status) {
            case OPERATIONAL -> "operational";
            case MAINTENANCE -> "under maintenance";
            case DEGRADED -> "degraded";
            case PARTIAL_OUTAGE -> "partly down";
            case MAJOR_OUTAGE -> "down";
            case UNKNOWN -> "in an unknown state";
        };
    }

    private static String seen(Status worst, String cause) {
        return FailedRule.in(cause).map(Words::seen).orElseGet(() -> "it is " + state(worst));
    }

    /// What a failure means to somebody who uses the service.
    static String seen(FailedRule failed) {
        return switch (failed) {
            case STATUS, HTTP -> "it is answering with errors";
            case LATENCY -> "it is answering more slowly than usual";
            case TIMEOUT -> "it is not answering in time";
            case CONNECT, PING, ADDRESS, URL -> "it cannot be reached";
            case CONNECTION -> "its connections break off";
            case DNS -> "its name cannot be resolved as it should";
            case TLS, CERTIFICATE -> "its certificate is not as it should be";
            case KEYWORD, BODY, JSON, EXPECT -> "its answers are not as they should be";
            case REDIRECT -> "it sends its visitors to a wrong place";
            case HEARTBEAT -> "it has not reported in on time";
            case JOB -> "its last run failed";
            case PROVIDER -> "its provider reports a problem";
        };
    }

    /// Such as `less than a minute`, `12 minutes`, `3 hours 5 minutes`, `2 days 1 hour`.
    static String length(Duration lasted) {
        long minutes = Math.max(0, lasted.plusSeconds(30).toMinutes());
        if (minutes == 0) {
            return "less than a minute";
        }
        if (minutes < 60) {
            return count(minutes, "minute");
        }
        return minutes < 24 * 60
                ? two(count(minutes / 60, "hour"), minutes % 60, "minute")
                : two(count(minutes / (24 * 60), "day"), minutes / 60 % 24, "hour");
    }

    private static String two(String first, long rest, String unit) {
        return rest == 0 ? first : first + " " + count(rest, unit);
    }

    private static String count(long n, String unit) {
        return n + " " + unit + (n == 1 ? "" : "s");
    }
}
