package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A verdict that cannot be written waits in memory, is written later, or is counted as lost.
class VerdictWriterTest {
    private static final CheckId HOME = new CheckId("home");

    @OnEachStore
    void whatWaitsIsWrittenInOrderAndOnce(TestStore test) {
        save(test);
        var writer = new VerdictWriter(test.store(), VerdictWriter.Fence.NONE, 10);
        for (int i = 0; i < 3; i++) {
            writer.add(pending("v" + i, i));
        }
        assertThat(writer.pending()).isEqualTo(3);
        writer.flush();
        assertThat(writer.pending()).isZero();
        writer.add(pending("v2", 2));
        writer.flush();
        assertThat(written(test)).containsExactly("v0", "v1", "v2");
    }

    @OnEachStore
    void whileTheDatabaseIsGoneTheNewestAreKeptAndTheRestIsCountedAsLost(TestStore test) {
        save(test);
        var store = test.store();
        var writer = new VerdictWriter(store, VerdictWriter.Fence.NONE, 5);
        store.close();
        for (int i = 0; i < 8; i++) {
            writer.add(pending("v" + i, i));
            writer.flush();
        }
        assertThat(writer.pending()).isEqualTo(5);
        assertThat(writer.lost()).isEqualTo(3);
    }

    @OnEachStore
    void theVerdictOfACheckThatIsGoneIsNotWritten(TestStore test) {
        var writer = new VerdictWriter(test.store(), VerdictWriter.Fence.NONE, 5);
        writer.add(pending("v0", 0));
        writer.flush();
        assertThat(writer.pending()).isZero();
        assertThat(writer.lost()).isZero();
        assertThat(written(test)).isEmpty();
    }

    private static void save(TestStore test) {
        new Checks(test.store(), Networks.publicOnly(), TestProbes.ANY_PROVIDER, TestProbes.SECRETS)
                .save(
                        TestProbes.check("home", CheckSpec.Http.get("https://shop.example/")),
                        Actor.automation("test", "test"));
    }

    private static List<String> written(TestStore test) {
        return test.store().journal().read(0, 50).stream()
                .map(Line::fact)
                .filter(VerdictChanged.class::isInstance)
                .map(fact -> ((VerdictChanged) fact).verdict().value())
                .toList();
    }

    private static PendingVerdict pending(String id, int second) {
        return pending(id, HOME, second);
    }

    static PendingVerdict pending(String id, CheckId check, int second) {
        Instant at = Instant.parse("2026-05-01T08:00:00Z").plusSeconds(second);
        var policy =
                new VerdictPolicy(List.of("local"), Status.MAJOR_OUTAGE, 2, Duration.ofSeconds(30));
        var state = VerdictState.settled(CheckState.DOWN, Status.MAJOR_OUTAGE, "x", at, List.of());
        var verdict =
                new VerdictChanged(
                        new VerdictId(id),
                        check,
                        TestProbes.check("home", new CheckSpec.Ping("a")).service(),
                        "home",
                        CheckState.UP,
                        CheckState.DOWN,
                        Status.OPERATIONAL,
                        Status.MAJOR_OUTAGE,
                        "x",
                        at,
                        at);
        var evidence = new Evidence(policy, VerdictState.unknown(at), List.of(), Optional.empty());
        return new PendingVerdict(TestProbes.ACME, verdict, evidence, state);
    }
}
