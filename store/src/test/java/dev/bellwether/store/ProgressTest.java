package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.store.Progress.Event;
import dev.bellwether.store.Progress.Next;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a reaction does next: each line is taken once, in order, and one that cannot be taken is
/// tried alone and then set aside.
class ProgressTest {
    private static final Progress AT_TEN = new Progress(10, 10, Progress.BATCH, -1, 0);

    @ParameterizedTest
    @CsvSource({
        "10, 10, false, 10, 10, rest",
        "10, 10, true, 10, 10, take",
        "10, 15, true, 15, 10, take",
        "10, 209, false, 209, 10, rest",
        "10, 210, false, 210, 10, take",
        "12, 10, false, 10, 12, rest",
        "9, 8, false, 10, 10, rest",
    })
    void itTakesWhatConcernsItAndMovesTheCursorWhenItIsFar(
            long cursor, long upTo, boolean isFound, long passed, long durable, String next) {
        var decision = AT_TEN.on(new Event.Looked(cursor, upTo, isFound));
        assertThat(decision.progress())
                .isEqualTo(new Progress(passed, durable, Progress.BATCH, -1, 0));
        assertThat(decision.next())
                .isEqualTo(next.equals("rest") ? new Next.Rest() : new Next.Take(Progress.BATCH));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 10, 10, 10, 10, rest",
        "1, 11, 11, 11, 11, 10, look",
        "5, 15, 15, 15, 15, 10, look",
        "6, 16, 16, 16, 16, 12, look",
        "50, 60, 60, 60, 60, 100, look",
        "100, 110, 110, 110, 110, 100, look",
        "0, 10, -1, 10, 10, 10, rest",
        "3, 8, 9, 10, 10, 10, look",
    })
    void theNextBatchIsTwiceThisOneWithinBounds(
            int lines,
            long reached,
            long cursor,
            long passed,
            long durable,
            int batch,
            String next) {
        var decision = AT_TEN.on(new Event.Taken(lines, reached, cursor));
        assertThat(decision.progress()).isEqualTo(new Progress(passed, durable, batch, -1, 0));
        assertThat(decision.next())
                .isEqualTo(next.equals("rest") ? new Next.Rest() : new Next.Look());
    }

    @ParameterizedTest
    @CsvSource({"11, 11, 11, 11", "9, 12, 10, 12", "12, 9, 12, 10"})
    void whatWasTakenAtOnceIsNotTakenAgain(long reached, long cursor, long passed, long durable) {
        var decision = AT_TEN.on(new Event.TakenAtOnce(reached, cursor));
        assertThat(decision.progress())
                .isEqualTo(new Progress(passed, durable, Progress.BATCH, -1, 0));
        assertThat(decision.next()).isEqualTo(new Next.Rest());
    }

    @Test
    void aBatchThatIsRefusedIsTakenLineByLine() {
        var decision = AT_TEN.on(new Event.Refused(14));
        assertThat(decision.progress()).isEqualTo(new Progress(10, 10, 1, -1, 0));
        assertThat(decision.next()).isEqualTo(new Next.Look());
        assertThat(new Progress(10, 10, 2, -1, 0).on(new Event.Refused(14)).progress().batch())
                .isEqualTo(1);
    }

    @Test
    void aLineThatFailsAloneThreeTimesIsSetAside() {
        Progress progress = new Progress(10, 10, 1, -1, 0);
        for (int times = 1; times < Progress.TRIES; times++) {
            var decision = progress.on(new Event.Refused(11));
            assertThat(decision.next()).isEqualTo(new Next.Look());
            progress = decision.progress();
            assertThat(progress).isEqualTo(new Progress(10, 10, 1, 11, times));
        }
        var last = progress.on(new Event.Refused(11));
        assertThat(last.next()).isEqualTo(new Next.SetAside(11));
        assertThat(last.progress()).isEqualTo(new Progress(10, 10, 1, 11, 0));
        var after = last.progress().on(new Event.SetAside());
        assertThat(after.next()).isEqualTo(new Next.Look());
        assertThat(after.progress()).isEqualTo(last.progress());
    }

    @Test
    void theTriesOfAnotherLineDoNotCount() {
        Progress failedTwice = new Progress(10, 10, 1, 11, 2);
        var decision = failedTwice.on(new Event.Refused(12));
        assertThat(decision.next()).isEqualTo(new Next.Look());
        assertThat(decision.progress()).isEqualTo(new Progress(10, 10, 1, 12, 1));
    }

    /// A journal with lines that fail always, now and then or never, that another node reads too.
    @Test
    void whateverHappensEachLineIsTakenOnceAndInOrder() {
        for (int seed = 0; seed < 2_000; seed++) {
            new World(new Random(seed)).run();
        }
    }

    /// As a database has it; the progress knows of it only what it is told.
    private static final class World {
        private final Random random;
        private final List<Boolean> concerns = new ArrayList<>();
        private final Set<Long> bad = new HashSet<>();
        private final List<Long> taken = new ArrayList<>();
        private final List<Long> aside = new ArrayList<>();
        private final Map<Long, Integer> aloneFailed = new HashMap<>();
        private final boolean isShared;
        private long cursor;
        private Progress progress = Progress.NONE;

        World(Random random) {
            this.random = random;
            this.isShared = random.nextBoolean();
        }

        void run() {
            for (int round = 0; round < 12; round++) {
                int more = random.nextInt(random.nextInt(6) == 0 ? 500 : 8);
                long before = concerns.size();
                for (int i = 0; i < more; i++) {
                    concerns.add(random.nextInt(4) == 0);
                    if (random.nextInt(20) == 0) {
                        bad.add((long) concerns.size());
                    }
                }
                if (random.nextBoolean()) {
                    takeAtOnce(before);
                }
                if (random.nextInt(6) == 0) {
                    progress = Progress.NONE;
                    aloneFailed.clear();
                }
                react();
            }
            react();
            var due = new ArrayList<Long>();
            var lost = new ArrayList<Long>();
            for (long seq = 1; seq <= concerns.size(); seq++) {
                if (concerns(seq)) {
                    (bad.contains(seq) ? lost : due).add(seq);
                }
            }
            assertThat(taken).isEqualTo(due);
            assertThat(aside).isEqualTo(lost);
            assertThat(concerns.size() - cursor).isLessThan(Progress.FAR);
        }

        private void react() {
            Next next = new Next.Look();
            for (int steps = 0; !(next instanceof Next.Rest); steps++) {
                assertThat(steps).isLessThan(20_000);
                Progress before = progress;
                var decision = progress.on(done(next));
                progress = decision.progress();
                next = decision.next();
                assertThat(progress.passed()).isBetween(before.passed(), (long) concerns.size());
                assertThat(progress.durable()).isBetween(before.durable(), cursor);
            }
        }

        private Event done(Next next) {
            if (isShared && random.nextInt(5) == 0) {
                another();
            }
            return switch (next) {
                case Next.Look() -> look();
                case Next.Take(var most) -> take(most);
                case Next.SetAside(var seq) -> {
                    if (cursor < seq && Math.max(cursor, progress.passed()) == seq - 1) {
                        assertThat(aloneFailed.get(seq)).isGreaterThanOrEqualTo(Progress.TRIES);
                        aside.add(seq);
                        cursor = seq;
                    }
                    yield new Event.SetAside();
                }
                case Next.Rest() -> throw new AssertionError("rests");
            };
        }

        private Event look() {
            long at = Math.max(cursor, progress.passed());
            while (at < concerns.size() && !concerns(at + 1)) {
                at++;
            }
            return new Event.Looked(cursor, at, at < concerns.size());
        }

        private Event take(int most) {
            if (isShared && random.nextInt(10) == 0) {
                // Another node is at it, and comes to its end some time.
                return new Event.Looked(cursor, progress.passed(), true);
            }
            long from = Math.max(cursor, progress.passed());
            long reached = from;
            var now = new ArrayList<Long>();
            int lines = 0;
            while (reached < concerns.size() && lines < most) {
                long seq = reached + 1;
                boolean fails = bad.contains(seq) || most > 1 && random.nextInt(60) == 0;
                if (concerns(seq) && fails) {
                    if (most == 1) {
                        aloneFailed.merge(seq, 1, Integer::sum);
                    }
                    return new Event.Refused(seq);
                }
                if (concerns(seq)) {
                    now.add(seq);
                }
                reached = seq;
                lines++;
            }
            taken.addAll(now);
            cursor = Math.max(cursor, reached);
            return new Event.Taken(lines, reached, cursor);
        }

        /// In the transaction that wrote them, as far as it comes.
        private void takeAtOnce(long before) {
            if (progress.durable() < 0 || progress.passed() < before || more(before).isEmpty()) {
                return;
            }
            long reached = before;
            for (long seq : more(before)) {
                if (concerns(seq) && bad.contains(seq)) {
                    return;
                }
                reached = seq;
                if (random.nextInt(20) == 0) {
                    break;
                }
            }
            for (long seq = before + 1; seq <= reached; seq++) {
                if (concerns(seq)) {
                    taken.add(seq);
                }
            }
            cursor = reached;
            progress = progress.on(new Event.TakenAtOnce(reached, reached)).progress();
        }

        private List<Long> more(long before) {
            return LongStream.rangeClosed(before + 1, concerns.size()).boxed().toList();
        }

        /// Another node takes the next good line.
        private void another() {
            long at = cursor;
            while (at < concerns.size() && !concerns(at + 1)) {
                at++;
            }
            if (at < concerns.size() && !bad.contains(at + 1)) {
                taken.add(at + 1);
                cursor = at + 1;
            }
        }

        private boolean concerns(long seq) {
            return concerns.get((int) seq - 1);
        }
    }
}
