package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Jobs run when they asked to, when they are woken, and again after they failed.
class LoopTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private final BlockingQueue<Instant> runs = new LinkedBlockingQueue<>();

    @Test
    void aJobThatWaitsIsRunAtOnceWhenItIsWoken() throws InterruptedException {
        try (var loops = loops(InstantSource.fixed(START), now -> now.plus(Duration.ofHours(1)))) {
            loops.start();
            assertThat(next()).isEqualTo(START);
            loops.wake();
            assertThat(next()).isEqualTo(START);
        }
    }

    @Test
    void whoKeepsABeatOfItsOwnIsNotWoken() throws InterruptedException {
        var own = new LinkedBlockingQueue<Instant>();
        var jobs = List.of(job(own, false), job(runs, true));
        try (var loops = new Loops(jobs, InstantSource.fixed(START))) {
            loops.start();
            assertThat(own.poll(2, TimeUnit.MINUTES)).isEqualTo(START);
            for (int i = 0; i < 5; i++) {
                assertThat(next()).isEqualTo(START);
                loops.wake();
            }
            assertThat(next()).isEqualTo(START);
            assertThat(own).isEmpty();
        }
    }

    private static Job job(BlockingQueue<Instant> runs, boolean follows) {
        return new Job() {
            @Override
            public String name() {
                return "follows " + follows;
            }

            @Override
            public boolean followsCommits() {
                return follows;
            }

            @Override
            public Instant run(Instant now) {
                runs.add(now);
                return now.plus(Duration.ofHours(1));
            }
        };
    }

    @Test
    void aJobIsRunAgainWhenItAskedTo() throws InterruptedException {
        try (var loops = loops(InstantSource.system(), now -> now.plusMillis(5))) {
            loops.start();
            Instant first = next();
            assertThat(Duration.between(first, next()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(5));
        }
    }

    @Test
    void aJobThatFailsIsCountedAndRunAgain() throws InterruptedException {
        var loops =
                loops(
                        InstantSource.system(),
                        now -> {
                            if (runs.size() < 3) {
                                throw new IllegalStateException("on purpose");
                            }
                            return now.plus(Duration.ofHours(1));
                        });
        try (loops) {
            loops.start();
            while (loops.pulses().getFirst().runs() < 3) {
                loops.wake();
                Thread.onSpinWait();
            }
        }
        assertThat(loops.pulses().getFirst().failures()).isEqualTo(2);
        assertThat(loops.pulses().getFirst().name()).isEqualTo("tested");
    }

    private Instant next() throws InterruptedException {
        Instant at = runs.poll(2, TimeUnit.MINUTES);
        assertThat(at).as("a run").isNotNull();
        return at;
    }

    private Loops loops(InstantSource clock, UnaryOperator<Instant> work) {
        return new Loops(
                List.of(
                        new Job() {
                            @Override
                            public String name() {
                                return "tested";
                            }

                            @Override
                            public Instant run(Instant now) {
                                runs.add(now);
                                return work.apply(now);
                            }
                        }),
                clock);
    }
}
