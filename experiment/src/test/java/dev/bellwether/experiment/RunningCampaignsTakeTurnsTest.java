package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Of more campaigns than are looked at together, each has its turn, and none twice before all had
/// theirs.
class RunningCampaignsTakeTurnsTest {
    @Test
    void ofManyEachHasItsTurn() {
        var rounds = new Rounds(32);
        List<Integer> all = IntStream.range(0, 100).boxed().toList();
        List<Integer> seen =
                IntStream.range(0, 25)
                        .mapToObj(_ -> rounds.next(all))
                        .flatMap(List::stream)
                        .toList();
        assertThat(seen).hasSize(800);
        for (int i = 0; i < 800; i += 100) {
            assertThat(seen.subList(i, i + 100)).containsExactlyElementsOf(all);
        }
    }

    @Test
    void aFewAreLookedAtEachTime() {
        var rounds = new Rounds(32);
        assertThat(rounds.next(List.of())).isEmpty();
        assertThat(rounds.next(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(rounds.next(List.of("a", "b", "c"))).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(rounds.next(List.of())).isEmpty();
    }

    @Test
    void someEndMeanwhile() {
        var rounds = new Rounds(2);
        assertThat(rounds.next(List.of("a", "b", "c", "d"))).containsExactly("a", "b");
        assertThat(rounds.next(List.of("a"))).containsExactly("a");
        assertThat(rounds.next(List.of("a", "b", "c"))).containsExactly("a", "b");
        assertThat(rounds.next(List.of("a", "b", "c"))).containsExactly("c", "a");
    }
}
