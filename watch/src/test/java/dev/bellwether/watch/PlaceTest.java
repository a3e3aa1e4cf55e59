package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProbeResult.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A place knows when it cannot see, and bounds what it does.
class PlaceTest {
    private static final Check REFUSED =
            TestProbes.check("c", CheckSpec.Http.get("http://127.0.0.1:1/"));

    @Test
    void aPlaceThatReachesNoControlTargetHasNoVote() throws IOException {
        try (var control = TestPeer.answering("")) {
            assertThat(run(List.of("127.0.0.1:2")).outcome()).isEqualTo(Outcome.NO_VOTE);
            assertThat(run(List.of("127.0.0.1:2")).message())
                    .isEqualTo(
                            "this place reaches none of its control targets: [CONNECT] 127.0.0.1:1"
                                    + " refused the connection");
            assertThat(run(List.of("127.0.0.1:2", "127.0.0.1:" + control.port())).outcome())
                    .isEqualTo(Outcome.DOWN);
            assertThat(run(List.of()).outcome()).isEqualTo(Outcome.DOWN);
        }
    }

    @Test
    void aControlTargetThatDoesNotParseIsQuoted() {
        assertThatThrownBy(() -> run(List.of("not a host")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'not a host'");
    }

    @Test
    void whenMostChecksFailAsAtHomeItIsTheHome() {
        var trouble = new LocalTrouble();
        for (int i = 0; i < 9; i++) {
            assertThat(trouble.note(new CheckId("c" + i), true, 0)).isFalse();
        }
        assertThat(trouble.note(new CheckId("c8"), true, 0)).isFalse();
        assertThat(trouble.note(new CheckId("c9"), true, 0)).isTrue();
        assertThat(trouble.note(new CheckId("c10"), false, 0)).isFalse();
        for (int i = 0; i < 12; i++) {
            trouble.note(new CheckId("good" + i), false, 0);
        }
        assertThat(trouble.note(new CheckId("c9"), true, 0)).isFalse();
    }

    @Test
    void whatWasAMinuteAgoIsForgotten() {
        var trouble = new LocalTrouble();
        for (int i = 0; i < 20; i++) {
            trouble.note(new CheckId("c" + i), true, 0);
        }
        assertThat(trouble.note(new CheckId("c1"), true, 60_000_000_000L)).isTrue();
        assertThat(trouble.note(new CheckId("c1"), true, 60_000_000_001L)).isFalse();
    }

    @Test
    void slotsBoundAHostAndTheWhole() throws Exception {
        var slots = new Slots(3, 2);
        try (var a = slots.take("a", 0);
                var b = slots.take("a", 0);
                var c = slots.take("a", 0);
                var d = slots.take("b", 0);
                var e = slots.take("c", 0)) {
            assertThat(List.of(a.isHeld(), b.isHeld(), c.isHeld(), d.isHeld(), e.isHeld()))
                    .containsExactly(true, true, false, true, false);
            assertThat(slots.inFlight()).isEqualTo(3);
        }
        assertThat(slots.inFlight()).isZero();
        try (var again = slots.take("a", 0)) {
            assertThat(again.isHeld()).isTrue();
        }
    }

    @Test
    void whoFindsTheLineOfAHostFullIsRefusedAtOnce() throws Exception {
        var slots = new Slots(1_000, 1);
        var held = slots.take("a", 0);
        var waiting = new CountDownLatch(500);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                threads.execute(() -> {
                    try (var slot = slots.take("a", Integer.MAX_VALUE)) {
                        if (slot.isHeld()) {
                            waiting.countDown();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            while (slots.users() < 501) {
                Thread.onSpinWait();
            }
            try (var late = slots.take("a", Integer.MAX_VALUE);
                    var elsewhere = slots.take("b", 0)) {
                assertThat(late.isHeld()).isFalse();
                assertThat(elsewhere.isHeld()).isTrue();
            }
            held.close();
            waiting.await();
        }
        assertThat(slots.users()).isZero();
    }

    @Test
    void aHundredChecksOfOneHostTakeTurns() throws Exception {
        var here = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new CountDownLatch(100);
        var gate = new CompletableFuture<Void>();
        try (var peer =
                TestPeer.writing(out -> {
                    most.accumulateAndGet(here.incrementAndGet(), Math::max);
                    if (here.get() >= 5) {
                        gate.complete(null);
                    }
                    gate.join();
                    here.decrementAndGet();
                    out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes());
                })) {
            var settings =
                    new WatchSettings(
                            "local",
                            Networks.all(),
                            List.of(),
                            1_000,
                            5,
                            Optional.empty(),
                            Duration.ofDays(1),
                            "test");
            var answers = new ArrayList<Outcome>();
            try (var prober =
                    new LocalProber(settings, Trust.ofThisJava(), InstantSource.system())) {
                for (int i = 0; i < 100; i++) {
                    prober.probe(
                            TestProbes.check("c" + i, CheckSpec.Http.get(peer.url())),
                            answer -> {
                                synchronized (answers) {
                                    answers.add(answer.outcome());
                                }
                                done.countDown();
                            });
                }
                done.await();
            }
            assertThat(answers).hasSize(100).containsOnly(Outcome.UP);
            assertThat(most.get()).isEqualTo(5);
        }
    }

    @Test
    void whateverBreaksThereIsAnAnswer() {
        var asked = new AtomicInteger();
        InstantSource breaks =
                () -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new StackOverflowError("deep");
                    }
                    return InstantSource.system().instant();
                };
        var answer =
                TestProbes.run(
                        TestProbes.check("c", CheckSpec.Http.get("http://127.0.0.1:1/")),
                        Networks.all(),
                        Trust.ofThisJava(),
                        breaks);
        assertThat(answer.outcome()).isEqualTo(Outcome.NO_VOTE);
        assertThat(answer.message()).contains("the probe broke", "deep");
    }

    private static Prober.Answer run(List<String> controls) {
        var settings =
                new WatchSettings(
                        "local",
                        Networks.all(),
                        controls,
                        10,
                        10,
                        Optional.empty(),
                        Duration.ofDays(1),
                        "test");
        try (var prober = new LocalProber(settings, Trust.ofThisJava(), InstantSource.system())) {
            var answer = new CompletableFuture<Prober.Answer>();
            prober.probe(REFUSED, answer::complete);
            return answer.join();
        }
    }
}
