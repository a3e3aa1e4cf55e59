package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.FailedRule;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Timings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Probes from this process, each on a virtual thread of its own.
final class LocalProber implements Prober, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalProber.class);
    private static final int LONGEST_MESSAGE = 500;

    private final String place;
    private final InstantSource clock;
    private final Slots slots;
    private final Reach reach;
    private final Controls controls;
    private final LocalTrouble trouble = new LocalTrouble();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("probe-", 0).factory());
    private final ScheduledThreadPoolExecutor watchdog =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("probe-deadlines").daemon().factory());

    LocalProber(WatchSettings settings, X509ExtendedTrustManager trust, InstantSource clock) {
        watchdog.setRemoveOnCancelPolicy(true);
        this.place = settings.place();
        this.clock = clock;
        this.slots = new Slots(settings.probesInFlight(), settings.probesPerHost());
        var names = new Names(settings.resolver());
        this.reach = new Reach(names, settings.networks(), trust, clock, settings.userAgent());
        this.controls = new Controls(settings.controls(), names, watchdog);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void probe(Check check, Consumer<Answer> then) {
        try {
            threads.execute(() -> then.accept(answer(check)));
        } catch (RejectedExecutionException e) {
            then.accept(noVote(clock.instant(), "this place is shutting down"));
        }
    }

    private Answer answer(Check check) {
        Instant asked = clock.instant();
        try (var slot = slots.take(Probe.host(check.spec()), check.interval().toMillis())) {
            return slot.isHeld()
                    ? probed(check)
                    : noVote(asked, "too many probes are under way at this place");
        } catch (InterruptedException e) {
            return noVote(asked, "this place is shutting down");
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // Whatever happens there is an answer: without one the check would never be run again.
            LOG.error("The probe of check {} broke", check.id(), e);
            return noVote(asked, "the probe broke: " + e);
        }
    }

    private Answer probed(Check check) throws InterruptedException {
        Instant at = clock.instant();
        var watch = new Stopwatch();
        ProbeOutcome outcome = outcome(check, watch);
        boolean suspicious = outcome instanceof ProbeOutcome.Failed f && f.mayBeHome();
        boolean home = trouble.note(check.id(), suspicious, System.nanoTime());
        Instant answered = clock.instant();
        return switch (outcome) {
            case ProbeOutcome.Good good -> timed(check, at, answered, good.timings());
            case ProbeOutcome.Degraded slow ->
                    new Answer(at, answered, Outcome.DEGRADED, slow.timings(), cut(slow.message()));
            case ProbeOutcome.NotTried not -> noVote(at, not.message());
            case ProbeOutcome.Failed failed ->
                    home
                            ? noVote(at, "most checks fail here: " + failed.message())
                            : controls.canSee()
                                    ? new Answer(
                                            at,
                                            answered,
                                            Outcome.DOWN,
                                            failed.timings(),
                                            cut(failed.message()))
                                    : noVote(
                                            at,
                                            "this place reaches none of its control targets: "
                                                    + failed.message());
        };
    }

    private Answer timed(Check check, Instant at, Instant answered, Timings timings) {
        Duration limit = check.degradedAbove().orElse(Duration.ofDays(1));
        long millis = timings.total() / 1_000;
        return timings.total() * 1_000 > limit.toNanos()
                ? new Answer(
                        at,
                        answered,
                        Outcome.DEGRADED,
                        timings,
                        FailedRule.LATENCY.tag()
                                + " "
                                + millis
                                + " ms is above "
                                + limit.toMillis()
                                + " ms")
                : new Answer(at, answered, Outcome.UP, timings, "");
    }

    private ProbeOutcome outcome(Check check, Stopwatch watch) throws InterruptedException {
        var deadline = new Deadline(watchdog, check.timeout());
        try {
            return Probe.of(check.spec()).run(reach, deadline, watch);
        } catch (ProbeFailure e) {
            return switch (e.fault()) {
                case PLACE -> new ProbeOutcome.NotTried(e.message());
                case TARGET -> new ProbeOutcome.Failed(watch.timings(), e.message(), false);
                case EITHER -> new ProbeOutcome.Failed(watch.timings(), e.message(), true);
            };
        } catch (IOException e) {
            String message =
                    deadline.isOver()
                            ? FailedRule.TIMEOUT.tag()
                                    + " no whole answer within "
                                    + check.timeout().toMillis()
                                    + " ms"
                            : FailedRule.CONNECTION.tag() + " " + e.getMessage();
            return new ProbeOutcome.Failed(watch.timings(), message, false);
        }
    }

    private Answer noVote(Instant at, String message) {
        return new Answer(at, clock.instant(), Outcome.NO_VOTE, Timings.NONE, cut(message));
    }

    private static String cut(String message) {
        String plain = message.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() <= LONGEST_MESSAGE
                ? plain
                : plain.substring(0, LONGEST_MESSAGE) + "…";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        watchdog.shutdownNow();
    }
}
