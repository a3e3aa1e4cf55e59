package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Job;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// A failing check becomes a verdict in the journal, with evidence that gives the same verdict
/// again; and what was decided outlives the process.
class WatchTest {
    private static final Actor EVE = Actor.automation("test", "test");
    private static final ServiceId SHOP = new ServiceId("shop");
    private final List<ProbeResult> results = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<ProviderView>> provider =
            new AtomicReference<>(Optional.empty());

    private Watch watch(TestStore test) {
        return new Watch(
                test.store(),
                results::add,
                (id, component) -> provider.get(),
                WatchSettings.defaults().withNetworks(Networks.all()),
                TestProbes.SECRETS,
                test.clock());
    }

    private static void run(Watch watch, TestStore test) {
        for (Job job : watch.jobs()) {
            job.run(test.clock().instant());
        }
        while (watch.metrics().inFlight() > 0) {
            Thread.onSpinWait();
        }
    }

    /// Runs the jobs until `done` probes have ended, moving the clock by `step` each time.
    private void until(int done, Watch watch, TestStore test, Duration step) {
        while (results.size() < done) {
            run(watch, test);
            test.clock().move(step);
        }
        run(watch, test);
    }

    private static List<VerdictChanged> verdicts(TestStore test) {
        return test.store().journal().read(0, 500).stream()
                .map(Line::fact)
                .filter(VerdictChanged.class::isInstance)
                .map(VerdictChanged.class::cast)
                .toList();
    }

    @OnEachStore
    void aFailingCheckBecomesAVerdictThatRecomputes(TestStore test) throws IOException {
        var status = new AtomicReference<>("200 OK");
        try (var peer =
                        TestPeer.writing(out ->
                                out.write(
                                        ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
                                                .getBytes(StandardCharsets.US_ASCII)));
                var watch = watch(test)) {
            var checks =
                    new Checks(
                            test.store(),
                            Networks.all(),
                            TestProbes.ANY_PROVIDER,
                            TestProbes.SECRETS);
            run(watch, test);
            Check check = TestProbes.check("home", CheckSpec.Http.get(peer.url()));
            checks.save(check, EVE);
            until(2, watch, test, Duration.ofSeconds(1));
            status.set("503 Unavailable");
            int before = results.size();
            until(before + 4, watch, test, Duration.ofMillis(100));
            List<VerdictChanged> verdicts = verdicts(test);
            assertThat(verdicts)
                    .extracting(VerdictChanged::to)
                    .containsExactly(CheckState.UP, CheckState.DOWN);
            VerdictChanged down = verdicts.getLast();
            assertThat(down.summary()).isEqualTo("[STATUS] 503 is not in 200-299");
            assertThat(down.status()).isEqualTo(Status.MAJOR_OUTAGE);
            assertThat(Duration.between(down.since(), down.decidedAt()))
                    .isLessThanOrEqualTo(Duration.ofSeconds(5));

            var said = new Verdicts(test.store());
            assertThat(said.status(TestProbes.ACME, SHOP)).isEqualTo(Status.MAJOR_OUTAGE);
            assertThat(said.current(TestProbes.ACME, check.id()).orElseThrow().verdict())
                    .contains(down.verdict());
            assertThat(said.recompute(down.verdict()).isSame()).isTrue();
            assertThat(said.recompute(TestProbes.ACME, verdicts.getFirst().verdict()).isSame())
                    .isTrue();
            assertThat(said.evidence(TestProbes.ACME, down.verdict()).votes().get("local").down())
                    .isEqualTo(3);
            var page = said.list(TestProbes.ACME, check.id(), Optional.empty(), 1);
            assertThat(page.items()).containsExactly(down);
            assertThat(said.list(TestProbes.ACME, check.id(), page.next(), 1).items())
                    .containsExactly(verdicts.getFirst());
        }
    }

    @OnEachStore
    void upAfterUpWritesNothing(TestStore test) throws IOException {
        try (var peer = TestPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var watch = watch(test)) {
            var checks =
                    new Checks(
                            test.store(),
                            Networks.all(),
                            TestProbes.ANY_PROVIDER,
                            TestProbes.SECRETS);
            run(watch, test);
            checks.save(TestProbes.check("home", CheckSpec.Http.get(peer.url())), EVE);
            until(1, watch, test, Duration.ofSeconds(1));
            run(watch, test);
            long head = test.store().journal().head();
            until(10, watch, test, Duration.ofSeconds(5));
            assertThat(test.store().journal().head()).isEqualTo(head);
        }
    }

    @OnEachStore
    void aVerdictOutlivesTheProcess(TestStore test) throws IOException {
        Check check = TestProbes.check("home", CheckSpec.Http.get("http://127.0.0.1:1/"));
        try (var watch = watch(test)) {
            run(watch, test);
            new Checks(test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                    .save(check, EVE);
            until(4, watch, test, Duration.ofMillis(200));
        }
        assertThat(verdicts(test)).extracting(VerdictChanged::to).containsExactly(CheckState.DOWN);
        test.clock().move(Duration.ofMinutes(1));
        try (var watch = watch(test)) {
            run(watch, test);
            assertThat(watch.state(TestProbes.ACME, check.id()).orElseThrow().phase())
                    .isEqualTo(CheckState.DOWN);
            until(6, watch, test, Duration.ofSeconds(10));
            assertThat(verdicts(test)).hasSize(1);
        }
    }

    @OnEachStore
    void aHeartbeatThatStaysAwayIsDownAndOneBeatEndsIt(TestStore test) {
        try (var watch = watch(test)) {
            String token = Checks.newToken();
            run(watch, test);
            new Checks(test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                    .save(heartbeat("backup", token), EVE);
            run(watch, test);
            assertThat(watch.beat("nobody-has-this-token")).isFalse();
            assertThat(watch.beat(token)).isTrue();
            run(watch, test);
            assertThat(verdicts(test).getLast().to()).isEqualTo(CheckState.UP);
            pass(watch, test, Duration.ofSeconds(350));
            assertThat(verdicts(test).getLast().to()).isEqualTo(CheckState.UP);
            pass(watch, test, Duration.ofMinutes(1));
            VerdictChanged down = verdicts(test).getLast();
            assertThat(down.to()).isEqualTo(CheckState.DOWN);
            assertThat(down.summary())
                    .matches("\\[HEARTBEAT] last beat 6 min ago, period 5 min \\+ grace 1 min");
            assertThat(watch.beat(token)).isTrue();
            assertThat(verdicts(test).getLast().to()).isEqualTo(CheckState.UP);
            assertThat(new Verdicts(test.store()).recompute(down.verdict()).isSame()).isTrue();
        }
    }

    @OnEachStore
    void aJobThatSaysItFailedIsDownAtOnceUntilItSaysOtherwise(TestStore test) {
        String token = Checks.newToken();
        try (var watch = watch(test)) {
            run(watch, test);
            new Checks(test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                    .save(heartbeat("backup", token), EVE);
            run(watch, test);
            watch.beat(token);
            run(watch, test);
            watch.beat(token, Optional.of("no space left on /backup"));
            run(watch, test);
            VerdictChanged down = verdicts(test).getLast();
            assertThat(down.to()).isEqualTo(CheckState.DOWN);
            assertThat(down.summary()).isEqualTo("[JOB] no space left on /backup");
            assertThat(new Verdicts(test.store()).recompute(down.verdict()).isSame()).isTrue();
        }
        try (var watch = watch(test)) {
            pass(watch, test, Duration.ofMinutes(2));
            assertThat(verdicts(test).getLast().to())
                    .as("a restart does not make it well")
                    .isEqualTo(CheckState.DOWN);
            watch.beat(token);
            run(watch, test);
            assertThat(verdicts(test).getLast().to()).isEqualTo(CheckState.UP);
        }
    }

    @OnEachStore
    void whatABeatMissedWhileNobodyListenedIsNoFailure(TestStore test) {
        String token = Checks.newToken();
        try (var watch = watch(test)) {
            run(watch, test);
            new Checks(test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                    .save(heartbeat("backup", token), EVE);
            run(watch, test);
            watch.beat(token);
            run(watch, test);
        }
        test.clock().move(Duration.ofHours(5));
        try (var watch = watch(test)) {
            pass(watch, test, Duration.ofMinutes(5));
            assertThat(verdicts(test))
                    .extracting(VerdictChanged::to)
                    .containsExactly(CheckState.UP);
            pass(watch, test, Duration.ofMinutes(2));
            assertThat(verdicts(test).getLast().to()).isEqualTo(CheckState.DOWN);
        }
    }

    @OnEachStore
    void aCheckSaysWhatItsProviderSays(TestStore test) {
        try (var watch = watch(test)) {
            run(watch, test);
            var spec = new CheckSpec.ProviderPage(new ProviderId("cloud"), Optional.of("api"));
            new Checks(test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                    .save(TestProbes.check("cloud", spec), EVE);
            provider.set(
                    Optional.of(new ProviderView(Status.OPERATIONAL, "", Duration.ofSeconds(5))));
            run(watch, test);
            pass(watch, test, Duration.ofSeconds(31));
            provider.set(
                    Optional.of(
                            new ProviderView(
                                    Status.PARTIAL_OUTAGE, "Errors in EU", Duration.ofSeconds(5))));
            pass(watch, test, Duration.ofSeconds(31));
            VerdictChanged down = verdicts(test).getLast();
            assertThat(down.status()).isEqualTo(Status.PARTIAL_OUTAGE);
            assertThat(down.summary())
                    .isEqualTo("[PROVIDER] cloud api says PARTIAL_OUTAGE: Errors in EU");
            provider.set(
                    Optional.of(new ProviderView(Status.UNKNOWN, "unreadable", Duration.ZERO)));
            pass(watch, test, Duration.ofSeconds(31));
            assertThat(verdicts(test).getLast().to()).isEqualTo(CheckState.UNKNOWN);
        }
    }

    @OnEachStore
    void aPausedCheckSaysNothingAndARemovedOneIsForgotten(TestStore test) {
        try (var watch = watch(test)) {
            var checks =
                    new Checks(
                            test.store(),
                            Networks.all(),
                            TestProbes.ANY_PROVIDER,
                            TestProbes.SECRETS);
            run(watch, test);
            Check check = TestProbes.check("home", CheckSpec.Http.get("http://127.0.0.1:1/"));
            checks.save(check, EVE);
            until(4, watch, test, Duration.ofMillis(200));
            checks.pause(TestProbes.ACME, check.id(), true, EVE);
            run(watch, test);
            assertThat(verdicts(test).getLast().status()).isEqualTo(Status.UNKNOWN);
            assertThat(verdicts(test).getLast().summary()).isEqualTo("paused");
            int probes = results.size();
            pass(watch, test, Duration.ofMinutes(2));
            assertThat(results).hasSize(probes);
            checks.pause(TestProbes.ACME, check.id(), false, EVE);
            until(probes + 4, watch, test, Duration.ofMillis(200));
            assertThat(verdicts(test).getLast().to()).isEqualTo(CheckState.DOWN);
            checks.remove(TestProbes.ACME, check.id(), EVE);
            run(watch, test);
            assertThat(watch.metrics().checks()).isZero();
            assertThat(new Verdicts(test.store()).current(TestProbes.ACME)).isEmpty();
        }
    }

    @OnEachStore
    void theChecksOfAServiceGoWithIt(TestStore test) {
        try (var watch = watch(test)) {
            new Checks(test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                    .save(TestProbes.check("home", new CheckSpec.Ping("192.0.2.1")), EVE);
            test.store().run(tx -> tx.journal(TestProbes.ACME, new ServiceRemoved(SHOP, EVE)));
            run(watch, test);
            assertThat(test.store().journal().read(0, 50))
                    .extracting(Line::fact)
                    .contains(new CheckRemoved(new CheckId("home"), SHOP, EVE));
            assertThat(
                            new Checks(
                                            test.store(),
                                            Networks.all(),
                                            TestProbes.ANY_PROVIDER,
                                            TestProbes.SECRETS)
                                    .count(TestProbes.ACME))
                    .isZero();
        }
    }

    @OnEachStore
    void evidenceThatIsTooOldIsForgottenButNotWhatStillHolds(TestStore test) {
        try (var watch = watch(test)) {
            run(watch, test);
            String token = Checks.newToken();
            new Checks(test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                    .save(heartbeat("backup", token), EVE);
            run(watch, test);
            watch.beat(token);
            pass(watch, test, Duration.ofMinutes(10));
            watch.beat(token);
            int stored = verdicts(test).size();
            assertThat(stored).isEqualTo(3);
            test.clock().move(Duration.ofDays(500));
            watch.beat(token);
            run(watch, test);
            var kept =
                    new Verdicts(test.store())
                            .list(TestProbes.ACME, new CheckId("backup"), Optional.empty(), 10)
                            .items();
            assertThat(kept).containsExactly(verdicts(test).get(2));
        }
    }

    private static Check heartbeat(String id, String token) {
        return TestProbes.check(
                id,
                new CheckSpec.Heartbeat(
                        token,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(1),
                        Optional.empty(),
                        "UTC"));
    }

    private static void pass(Watch watch, TestStore test, Duration time) {
        Instant end = test.clock().instant().plus(time);
        while (test.clock().instant().isBefore(end)) {
            run(watch, test);
            test.clock().move(Duration.ofSeconds(10));
        }
        run(watch, test);
    }
}
