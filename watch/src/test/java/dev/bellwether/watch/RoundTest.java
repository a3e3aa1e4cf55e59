package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Status;
import dev.bellwether.model.Timings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A round is settled as soon as no later ballot can turn it, and not before: one letter a place,
/// `u` up, `s` slow, `d` down, `n` no vote, `-` not in yet.
class RoundTest {
    private static final Instant BEAT = Instant.parse("2026-05-01T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "-, OPEN",
        "u, GOOD",
        "s, SLOW",
        "d, BAD",
        "n, LOST",
        "--, OPEN",
        "u-, GOOD",
        "s-, OPEN",
        "d-, OPEN",
        "n-, OPEN",
        "du, GOOD",
        "su, GOOD",
        "dd, BAD",
        "ss, SLOW",
        "sd, GOOD",
        "nd, BAD",
        "ns, SLOW",
        "nn, LOST",
        "uu--, GOOD",
        "ud--, OPEN",
        "us--, OPEN",
        "usd-, GOOD",
        "sdd-, OPEN",
        "ddn-, BAD",
        "ssn-, SLOW",
        "nnn-, OPEN",
        "nnnu, GOOD",
        "nnnn, LOST",
        "ddd-, BAD",
        "dduu, GOOD",
        "ssuu, GOOD",
        "sss-, SLOW",
        "uuu--, GOOD",
        "uu---, OPEN",
        "ddd--, BAD",
        "dd---, OPEN",
        "ddduu, BAD",
        "dduuu, GOOD",
        "sssuu, SLOW",
        "ssddu, GOOD",
        "ddnn-, BAD"
    })
    void aRoundIsSettledWhenNothingCanTurnIt(String votes, Round.Result settled) {
        Round round = Round.NONE;
        for (int i = 0; i < votes.length(); i++) {
            Outcome outcome =
                    switch (votes.charAt(i)) {
                        case 'u' -> Outcome.UP;
                        case 's' -> Outcome.DEGRADED;
                        case 'd' -> Outcome.DOWN;
                        default -> Outcome.NO_VOTE;
                    };
            if (votes.charAt(i) != '-') {
                round = round.with(ballot("p" + i, 0, outcome), votes.length());
            }
        }
        assertThat(round.settled()).isEqualTo(settled);
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, false, false",
        "d, false, false, false",
        "du, false, false, false",
        "duu, false, true, false",
        "ddu, false, false, false",
        "ddd, true, false, false",
        "dddu, true, false, false",
        "dduu, false, true, false",
        "duuu, false, true, false",
        "dnnn, true, false, false",
        "nnnn, false, false, true",
        "nnn, false, false, false",
        "nnnu, false, true, false",
        "unnn, false, true, false"
    })
    void aPlaceSpeaksByMostOfItsTries(String tries, boolean down, boolean up, boolean lost) {
        Tries seen = Tries.none();
        for (int i = 0; i < tries.length(); i++) {
            Outcome outcome =
                    switch (tries.charAt(i)) {
                        case 'u' -> i % 2 == 0 ? Outcome.UP : Outcome.DEGRADED;
                        case 'd' -> Outcome.DOWN;
                        default -> Outcome.NO_VOTE;
                    };
            seen = seen.with(ballot("a", i, outcome));
        }
        assertThat(List.of(seen.isDown(), seen.isUp(), seen.isLost()))
                .containsExactly(down, up, lost);
        assertThat(seen.good() + seen.bad() + seen.lost()).isEqualTo(tries.length());
        assertThat(seen.left()).isEqualTo(3 - Math.max(0, tries.length() - 1));
    }

    @Test
    void evidenceBeginsWhereNothingSpokeForAChange() {
        var up = VerdictState.settled(CheckState.UP, Status.OPERATIONAL, "", BEAT, List.of());
        assertThat(up.isResting()).isTrue();
        assertThat(up.withPhase(CheckState.SUSPECT).isResting()).isFalse();
        assertThat(up.withStreak(1, BEAT).isResting()).isFalse();
        Round open = Round.NONE.with(ballot("a", 0, Outcome.NO_VOTE), 2);
        assertThat(up.with(open).isResting()).isFalse();
        Round over = open.with(ballot("b", 0, Outcome.UP), 2);
        assertThat(up.with(over).isResting()).isTrue();
        assertThat(up.with(over).isCalm()).isFalse();
    }

    private static Ballot ballot(String place, int attempt, Outcome outcome) {
        return new Ballot(place, BEAT, attempt, BEAT, BEAT, outcome, Timings.NONE, "");
    }
}
