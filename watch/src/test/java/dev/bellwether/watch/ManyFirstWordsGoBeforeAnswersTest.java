package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// When many teams are to be paged at once, whoever waits for an answer waits a little longer: for
/// a moment, and for few new senders not at all.
class ManyFirstWordsGoBeforeAnswersTest {
    @Test
    void aFewNewSendersAreNoStorm() {
        FirstWords words = FirstWords.NONE;
        for (int batch = 0; batch < 5; batch++) {
            words = words.and(true, 5);
        }
        assertThat(words.areMany()).isFalse();
        assertThat(words.and(true, 1).areMany()).isTrue();
    }

    @Test
    void whenTheyAreThroughItIsOver() {
        FirstWords words = FirstWords.NONE.and(true, 100);
        assertThat(words.and(true, 0).areMany()).isTrue();
        assertThat(words.and(false, 0).areMany()).isFalse();
        assertThat(words.and(false, 0).and(true, 3).areMany()).isFalse();
    }

    @OnEachStore
    void acceptingGivesWayForHalfASecondAndNotLongerWhateverTheClockDoes(TestStore test) {
        var intake = new Intake(test.store(), test.clock());
        Instant now = test.clock().instant();
        assertThat(intake.isCrowded(now)).isFalse();
        intake.giveWay(now);
        assertThat(intake.isCrowded(now)).isTrue();
        assertThat(intake.isCrowded(now.plus(Intake.WAY))).isFalse();
        assertThat(intake.isCrowded(now.minus(Duration.ofMillis(1)))).as("set back").isFalse();
    }
}
