package dev.bellwether.guard;

import java.time.Duration;

/// Which answers may be given to more than the one who asked first.
///
/// @param stale how old an answer may be that is given while a node is in trouble; zero for none
/// @param bytes that all answers held may take together; one may have an eighth of it
public record AnswerSettings(Share share, Duration stale, long bytes) {

    /// Which reads under way may be shared by others that ask the same.
    public enum Share {
        /// None: each has its own run.
        OFF,
        /// Those that wait for their turn: who joins gets what was read after they asked.
        QUEUED,
        /// Those that run too: who joins may miss what was written since the run began.
        RUNNING
    }

    /// @throws IllegalArgumentException when there is no room for an answer
    public AnswerSettings {
        if (stale.isNegative()) {
            throw new IllegalArgumentException("answers cannot be kept for " + stale);
        }
        if (bytes < 64 << 10) {
            throw new IllegalArgumentException(
                    "%d bytes for answers are too few: 64 KB at least".formatted(bytes));
        }
    }

    /// Shares what waits, keeps nothing.
    public static AnswerSettings standard() {
        return new AnswerSettings(Share.QUEUED, Duration.ZERO, 32L << 20);
    }

    /// Bytes that one answer may take.
    long most() {
        return bytes / 8;
    }

    boolean isStaleOn() {
        return !stale.isZero();
    }

    boolean isOn() {
        return share != Share.OFF || isStaleOn();
    }
}
