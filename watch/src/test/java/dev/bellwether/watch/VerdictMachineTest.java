package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Status;
import dev.bellwether.model.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How ballots become a verdict, case by case. In the tables a round is one letter a place: `u` up,
/// `s` slow, `d` down, `n` no vote.
class VerdictMachineTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final String MESSAGE = "[STATUS] 503 is not in 200-299";
    private final List<VerdictEffect> effects = new ArrayList<>();
    private VerdictPolicy policy = policy(1);
    private VerdictState state = VerdictState.unknown(START);
    private int beat;

    private static VerdictPolicy policy(int places) {
        return new VerdictPolicy(
                List.of("a", "b", "c", "d", "e").subList(0, places),
                Status.MAJOR_OUTAGE,
                2,
                Duration.ofSeconds(30));
    }

    /// One beat, 30 s after the one before.
    private void round(String votes) {
        beat++;
        burst(0, votes);
    }

    /// Every place answers 10 ms after it was asked.
    private void burst(int attempt, String votes) {
        Instant due = START.plusSeconds(30L * beat);
        Duration after = Duration.ZERO;
        for (int i = 0; i < attempt; i++) {
            after = after.plus(VerdictMachine.BURST.get(i));
        }
        for (int i = 0; i < votes.length(); i++) {
            if (votes.charAt(i) != '-') {
                vote(policy.places().get(i), due, attempt, due.plus(after), votes.charAt(i));
            }
        }
    }

    private void vote(String place, Instant due, int attempt, Instant at, char vote) {
        Outcome outcome =
                switch (vote) {
                    case 'u' -> Outcome.UP;
                    case 's' -> Outcome.DEGRADED;
                    case 'd' -> Outcome.DOWN;
                    default -> Outcome.NO_VOTE;
                };
        String message = outcome == Outcome.UP ? "" : outcome == Outcome.DOWN ? MESSAGE : "m";
        event(
                new Ballot(
                        place,
                        due,
                        attempt,
                        at,
                        at.plusMillis(10),
                        outcome,
                        Timings.NONE,
                        message));
    }

    private void event(VerdictEvent event) {
        VerdictDecision decision = VerdictMachine.on(policy, state, event);
        state = decision.state();
        effects.addAll(decision.effects());
    }

    private List<VerdictEffect.Changed> changes() {
        return effects.stream()
                .filter(VerdictEffect.Changed.class::isInstance)
                .map(VerdictEffect.Changed.class::cast)
                .toList();
    }

    private VerdictEffect.Changed lastChange() {
        return changes().getLast();
    }

    private void up(int places) {
        policy = policy(places);
        round("u".repeat(places));
        assertThat(state.phase()).isEqualTo(CheckState.UP);
        effects.clear();
    }

    private void down(int places) {
        up(places);
        round("d".repeat(places));
        burst(1, "d".repeat(places));
        burst(2, "d".repeat(places));
        assertThat(state.phase()).isEqualTo(CheckState.DOWN);
        burst(3, "d".repeat(places));
        effects.clear();
    }

    @Test
    void theFirstGoodRoundIsUp() {
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
        assertThat(changes())
                .containsExactly(
                        new VerdictEffect.Changed(
                                CheckState.UNKNOWN,
                                CheckState.UP,
                                Status.UNKNOWN,
                                Status.OPERATIONAL,
                                "",
                                START.plusSeconds(30),
                                START.plusSeconds(30).plusMillis(10)));
    }

    @Test
    void anUpBallotWhileAllIsCalmChangesNothingAtAll() {
        up(1);
        VerdictState before = state;
        round("u");
        assertThat(state).isSameAs(before);
        assertThat(effects).isEmpty();
    }

    @Test
    void aHardOutageIsDownBeforeTheBurstIsOver() {
        up(1);
        round("d");
        assertThat(state.phase()).isEqualTo(CheckState.SUSPECT);
        assertThat(state.settled()).isEqualTo(CheckState.UP);
        assertThat(state.status()).isEqualTo(Status.OPERATIONAL);
        assertThat(effects).containsExactly(new VerdictEffect.Confirm(START.plusSeconds(60)));
        burst(1, "d");
        assertThat(state.phase()).isEqualTo(CheckState.SUSPECT);
        burst(2, "d");
        assertThat(state.phase()).isEqualTo(CheckState.DOWN);
        assertThat(lastChange())
                .isEqualTo(
                        new VerdictEffect.Changed(
                                CheckState.UP,
                                CheckState.DOWN,
                                Status.OPERATIONAL,
                                Status.MAJOR_OUTAGE,
                                MESSAGE,
                                START.plusSeconds(60),
                                START.plusSeconds(60).plusMillis(1_510)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, d, u, u, u, UP",
        "1, d, d, u, u, UP",
        "1, d, u, d, u, UP",
        "1, d, d, u, d, DOWN",
        "1, d, u, d, d, DOWN",
        "1, d, n, n, d, DOWN",
        "1, d, n, n, n, DOWN",
        "1, n, u, u, u, UNKNOWN",
        "2, du, dd, dd, dd, DOWN",
        "2, du, du, du, du, UP",
        "2, du, dn, dn, dn, UP",
        "2, dn, dn, dn, dn, UNKNOWN",
        "3, duu, ddu, ddu, ddu, DOWN",
        "3, duu, duu, duu, duu, UP",
        "3, dnn, dnn, dnn, dnn, UNKNOWN",
        "3, ddn, ddn, ddn, ddn, DOWN",
        "5, duuuu, duuuu, duuuu, duuuu, UP",
        "5, ddduu, ddduu, ddduu, ddduu, DOWN",
        "5, dduuu, dduuu, dduuu, dduuu, UP",
        "5, ddnnn, ddnnn, ddnnn, ddnnn, DOWN",
        "5, dnnnn, dnnnn, dnnnn, dnnnn, UNKNOWN",
        "5, ddddd, uuuuu, uuuuu, uuuuu, UP",
        "5, nnnnn, nnnnn, nnnnn, nnnnn, UNKNOWN"
    })
    void aQuorumDecides(
            int places, String beat, String first, String second, String third, CheckState then) {
        up(places);
        round(beat);
        burst(1, first);
        burst(2, second);
        burst(3, third);
        assertThat(state.settled()).isEqualTo(then);
        assertThat(state.phase()).isEqualTo(then);
    }

    @Test
    void theMessageSaysHowManyPlacesSawIt() {
        up(5);
        round("ddddu");
        burst(1, "ddddu");
        burst(2, "ddddu");
        assertThat(lastChange().summary()).isEqualTo(MESSAGE + " (seen from 3 of 5 places)");
    }

    @Test
    void whatFailsBeforeAnythingIsKnownIsConfirmedFirst() {
        round("d");
        assertThat(state.phase()).isEqualTo(CheckState.SUSPECT);
        assertThat(state.status()).isEqualTo(Status.UNKNOWN);
        burst(1, "d");
        burst(2, "d");
        assertThat(lastChange().from()).isEqualTo(CheckState.UNKNOWN);
        assertThat(lastChange().to()).isEqualTo(CheckState.DOWN);
    }

    @Test
    void aSuspicionThatIsNotConfirmedTellsNobody() {
        up(1);
        round("d");
        burst(1, "u");
        burst(2, "u");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
        assertThat(changes()).isEmpty();
        VerdictState before = state;
        burst(3, "d");
        assertThat(state).isSameAs(before);
    }

    @Test
    void halfOfThePlacesAreNoQuorum() {
        up(4);
        round("dd--");
        burst(1, "dd--");
        burst(2, "dd--");
        burst(3, "dd--");
        assertThat(state.phase()).isEqualTo(CheckState.SUSPECT);
        assertThat(changes()).isEmpty();
    }

    @Test
    void aBurstThatIsNeverAnsweredIsMadeUpForByTheRoundsThatFollow() {
        up(1);
        round("d");
        round("d");
        round("d");
        assertThat(state.phase()).isEqualTo(CheckState.SUSPECT);
        round("d");
        assertThat(state.phase()).isEqualTo(CheckState.DOWN);
    }

    @Test
    void aSuspicionOfAPlaceThatIsGoneWhileNoOtherCanSeeEndsInUnknown() {
        up(2);
        round("d-");
        policy = new VerdictPolicy(List.of("b"), Status.MAJOR_OUTAGE, 2, Duration.ofSeconds(30));
        burst(1, "n");
        burst(2, "n");
        burst(3, "n");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
    }

    @Test
    void whatFailsBeforeAnythingIsKnownAndIsNotConfirmedIsUp() {
        round("d");
        burst(1, "u");
        burst(2, "u");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
        assertThat(lastChange().from()).isEqualTo(CheckState.UNKNOWN);
    }

    @Test
    void slowBeforeAnythingIsKnownIsUp() {
        round("s");
        assertThat(lastChange().to()).isEqualTo(CheckState.UP);
        assertThat(lastChange().status()).isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void aBurstOfAnotherRoundConfirmsNothing() {
        up(1);
        round("d");
        VerdictState before = state;
        vote("a", START.plusSeconds(30L * beat + 1), 1, START, 'd');
        assertThat(state).isSameAs(before);
    }

    @Test
    void aSuspicionWithoutVotesEndsInUnknownAndStaysThereQuietly() {
        policy = policy(2);
        round("d-");
        burst(1, "nn");
        burst(2, "nn");
        burst(3, "nn");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        assertThat(changes()).hasSize(1);
        round("nn");
        assertThat(changes()).hasSize(1);
    }

    @Test
    void whatWasNeverKnownSaysWhyOnce() {
        round("n");
        assertThat(lastChange().before()).isEqualTo(Status.UNKNOWN);
        assertThat(lastChange().status()).isEqualTo(Status.UNKNOWN);
        assertThat(lastChange().summary()).isEqualTo("too few places can see: m");
        assertThat(lastChange().since()).isEqualTo(START);
        round("n");
        round("n");
        assertThat(changes()).hasSize(1);
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
    }

    @Test
    void whatWasNeverSaidSaysWhyOnceToo() {
        Instant now = START.plusSeconds(5);
        event(new Statement(Status.UNKNOWN, "", now, now));
        assertThat(changes()).isEmpty();
        event(new Statement(Status.UNKNOWN, "unreadable", now, now));
        event(new Statement(Status.UNKNOWN, "unreadable otherwise", now, now));
        assertThat(changes()).hasSize(1);
        assertThat(lastChange().summary()).isEqualTo("unreadable");
        assertThat(lastChange().since()).isEqualTo(START);
    }

    @Test
    void aHeldCheckOfSeveralPlacesWaitsForTheWholeRound() {
        up(3);
        for (int i = 0; i < 4; i++) {
            round("ddd");
            burst(1, "ddd");
            burst(2, "ddd");
            round("uuu");
            round("uuu");
        }
        assertThat(state.phase()).isEqualTo(CheckState.FLAPPING);
        round("d--");
        assertThat(state.phase()).isEqualTo(CheckState.FLAPPING);
        int told = changes().size();
        for (int i = 0; i < 25; i++) {
            round("uud");
        }
        assertThat(changes()).hasSize(told + 1);
        assertThat(state.settled()).isEqualTo(CheckState.UP);
    }

    @Test
    void recoveryNeedsTwoGoodRoundsOverHalfAMinute() {
        down(1);
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.RECOVERING);
        assertThat(state.status()).isEqualTo(Status.MAJOR_OUTAGE);
        Instant first = START.plusSeconds(30L * beat);
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
        assertThat(lastChange().since()).isEqualTo(first);
        assertThat(lastChange().before()).isEqualTo(Status.MAJOR_OUTAGE);
        assertThat(lastChange().status()).isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void twoGoodRoundsInAHurryAreNotEnough() {
        down(1);
        policy = new VerdictPolicy(policy.places(), Status.MAJOR_OUTAGE, 2, Duration.ofSeconds(31));
        round("u");
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.RECOVERING);
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
    }

    @Test
    void anyFailureStartsTheRecoveryAgain() {
        down(1);
        round("u");
        round("d");
        assertThat(state.phase()).isEqualTo(CheckState.DOWN);
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.RECOVERING);
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
    }

    @Test
    void oneBrokenPlaceOfFiveDoesNotHoldRecoveryBack() {
        down(5);
        round("duuuu");
        round("duuuu");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
    }

    @Test
    void aServiceThatComesBackSlowIsDegraded() {
        down(1);
        round("s");
        round("s");
        assertThat(lastChange().status()).isEqualTo(Status.DEGRADED);
        assertThat(lastChange().to()).isEqualTo(CheckState.UP);
    }

    @Test
    void oneSlowAnswerFlipsNothingAndThreeRoundsDo() {
        up(1);
        round("s");
        round("s");
        round("u");
        round("s");
        round("s");
        assertThat(changes()).isEmpty();
        Instant first = START.plusSeconds(30L * (beat - 1));
        round("s");
        assertThat(lastChange().status()).isEqualTo(Status.DEGRADED);
        assertThat(lastChange().to()).isEqualTo(CheckState.UP);
        assertThat(lastChange().since()).isEqualTo(first);
        assertThat(effects).hasSize(1);
    }

    @Test
    void slowEndsAsDownDoesWithGoodRoundsOverATime() {
        up(1);
        round("s");
        round("s");
        round("s");
        round("u");
        round("s");
        round("u");
        assertThat(state.status()).isEqualTo(Status.DEGRADED);
        round("u");
        assertThat(state.status()).isEqualTo(Status.OPERATIONAL);
        assertThat(state.isCalm()).isTrue();
    }

    @Test
    void slowAtFewerThanHalfOfThePlacesIsNotSlow() {
        up(5);
        for (int i = 0; i < 5; i++) {
            round("ssuuu");
        }
        assertThat(changes()).isEmpty();
        for (int i = 0; i < 3; i++) {
            round("sssuu");
        }
        assertThat(lastChange().status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void whenEveryPlaceLostItsVoteNobodyKnows() {
        down(5);
        round("nnnnn");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        assertThat(lastChange().status()).isEqualTo(Status.UNKNOWN);
        assertThat(lastChange().summary()).isEqualTo("too few places can see: m");
        round("nnnnn");
        assertThat(changes()).hasSize(1);
    }

    @Test
    void whatWasDownBeforeNobodyCouldTellRecoversAsItWouldHave() {
        down(5);
        round("nnnnn");
        round("uuuuu");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        round("nnnnn");
        round("uuuuu");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        round("sssss");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
        assertThat(changes()).hasSize(2);
    }

    @Test
    void whatWasDownBeforeNobodyCouldTellAndComesBackSlowIsDegraded() {
        down(1);
        round("n");
        round("s");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        round("s");
        assertThat(lastChange().status()).isEqualTo(Status.DEGRADED);
        assertThat(lastChange().to()).isEqualTo(CheckState.UP);
    }

    @Test
    void whatWasDownBeforeNobodyCouldTellIsDownAgainWithItsNextFailure() {
        down(5);
        round("nnnnn");
        round("uuuuu");
        round("ddddd");
        burst(1, "ddddd");
        burst(2, "ddddd");
        assertThat(state.phase()).isEqualTo(CheckState.DOWN);
        assertThat(lastChange().status()).isEqualTo(Status.MAJOR_OUTAGE);
    }

    @Test
    void whatWasDownBeforeNobodyCouldTellIsNotUpByAFailureThatIsNotConfirmed() {
        down(1);
        round("n");
        effects.clear();
        round("d");
        assertThat(state.phase()).isEqualTo(CheckState.SUSPECT);
        burst(1, "u");
        burst(2, "u");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        assertThat(changes()).isEmpty();
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
    }

    @Test
    void whatWasUpBeforeNobodyCouldTellIsUpWithOneGoodRound() {
        up(5);
        round("nnnnn");
        round("uuuuu");
        assertThat(state.phase()).isEqualTo(CheckState.UP);
    }

    @Test
    void aLateBallotOfAnOlderRoundIsNotHeard() {
        down(2);
        round("uu");
        VerdictState before = state;
        vote("a", START.plusSeconds(30L * (beat - 1)), 0, START, 'd');
        assertThat(state).isSameAs(before);
    }

    @Test
    void aPlaceIsHeardOnceARound() {
        down(2);
        beat++;
        Instant due = START.plusSeconds(30L * beat);
        vote("a", due, 0, due, 'd');
        vote("a", due, 0, due, 'u');
        vote("a", due, 0, due, 'u');
        assertThat(state.phase()).isEqualTo(CheckState.DOWN);
    }

    @Test
    void whatChangesTooOftenIsHeldAsDegradedWithOneAlert() {
        up(1);
        for (int i = 0; i < 3; i++) {
            flip();
        }
        assertThat(changes()).hasSize(6);
        round("d");
        burst(1, "d");
        burst(2, "d");
        assertThat(state.phase()).isEqualTo(CheckState.FLAPPING);
        assertThat(lastChange().status()).isEqualTo(Status.DEGRADED);
        assertThat(lastChange().summary())
                .isEqualTo(
                        "changed 7 times in 30 min, held until stable for 10 min; last: "
                                + MESSAGE);
        int told = changes().size();
        for (int i = 0; i < 40; i++) {
            round(i % 2 == 0 ? "u" : "d");
        }
        assertThat(changes()).hasSize(told);
    }

    @ParameterizedTest
    @CsvSource({"u, UP, OPERATIONAL", "d, DOWN, MAJOR_OUTAGE", "s, UP, DEGRADED"})
    void aHeldCheckIsLetGoAfterTenStableMinutes(String vote, CheckState then, Status status) {
        whatChangesTooOftenIsHeldAsDegradedWithOneAlert();
        round(vote.equals("d") ? "u" : "d");
        int told = changes().size();
        for (int i = 0; i < 20; i++) {
            round(vote);
            assertThat(state.phase()).isEqualTo(CheckState.FLAPPING);
            assertThat(state.streak()).isEqualTo(vote.equals("d") ? -1 - i : 1 + i);
        }
        round(vote);
        assertThat(state.phase()).isEqualTo(then);
        assertThat(state.status()).isEqualTo(status);
        assertThat(changes()).hasSize(told + 1);
        assertThat(state.changes()).isEmpty();
    }

    @Test
    void changesOfMoreThanHalfAnHourAgoDoNotCount() {
        up(1);
        for (int i = 0; i < 8; i++) {
            flip();
            for (int quiet = 0; quiet < 20; quiet++) {
                round("u");
            }
        }
        assertThat(changes()).noneMatch(change -> change.to() == CheckState.FLAPPING);
    }

    @Test
    void aHeldCheckThatNobodyCanSeeIsUnknown() {
        whatChangesTooOftenIsHeldAsDegradedWithOneAlert();
        round("n");
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        round("u");
        assertThat(state.phase()).isEqualTo(CheckState.FLAPPING);
    }

    @Test
    void whatIsKnownNeedsNoConfirmation() {
        Instant now = START.plusSeconds(5);
        event(new Statement(Status.OPERATIONAL, "", START, now));
        assertThat(state.phase()).isEqualTo(CheckState.UP);
        event(new Statement(Status.PARTIAL_OUTAGE, "says so", START, now));
        assertThat(state.phase()).isEqualTo(CheckState.DOWN);
        assertThat(lastChange().status()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(lastChange().summary()).isEqualTo("says so");
        assertThat(lastChange().since()).isEqualTo(START);
        assertThat(lastChange().decidedAt()).isEqualTo(now);
        event(new Statement(Status.PARTIAL_OUTAGE, "says so again", START, now));
        assertThat(changes()).hasSize(2);
        event(new Statement(Status.MAJOR_OUTAGE, "worse", START, now));
        assertThat(lastChange().from()).isEqualTo(CheckState.DOWN);
        event(new Statement(Status.UNKNOWN, "unreadable", START, now));
        assertThat(state.phase()).isEqualTo(CheckState.UNKNOWN);
        assertThat(effects).allMatch(VerdictEffect.Changed.class::isInstance);
    }

    @Test
    void statementsThatFlapAreHeldToo() {
        for (int i = 0; i < 9; i++) {
            Status status = i % 2 == 0 ? Status.OPERATIONAL : Status.MAJOR_OUTAGE;
            Instant now = START.plusSeconds(60L * i);
            event(new Statement(status, "", now, now));
        }
        assertThat(state.phase()).isEqualTo(CheckState.FLAPPING);
        Instant later = START.plusSeconds(60 * 8);
        event(new Statement(Status.OPERATIONAL, "", later, later.plus(Duration.ofMinutes(9))));
        assertThat(state.phase()).isEqualTo(CheckState.FLAPPING);
        event(new Statement(Status.OPERATIONAL, "", later, later.plus(Duration.ofMinutes(10))));
        assertThat(state.phase()).isEqualTo(CheckState.UP);
    }

    private void flip() {
        round("d");
        burst(1, "d");
        burst(2, "d");
        round("u");
        round("u");
    }
}
