package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.watch.InboundPace.Scene;
import dev.bellwether.watch.InboundPace.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In a storm, what a sender says first is decided at once, and what others say again waits until
/// it is through: a little, and never for good.
class WhatIsNewIsHeardFirstTest {
    private static final Instant T = Instant.parse("2026-03-04T05:06:07Z");

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # firsts, behind, crowded, step
                    true,     0, false, Firsts
                    true,   999, false, Firsts
                    true,   999, true,  Firsts
                    true,  1000, true,  Firsts
                    true,  1001, false, Rest
                    false,    0, false, Others
                    false,  250, false, Others
                    false,  251, false, Rest
                    false,   25, true,  Others
                    false,   26, true,  Rest
                    """)
    void whatIsDecidedNext(boolean firsts, long behind, boolean crowded, String step) {
        assertThat(name(InboundPace.NONE.next(new Scene(T, firsts, behind, crowded))))
                .isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # milliseconds since the firsts, behind, step
                    0,   400, Rest
                    300, 26,  Rest
                    300, 25,  Others
                    999, 26,  Rest
                    1000, 26, Others
                    -500, 26, Others
                    """)
    void theOthersAreHeldUntilTheFirstsAreThrough(long millis, long behind, String step) {
        InboundPace held = InboundPace.NONE.next(scene(0, true, 0)).after();
        assertThat(name(held.next(scene(millis, false, behind)))).isEqualTo(step);
    }

    @Test
    void firstsThatComeWhileOthersAreHeldDoNotHoldThemLonger() {
        InboundPace held = InboundPace.NONE.next(scene(0, true, 0)).after();
        InboundPace more = held.next(scene(900, true, 100)).after();
        assertThat(name(more.next(scene(1_000, false, 100)))).isEqualTo("Others");
    }

    @Test
    void whoWasHeldIsFreeForAsLong() {
        InboundPace held = InboundPace.NONE.next(scene(0, true, 0)).after();
        InboundPace through = held.next(scene(400, false, 25)).after();
        InboundPace again = through.next(scene(500, true, 25)).after();
        assertThat(name(again.next(scene(501, false, 100))))
                .as("free until 800")
                .isEqualTo("Others");
        InboundPace later = through.next(scene(800, true, 25)).after();
        assertThat(name(later.next(scene(801, false, 100)))).as("held again").isEqualTo("Rest");
    }

    @Test
    void aRoomThatCannotGoOnKeepsNobodyOutForLongerThanASecond() {
        for (boolean firsts : new boolean[] {true, false}) {
            InboundPace pace = InboundPace.NONE.next(scene(0, firsts, 1 << 20)).after();
            assertThat(name(pace.next(scene(999, firsts, 1 << 20)))).isEqualTo("Rest");
            assertThat(name(pace.next(scene(1_000, firsts, 1 << 20)))).isEqualTo("Others");
        }
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyOut() {
        InboundPace waits = InboundPace.NONE.next(scene(0, false, 300)).after();
        InboundPace set = waits.next(scene(-3_600_000, false, 300)).after();
        assertThat(name(set.next(scene(-3_599_000, false, 300)))).isEqualTo("Others");
        InboundPace free =
                InboundPace.NONE.next(scene(0, true, 0)).after().next(scene(900, false, 0)).after();
        InboundPace held = free.next(scene(-3_600_000, true, 0)).after();
        assertThat(name(held.next(scene(-3_599_999, false, 100)))).isEqualTo("Rest");
    }

    @Test
    void whileManySendTheRestsAreForTheOthersAlone() {
        InboundPace begun = InboundPace.NONE.next(new Scene(T, false, 0, true)).after();
        Scene ended = new Scene(T.plusMillis(50), false, 0, true);
        Step rest = begun.next(ended);
        assertThat(name(rest)).isEqualTo("Rest");
        assertThat(name(rest.after().next(new Scene(T.plusMillis(249), false, 0, true))))
                .isEqualTo("Rest");
        assertThat(name(rest.after().next(new Scene(T.plusMillis(250), false, 0, true))))
                .isEqualTo("Others");
        assertThat(name(rest.after().next(new Scene(T.plusMillis(60), true, 0, true))))
                .isEqualTo("Firsts");
        assertThat(name(rest.after().next(new Scene(T.plusMillis(60), false, 0, false))))
                .as("nobody sends any more")
                .isEqualTo("Others");
    }

    @Test
    void aRoundLastsUntilTheRoomsHaveCaughtUpOrForASecond() {
        Step began = InboundPace.NONE.next(crowd(0, 0));
        assertThat(name(began)).isEqualTo("Others");
        Step under = began.after().next(crowd(50, 100));
        assertThat(name(under)).isEqualTo("Rest");
        // It took 100 ms, so there is rest for 400.
        Step through = under.after().next(crowd(100, 0));
        assertThat(name(through)).isEqualTo("Rest");
        assertThat(name(through.after().next(crowd(300, 0)))).isEqualTo("Rest");
        assertThat(name(through.after().next(crowd(499, 0)))).isEqualTo("Rest");
        assertThat(name(through.after().next(crowd(500, 0)))).isEqualTo("Others");
        // Rooms that never catch up end it after a second, and have their rest too.
        assertThat(name(under.after().next(crowd(1_049, 100)))).isEqualTo("Rest");
        Step given = under.after().next(crowd(1_050, 100));
        assertThat(name(given)).isEqualTo("Rest");
        assertThat(name(given.after().next(crowd(1_449, 0)))).isEqualTo("Rest");
        assertThat(name(given.after().next(crowd(1_450, 0)))).isEqualTo("Others");
    }

    private static Scene crowd(long millis, long behind) {
        return new Scene(T.plusMillis(millis), false, behind, true);
    }

    /// New senders come at any rate, rooms are as fast or as slow as they like.
    @Test
    void neitherIsKeptOut() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int newSenders = random.nextInt(3);
            boolean stuck = random.nextInt(5) == 0;
            var pace = InboundPace.NONE;
            Duration firstsWait = Duration.ZERO;
            Duration othersWait = Duration.ZERO;
            long behind = random.nextInt(2_000);
            long waiting = 0;
            Instant now = T;
            while (now.isBefore(T.plusSeconds(30))) {
                waiting += random.nextInt(100) < newSenders ? 1 : 0;
                Step step = pace.next(new Scene(now, waiting > 0, behind, random.nextBoolean()));
                pace = step.after();
                switch (step) {
                    case Step.Firsts _ -> {
                        behind += 10;
                        waiting--;
                        firstsWait = Duration.ZERO;
                    }
                    case Step.Others _ -> {
                        // Whoever had no turn for longest is among them: the new ones.
                        behind += 100;
                        waiting = 0;
                        othersWait = Duration.ZERO;
                    }
                    case Step.Rest rest -> assertThat(rest.until()).isAfter(now);
                }
                behind = stuck ? behind : Math.max(0, behind - random.nextInt(60));
                now = now.plusMillis(5);
                firstsWait = waiting > 0 ? firstsWait.plusMillis(5) : Duration.ZERO;
                othersWait = othersWait.plusMillis(5);
                assertThat(firstsWait).as("seed %d", seed).isLessThan(Duration.ofSeconds(4));
                assertThat(othersWait).as("seed %d", seed).isLessThan(Duration.ofSeconds(4));
            }
        }
    }

    private static Scene scene(long millis, boolean firsts, long behind) {
        return new Scene(T.plusMillis(millis), firsts, behind, false);
    }

    private static String name(Step step) {
        return step.getClass().getSimpleName();
    }
}
