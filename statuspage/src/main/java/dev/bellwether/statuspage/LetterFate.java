package dev.bellwether.statuspage;

import dev.bellwether.model.Courier.Answer;
import java.time.Duration;
import java.time.Instant;

/// What an answer means for a letter. Pure: the same letter, answer, time and luck give the same
/// fate.
sealed interface LetterFate {
    Duration FIRST_PAUSE = Duration.ofSeconds(30);
    Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    int MOST_DOUBLINGS = 10;

    record Delivered(String receipt) implements LetterFate {}

    record Again(Instant due, boolean mayHaveArrived, String why) implements LetterFate {}

    /// @param refused the address was refused for good; otherwise there was no success in time
    /// @param gone one such answer is enough
    record Failed(boolean refused, boolean gone, String why) implements LetterFate {}

    /// @param luck uniform in [0, 1), spreads retries
    static LetterFate of(
            Letter letter, Answer answer, Duration giveUpAfter, Instant now, double luck) {
        return switch (answer) {
            case Answer.Taken(String receipt) -> new Delivered(receipt);
            case Answer.Never(String why, boolean gone) -> new Failed(true, gone, why);
            case Answer.Later later -> {
                Instant due = now.plus(pause(letter.attempt(), later, luck));
                yield due.isAfter(letter.queuedAt().plus(giveUpAfter))
                        ? new Failed(false, false, "no success in time; last: " + later.why())
                        : new Again(due, later.mayHaveArrived(), later.why());
            }
        };
    }

    /// Twice as long each time, half of it at random; never less than the other side asked for.
    private static Duration pause(int attempt, Answer.Later later, double luck) {
        int doublings = Math.clamp(attempt - 1, 0, MOST_DOUBLINGS);
        Duration whole = FIRST_PAUSE.multipliedBy(1L << doublings);
        if (whole.compareTo(LONGEST_PAUSE) > 0) {
            whole = LONGEST_PAUSE;
        }
        Duration half = whole.dividedBy(2);
        Duration pause = half.plusNanos((long) (half.toNanos() * luck));
        Duration asked = later.after().orElse(Duration.ZERO);
        if (asked.compareTo(LONGEST_PAUSE) > 0) {
            asked = LONGEST_PAUSE;
        }
        return pause.compareTo(asked) >= 0 ? pause : asked;
    }
}
