package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Job;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes on one PostgreSQL share the checks: each is probed by one of them, and when one dies
/// the other has its checks within fifteen seconds.
class TwoNodesTest {
    private static final Actor EVE = Actor.automation("test", "test");
    private static final int CHECKS = 40;
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final TestStore test = TestStores.postgres();
    private final N one = new N(test.store());
    private final N other = new N(test.another());

    @AfterEach
    void close() {
        one.watch.close();
        other.watch.close();
        test.close();
    }

    /// A node with what it saw.
    private final class N {
        final Store store;
        final List<ProbeResult> results = new CopyOnWriteArrayList<>();
        final Watch watch;
        boolean hearsOthers;

        N(Store store) {
            this.store = store;
            this.watch =
                    new Watch(
                            store,
                            results::add,
                            ProviderStates.none(),
                            WatchSettings.defaults().withNetworks(Networks.all()),
                            TestProbes.SECRETS,
                            test.clock());
        }

        void run() {
            Instant now = test.clock().instant();
            for (Job job : store.jobs()) {
                job.run(now);
            }
            for (Job job : watch.jobs()) {
                if (hearsOthers || !job.name().equals("watch-shared-results")) {
                    job.run(now);
                }
            }
            while (watch.metrics().inFlight() > 0) {
                Thread.onSpinWait();
            }
        }

        Set<CheckId> probed() {
            return results.stream().map(ProbeResult::check).collect(Collectors.toSet());
        }
    }

    private void pass(Duration time, N... nodes) {
        Instant end = test.clock().instant().plus(time);
        while (test.clock().instant().isBefore(end)) {
            for (N node : nodes) {
                node.run();
            }
            test.clock().move(Duration.ofMillis(500));
        }
    }

    private void save(int count) {
        var checks =
                new Checks(
                        test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS);
        for (int i = 0; i < count; i++) {
            // Nobody listens there: refused at once.
            checks.save(
                    TestProbes.check("c" + i, new CheckSpec.Tcp("127.0.0.1", 1, Optional.empty())),
                    EVE);
        }
    }

    private void meet() {
        pass(Duration.ofSeconds(12), one, other);
        one.results.clear();
        other.results.clear();
    }

    @Test
    void eachCheckIsProbedByOneOfThemAtEveryBeat() {
        save(CHECKS);
        meet();
        pass(INTERVAL.multipliedBy(4), one, other);
        assertThat(one.probed()).isNotEmpty();
        assertThat(other.probed()).isNotEmpty();
        var both = new HashSet<>(one.probed());
        both.retainAll(other.probed());
        assertThat(both).isEmpty();
        var all = new java.util.ArrayList<>(one.results);
        all.addAll(other.results);
        Map<CheckId, Long> rounds =
                all.stream()
                        .filter(result -> !result.confirming())
                        .collect(Collectors.groupingBy(ProbeResult::check, Collectors.counting()));
        assertThat(rounds).hasSize(CHECKS);
        assertThat(rounds.values()).allSatisfy(count -> assertThat(count).isEqualTo(4));
        assertThat(verdictsPerCheck().values()).allSatisfy(count -> assertThat(count).isOne());
    }

    @Test
    void whatADeadNodeWatchedIsWatchedWithinFifteenSeconds() {
        save(CHECKS);
        meet();
        pass(INTERVAL.multipliedBy(2), one, other);
        Set<CheckId> orphans = other.probed();
        assertThat(orphans).isNotEmpty();
        Instant killed = test.clock().instant();
        one.results.clear();
        pass(INTERVAL.plusSeconds(15), one);
        assertThat(one.probed()).hasSize(CHECKS);
        for (CheckId orphan : orphans) {
            Instant due = Beats.first(orphan, INTERVAL, killed);
            Instant probed =
                    one.results.stream()
                            .filter(result -> result.check().equals(orphan))
                            .map(ProbeResult::at)
                            .min(Instant::compareTo)
                            .orElseThrow();
            assertThat(Duration.between(due, probed)).isLessThan(Duration.ofSeconds(15));
        }
        assertThat(verdictsPerCheck().values()).allSatisfy(count -> assertThat(count).isOne());
    }

    @Test
    void aNodeThatComesTakesItsShareAndOneThatLeavesGivesItBackAtOnce() {
        save(CHECKS);
        pass(Duration.ofSeconds(3), one);
        assertThat(one.watch.metrics().shards()).isEqualTo(Shards.COUNT);
        pass(Duration.ofSeconds(6), one, other);
        int share = other.watch.metrics().shards();
        assertThat(share).isBetween(1, Shards.COUNT - 1);
        assertThat(one.watch.metrics().shards()).isEqualTo(Shards.COUNT - share);
        other.watch.close();
        other.store.nodes().leave();
        pass(Duration.ofSeconds(4), one);
        assertThat(one.watch.metrics().shards()).isEqualTo(Shards.COUNT);
    }

    @Test
    void whatANodeDecidedAfterItWasReplacedIsNotWritten() {
        save(CHECKS);
        meet();
        CheckId check = ofOther();
        // The other falls silent, and is replaced; then it wakes and speaks before it looks.
        pass(Duration.ofSeconds(20), one);
        var stale =
                new VerdictWriter(
                        other.store,
                        (tx, id) ->
                                dev.bellwether.store.Leases.isHeld(
                                        tx, Shards.lease(Shards.of(id)), other.store.nodes().me()),
                        10);
        stale.add(VerdictWriterTest.pending("stale", check, 0));
        stale.flush();
        assertThat(stale.overtaken()).isOne();
        assertThat(stale.pending()).isZero();
        assertThat(verdicts()).noneMatch(verdict -> verdict.verdict().value().equals("stale"));
    }

    @Test
    void anyNodeHasACheckProbedNow() {
        save(CHECKS);
        meet();
        CheckId check = ofOther();
        int before = count(other, check);
        one.watch.runNow(TestProbes.ACME, check);
        pass(Duration.ofSeconds(2), one, other);
        assertThat(count(other, check)).isGreaterThan(before);
    }

    @Test
    void aBeatThatOneNodeTakesIsKnownToTheOther() {
        String token = Checks.newToken();
        var spec =
                new CheckSpec.Heartbeat(
                        token, Duration.ofSeconds(40), Duration.ZERO, Optional.empty(), "UTC");
        meet();
        new Checks(test.store(), Networks.all(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                .save(TestProbes.check("job", spec), EVE);
        pass(Duration.ofSeconds(2), one, other);
        N taker = one.watch.state(TestProbes.ACME, new CheckId("job")).isPresent() ? other : one;
        for (int beat = 0; beat < 8; beat++) {
            assertThat(taker.watch.beat(token)).isTrue();
            pass(Duration.ofSeconds(39), one, other);
        }
        // First that there was no beat yet, then that there was one.
        assertThat(verdicts())
                .extracting(VerdictChanged::to)
                .containsExactly(CheckState.UNKNOWN, CheckState.UP);
    }

    @Test
    void whatOneNodeProbesIsInTheHistoryOfBoth() {
        save(CHECKS);
        one.hearsOthers = true;
        other.hearsOthers = true;
        meet();
        pass(INTERVAL.multipliedBy(3), one, other);
        pass(Duration.ofSeconds(2), one, other);
        assertThat(one.probed()).hasSize(CHECKS);
        assertThat(other.probed()).hasSize(CHECKS);
        assertThat(one.results).doesNotHaveDuplicates();
        assertThat(one.results.size()).isBetween(CHECKS * 3, CHECKS * 4);
    }

    private CheckId ofOther() {
        for (int i = 0; i < CHECKS; i++) {
            Check check = TestProbes.check("c" + i, new CheckSpec.Ping("127.0.0.1"));
            if (other.watch.state(TestProbes.ACME, check.id()).isPresent()) {
                return check.id();
            }
        }
        throw new AssertionError("the other node watches nothing");
    }

    private static int count(N node, CheckId check) {
        return (int) node.results.stream().filter(r -> r.check().equals(check)).count();
    }

    private List<VerdictChanged> verdicts() {
        return test.store().journal().read(0, 500).stream()
                .map(Line::fact)
                .filter(VerdictChanged.class::isInstance)
                .map(VerdictChanged.class::cast)
                .toList();
    }

    private Map<CheckId, Long> verdictsPerCheck() {
        return verdicts().stream()
                .collect(Collectors.groupingBy(VerdictChanged::check, Collectors.counting()));
    }
}
