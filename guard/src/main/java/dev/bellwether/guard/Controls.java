package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people have switched: how much the guard does, whom it keeps out for a while, and whom it
/// holds apart.
///
/// @param draining whether nothing new is let in; urgent queries are
/// @param blocks with those that have run out, until they are tidied away
/// @param quarantines likewise; [Quarantine#isOn] says which hold
public record Controls(
        Mode mode, boolean draining, List<Block> blocks, List<Quarantine> quarantines) {
    static final int MAX_BLOCKS = 1_000;
    static final int MAX_QUARANTINES = 1_000;
    static final Duration LONGEST = Duration.ofDays(30);

    static final Controls FULL = new Controls(Mode.FULL, false, List.of(), List.of());

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
            return value.equals(caller.value(by));
        }
    }

    /// What a block may be by, and the lane; empty where a query does not say.
    record Caller(String fingerprint, String feature, String release, Lane lane) {
        String value(By by) {
            return switch (by) {
                case FINGERPRINT -> fingerprint;
                case FEATURE -> feature;
                case RELEASE -> release;
            };
        }
    }

    /// What is to be done with a query.
    sealed interface Ruling {
        /// It passes as it came.
        ///
        /// @param wouldBe what would have been done, when that is to be told
        record Untouched(Optional<Ruling> wouldBe) implements Ruling {}

        /// It gets a cap.
        ///
        /// @param waits whether it waits for its turn
        /// @param quarantine in which it runs, if any
        record Guarded(boolean waits, Optional<Quarantine> quarantine) implements Ruling {
            Guarded(boolean waits) {
                this(waits, Optional.empty());
            }
        }

        /// It is refused.
        ///
        /// @param until when it may come again, if that is known
        record Refused(String why, Optional<Instant> until) implements Ruling {}
    }

    public Controls {
        blocks = List.copyOf(blocks);
        quarantines = orNone(quarantines);
    }

    /// What was written before there were any has none.
    private static List<Quarantine> orNone(@Nullable List<Quarantine> read) {
        return read == null ? List.of() : List.copyOf(read);
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
                                                Quarantine.word(block.by()),
                                                block.value(),
                                                block.until(),
                                                block.why()),
                                Optional.of(block.until())))
                .orElseGet(() -> new Ruling.Guarded(waits, quarantine(caller, now)));
    }

    private Optional<Quarantine> quarantine(Caller caller, Instant now) {
        return quarantines.stream()
                .filter(one -> one.isOn(now) && one.concerns(caller))
                .findFirst();
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
        return new Controls(mode, draining, all, quarantines);
    }

    /// Without this block, and without those that have run out.
    Controls without(By by, String value, Instant now) {
        return new Controls(
                mode,
                draining,
                blocks.stream()
                        .filter(one -> now.isBefore(one.until()))
                        .filter(one -> one.by() != by || !one.value().equals(value))
                        .toList(),
                quarantines);
    }

    /// With one more quarantine, in the place of one of the same.
    ///
    /// @throws IllegalArgumentException when it names nothing, ends too late or in the past, or
    ///   there are too many
    Controls with(Quarantine quarantine, Instant now) {
        if (quarantine.value().isBlank()) {
            throw new IllegalArgumentException(
                    "a quarantine needs the name of what it holds apart");
        }
        if (!quarantine.isOn(now) || quarantine.until().isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "quarantine until %s: must end after now and within %d days"
                            .formatted(quarantine.until(), LONGEST.toDays()));
        }
        var all = new ArrayList<Quarantine>();
        for (Quarantine one : quarantines) {
            if (!one.isForgotten(now) && !one.key().equals(quarantine.key())) {
                all.add(one);
            }
        }
        if (all.size() >= MAX_QUARANTINES) {
            throw new IllegalArgumentException(
                    "there are %d quarantines already: end some first".formatted(MAX_QUARANTINES));
        }
        all.add(quarantine);
        return with(all);
    }

    /// Taken out: by each quarantine of this that holds.
    ///
    /// @param feature of which alone; empty for any
    Controls takenOut(By of, String value, Optional<String> feature, Instant now) {
        return with(
                quarantines.stream()
                        .map(one ->
                                one.of() == of
                                                && one.value().equals(value)
                                                && (feature.isEmpty()
                                                        || one.feature().equals(feature))
                                        ? one.ended(now)
                                        : one)
                        .toList());
    }

    /// After a talk with the table that guards share: what it has counts, but for what was changed
    /// here meanwhile. What it lost is to be told again.
    ///
    /// @param told what it was told
    Controls after(List<Quarantine> told, List<Quarantine> table, Instant now) {
        var all = new LinkedHashMap<Quarantine.Key, Quarantine>();
        quarantines.forEach(one -> all.put(one.key(), one.told(false)));
        table.forEach(row -> all.put(row.key(), row.told(true)));
        quarantines.stream()
                .filter(one -> !one.isTold() && !told.contains(one))
                .forEach(one -> all.put(one.key(), one));
        return with(all.values().stream().filter(one -> !one.isForgotten(now)).toList());
    }

    Controls with(List<Quarantine> others) {
        return new Controls(mode, draining, blocks, others);
    }

    Controls switched(Mode to) {
        return new Controls(to, draining, blocks, quarantines);
    }

    Controls draining(boolean on) {
        return new Controls(mode, on, blocks, quarantines);
    }
}
