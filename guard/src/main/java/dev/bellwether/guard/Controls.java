package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people have switched: how much the guard does, and whom it keeps out for a while.
///
/// @param draining whether nothing new is let in; urgent queries are
/// @param blocks with those that have run out, until they are tidied away
public record Controls(Mode mode, boolean draining, List<Block> blocks) {
    static final int MAX_BLOCKS = 1_000;
    static final Duration LONGEST = Duration.ofDays(30);

    static final Controls FULL = new Controls(Mode.FULL, false, List.of());

    /// How much the guard does.
    public enum Mode {
        /// Nothing: each query passes as it came.
        OFF,
        /// Decides and tells what it would have done; each query passes as it came.
        OBSERVE,
        /// Caps and blocks, and no waiting: the sum of caps is not kept.
        LIGHT,
        /// All of it.
        FULL
    }

    /// What a block is by.
    public enum By {
        FINGERPRINT,
        FEATURE,
        RELEASE
    }

    /// Queries that are kept out.
    ///
    /// @param value the fingerprint's id, or the name of the feature or release
    /// @param why as it is told to whoever is kept out
    /// @param until when it ends by itself
    public record Block(By by, String value, String why, Instant until) {
        private boolean concerns(Caller caller) {
            return value.equals(
                    switch (by) {
                        case FINGERPRINT -> caller.fingerprint();
                        case FEATURE -> caller.feature();
                        case RELEASE -> caller.release();
                    });
        }
    }

    /// What a block may be by, and the lane; empty where a query does not say.
    record Caller(String fingerprint, String feature, String release, Lane lane) {}

    /// What is to be done with a query.
    sealed interface Ruling {
        /// It passes as it came.
        ///
        /// @param wouldBe what would have been done, when that is to be told
        record Untouched(Optional<Ruling> wouldBe) implements Ruling {}

        /// It gets a cap.
        ///
        /// @param waits whether it waits for its turn
        record Guarded(boolean waits) implements Ruling {}

        /// It is refused.
        ///
        /// @param until when it may come again, if that is known
        record Refused(String why, Optional<Instant> until) implements Ruling {}
    }

    public Controls {
        blocks = List.copyOf(blocks);
    }

    Ruling rule(Caller caller, Instant now) {
        return switch (mode) {
            case OFF -> new Ruling.Untouched(Optional.empty());
            case OBSERVE -> new Ruling.Untouched(Optional.of(guarded(caller, true, now)));
            case LIGHT -> guarded(caller, false, now);
            case FULL -> guarded(caller, true, now);
        };
    }

    private Ruling guarded(Caller caller, boolean waits, Instant now) {
        if (caller.lane() == Lane.URGENT) {
            return new Ruling.Guarded(waits);
        }
        if (draining) {
            return new Ruling.Refused("the guard is drained", Optional.empty());
        }
        return blocks.stream()
                .filter(block -> now.isBefore(block.until()) && block.concerns(caller))
                .findFirst()
                .<Ruling>map(block ->
                        new Ruling.Refused(
                                "%s %s is blocked until %s: %s"
                                        .formatted(
                                                word(block.by()),
                                                block.value(),
                                                block.until(),
                                                block.why()),
                                Optional.of(block.until())))
                .orElse(new Ruling.Guarded(waits));
    }

    private static String word(By by) {
        return switch (by) {
            case FINGERPRINT -> "query";
            case FEATURE -> "feature";
            case RELEASE -> "release";
        };
    }

    /// With one more block, in the place of one of the same.
    ///
    /// @throws IllegalArgumentException when it names nothing, ends too late or in the past, or
    ///   there are too many
    Controls with(Block block, Instant now) {
        if (block.value().isBlank()) {
            throw new IllegalArgumentException("a block needs the name of what it keeps out");
        }
        if (!block.until().isAfter(now) || block.until().isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "block until %s: must end after now and within %d days"
                            .formatted(block.until(), LONGEST.toDays()));
        }
        var all = new ArrayList<>(without(block.by(), block.value(), now).blocks);
        if (all.size() == MAX_BLOCKS) {
            throw new IllegalArgumentException(
                    "there are %d blocks already: end some first".formatted(MAX_BLOCKS));
        }
        all.add(block);
        return new Controls(mode, draining, all);
    }

    /// Without this block, and without those that have run out.
    Controls without(By by, String value, Instant now) {
        return new Controls(
                mode,
                draining,
                blocks.stream()
                        .filter(one -> now.isBefore(one.until()))
                        .filter(one -> one.by() != by || !one.value().equals(value))
                        .toList());
    }

    Controls switched(Mode to) {
        return new Controls(to, draining, blocks);
    }

    Controls draining(boolean on) {
        return new Controls(mode, on, blocks);
    }
}
