package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.guard.Parts.Need;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who has which part of a node, and until when")
class WhoGetsWhichPartTest {
    private static final long SECOND = 1_000_000_000L;
    private static final PartTerms TERMS = PartTerms.standard();

    @Test
    void eachGetsWhatItWantsAndTheRestIsSharedEqually() {
        assertThat(PartSplit.of(1_000, Map.of("a", 100L, "b", 100L)))
                .isEqualTo(Map.of("a", 500L, "b", 500L));
        assertThat(PartSplit.of(1_000, Map.of("a", 100L, "b", 1_000L)))
                .isEqualTo(Map.of("a", 100L, "b", 900L));
        assertThat(PartSplit.of(1_000, Map.of("a", 900L, "b", 1_000L)))
                .isEqualTo(Map.of("a", 500L, "b", 500L));
        assertThat(PartSplit.of(1_000, Map.of("a", 100L, "b", 700L, "c", 800L)))
                .isEqualTo(Map.of("a", 100L, "b", 450L, "c", 450L));
        assertThat(PartSplit.of(1_000, Map.of())).isEmpty();
    }

    @Test
    void whoIsSilentGetsNoMoreAndWhereTheyDisagreeTheLeastHolds() {
        List<PartRow> rows =
                List.of(row("a", 1_000, 300, 1_000), row("b", 1_000, 200, PartRow.SILENT));
        assertThat(PartBook.targets(rows)).isEqualTo(Map.of("a", 800L, "b", 200L));
        List<PartRow> differing = List.of(row("a", 1_000, 900, 1_000), row("b", 600, 0, 600));
        assertThat(PartBook.free(differing)).isEqualTo(-300);
        assertThat(PartBook.lacking(differing, "a")).isEqualTo(600);
    }

    @Test
    void aPartIsWholeForItsTermThenWhatIsKeptThenNothing() {
        Parts parts = heard(Parts.of(TERMS, "a", "home"), 7 * SECOND, row("a", 1_000, 800, 0));
        assertThat(parts.usable("n", 7 * SECOND)).isEqualTo(800);
        assertThat(parts.usable("n", 17 * SECOND - 1)).isEqualTo(800);
        assertThat(parts.usable("n", 17 * SECOND)).as("its term is over").isEqualTo(400);
        assertThat(parts.reach("n", 17 * SECOND)).isEqualTo(400);
        long end = 7 * SECOND + TERMS.keep().toNanos();
        assertThat(parts.usable("n", end - 1)).isEqualTo(400);
        assertThat(parts.usable("n", end)).isZero();
        assertThat(parts.usable("other", 7 * SECOND)).isZero();
    }

    @Test
    void itGoesDownBeforeItSaysSoAndNeverBelowWhatRuns() {
        Parts parts =
                heard(
                        Parts.of(TERMS, "a", "home"),
                        0,
                        row("a", 1_000, 1_000, 1_000),
                        row("b", 1_000, 0, 1_000));
        assertThat(parts.usable("n", SECOND)).as("begins nothing above its share").isEqualTo(500);
        Parts.Asking asking = parts.ask(Map.of("n", new Need(1_000, 700, 1_000)), SECOND);
        assertThat(asking.beats().getFirst().most()).isEqualTo(700);
        assertThat(asking.parts().mine().get("n").bytes()).isEqualTo(700);
    }

    @Test
    void onlyTheAnswerToTheLastRequestCounts() {
        Parts first = Parts.of(TERMS, "a", "home").ask(needs(), 0).parts();
        Parts second = first.ask(needs(), SECOND).parts();
        List<PartRow> answer = List.of(row("a", 1_000, 800, 0));
        assertThat(second.answered(1, answer, 2 * SECOND)).isEqualTo(second);
        assertThat(second.answered(2, answer, 2 * SECOND).usable("n", 2 * SECOND)).isEqualTo(800);
    }

    @Test
    void aSilentGuardIsTakenFromWhenItsTermAndALookAfterItAreOver() {
        Parts parts = watching(row("a", 1_000, 500, 1_000), row("dead", 1_000, 500, 100), 0, 20);
        assertThat(lapsed(parts, 20)).as("without a look").isEmpty();
        Parts early = parts.saw("n", 19 * SECOND, Map.of());
        assertThat(lapsed(early, 20)).as("the look began too early").isEmpty();
        Parts seen = parts.saw("n", 20 * SECOND, Map.of("dead", 300L));
        assertThat(lapsed(seen, 20)).containsExactly(new PartBeat.Lapsed("dead", 5, 300));
        Parts gone = parts.saw("n", 20 * SECOND, Map.of());
        assertThat(lapsed(gone, 20))
                .as("what it keeps is left")
                .containsExactly(new PartBeat.Lapsed("dead", 5, 250));
        Parts unread = parts.saw("n", 20 * SECOND, Map.of("dead", Long.MAX_VALUE));
        assertThat(lapsed(unread, 20))
                .as("whose caps cannot be read keeps all")
                .containsExactly(new PartBeat.Lapsed("dead", 5, Long.MAX_VALUE));
    }

    @Test
    void oneOfTheSameHomeIsTakenFromSooner() {
        PartRow before = new PartRow("n", "before", "home", 1_000, 500, 250, 100, 5);
        Parts parts = watching(row("a", 1_000, 500, 1_000), before, 0, 5);
        assertThat(lapsed(parts.saw("n", 5 * SECOND, Map.of()), 5))
                .containsExactly(new PartBeat.Lapsed("before", 5, 0));
    }

    @Test
    void whoDidNotLookItselfBeginsToWatchAnew() {
        Parts parts = watching(row("a", 1_000, 500, 1_000), row("dead", 1_000, 500, 100), 0, 0);
        Parts back =
                heard(
                        parts,
                        60 * SECOND,
                        row("a", 1_000, 500, 1_000),
                        row("dead", 1_000, 500, 100));
        assertThat(lapsed(back.saw("n", 61 * SECOND, Map.of()), 61)).isEmpty();
    }

    @Test
    void theTermsLeaveTimeForWhatIsOnItsWay() {
        assertThat(TERMS.lapse().minus(TERMS.lease()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(TERMS.end().minus(TERMS.keep())).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }

    private static Parts watching(PartRow own, PartRow other, int from, int until) {
        Parts parts = Parts.of(TERMS, own.guard(), "home");
        for (int second = from; second <= until; second++) {
            parts = heard(parts, second * SECOND, own, other);
        }
        return parts;
    }

    private static Parts heard(Parts parts, long now, PartRow... rows) {
        Parts asked = parts.ask(needs(), now).parts();
        return asked.answered(asked.number(), List.of(rows), now);
    }

    private static List<PartBeat.Lapsed> lapsed(Parts parts, int second) {
        return parts.ask(needs(), second * SECOND).beats().getFirst().lapsed();
    }

    private static Map<String, Need> needs() {
        return Map.of("n", new Need(1_000, 0, 1_000));
    }

    private static PartRow row(String guard, long whole, long bytes, long wanted) {
        return new PartRow("n", guard, "home of " + guard, whole, bytes, bytes / 2, wanted, 5);
    }
}
