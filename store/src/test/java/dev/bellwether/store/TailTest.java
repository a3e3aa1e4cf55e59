package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is known of the newest lines without asking is what they are, or nothing.
class TailTest {
    @Test
    void itFindsWhatAReadWouldFindOrSaysThatItDoesNotKnow() {
        var random = new Random(30);
        for (int round = 0; round < 50; round++) {
            var tail = new Tail();
            // Lines from before this process began, which it does not know.
            int unknown = random.nextInt(3) * 40;
            List<String> truth =
                    new ArrayList<>(Stream.generate(() -> "old").limit(unknown).toList());
            for (int commit = 0; commit < 400; commit++) {
                List<String> added =
                        random.ints(1 + random.nextInt(40), 0, 30).mapToObj(i -> "k" + i).toList();
                truth.addAll(added);
                tail.add(truth.size(), added);
                long after = random.nextInt(truth.size() + 1);
                String wanted = "k" + random.nextInt(30);
                Optional<Tail.Look> look = tail.after(after, wanted::equals);
                if (look.isEmpty()) {
                    assertThat(after).isLessThan(Math.max(unknown, truth.size() - Tail.KEPT));
                } else {
                    assertThat(look).contains(slow(truth, after, wanted));
                }
            }
        }
    }

    private static Tail.Look slow(List<String> truth, long after, String wanted) {
        int found = truth.subList((int) after, truth.size()).indexOf(wanted);
        return found < 0 ? new Tail.Look(truth.size(), false) : new Tail.Look(after + found, true);
    }

    @Test
    void beforeTheFirstCommitNothingIsKnown() {
        assertThat(new Tail().after(0, kind -> true)).isEmpty();
    }
}
