package dev.bellwether.watch;

import static dev.bellwether.watch.CheckRules.spoken;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.FailedRule;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Whether a job is late to report, or said that it failed. Pure.
///
/// A beat is due a period after the last one, or at the next time of the schedule, and late when
/// the grace is over as well. What fell due while nobody listened proves nothing: the job may have
/// knocked at a closed door. It is then given its whole time again from when we began to listen. A
/// job that said it failed has failed until it says otherwise. One that never reported is waited
/// for, however long: it may not be set up yet, and what never ran has not stopped.
final class HeartbeatRule {
    static final String WAITING = "waiting for its first call";

    private HeartbeatRule() {}

    /// @param said what it last reported
    /// @param listening since when beats can arrive
    /// @param whenDown what to say when it is late
    /// @param allowance by how much later a beat may become known here
    static Statement statement(
            CheckSpec.Heartbeat spec,
            Optional<Beat> said,
            Instant listening,
            Status whenDown,
            Duration allowance,
            Instant now) {
        Optional<String> failure = said.flatMap(Beat::failure);
        if (failure.isPresent()) {
            return new Statement(
                    whenDown, FailedRule.JOB.tag() + " " + failure.get(), said.get().at(), now);
        }
        if (said.isEmpty()) {
            return new Statement(Status.UNKNOWN, WAITING, listening, now);
        }
        Instant last = said.get().at();
        Instant from = lateAt(spec, last).isAfter(listening) ? last : listening;
        Instant lateAt = lateAt(spec, from);
        if (now.isBefore(lateAt.plus(allowance))) {
            return new Statement(Status.OPERATIONAL, "", last, now);
        }
        String limit =
                spec.cron()
                        .map(cron -> "due by '" + cron + "' (" + spec.zone() + ")")
                        .orElse("period " + spoken(spec.period()));
        return new Statement(
                whenDown,
                FailedRule.HEARTBEAT.tag()
                        + " last beat "
                        + ago(Duration.between(last, now))
                        + " ago, "
                        + limit
                        + " + grace "
                        + spoken(spec.grace()),
                lateAt,
                now);
    }

    /// When a job that last reported at `beat` is late.
    private static Instant lateAt(CheckSpec.Heartbeat spec, Instant beat) {
        Instant due =
                spec.cron().isPresent()
                        ? Cron.parse(spec.cron().get())
                                .next(beat, ZoneId.of(spec.zone()))
                                .orElse(Instant.MAX.minus(Duration.ofDays(1_000)))
                        : beat.plus(spec.period());
        return due.plus(spec.grace());
    }

    private static String ago(Duration time) {
        return time.compareTo(Duration.ofMinutes(2)) < 0
                ? time.toSeconds() + " s"
                : time.compareTo(Duration.ofHours(2)) < 0
                        ? time.toMinutes() + " min"
                        : time.toHours() + " h";
    }
}
