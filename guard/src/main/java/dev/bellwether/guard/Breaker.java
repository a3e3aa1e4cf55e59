package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Ends a node's loop of dying and being killed again by the same load right after its start. Pure.
///
/// While a node does not answer, its room is shut, and clients wait in the queue instead of getting
/// an error. When it answers as another process it has died: the forms of query that were in flight
/// are suspects for an hour, and run as probes only (those apart that are known to need no more
/// than a probe gets). Its room opens step by step as long as nothing runs out of memory. When it
/// dies a second time within five minutes, heavy queries stay out for ten, or until a person lets
/// them in. A node that answers again as the same process has lost nothing.
///
/// @param started when the node's process began, as it says itself
/// @param isSilent whether it does not answer
/// @param quietSince since when it is warming without trouble; empty when it is warm
/// @param lastDeath when it was last found to have died
/// @param heavyShutUntil until when heavy queries stay out
/// @param inFlight forms that ran when it was last well
/// @param suspects form to until when
record Breaker(
        Optional<Instant> started,
        boolean isSilent,
        Optional<Instant> quietSince,
        Optional<Instant> lastDeath,
        Optional<Instant> heavyShutUntil,
        Set<Long> inFlight,
        Map<Long, Instant> suspects) {
    /// A process says its age in whole seconds.
    private static final Duration SAME_PROCESS = Duration.ofSeconds(2);

    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Duration HEAVY_SHUT = Duration.ofMinutes(10);
    private static final Duration SUSPECT = Duration.ofHours(1);
    private static final int MAX_SUSPECTS = 1_000;

    static final Breaker WARM =
            new Breaker(
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    Map.of());

    Breaker {
        inFlight = Set.copyOf(inFlight);
        suspects = Map.copyOf(suspects);
    }

    /// What was found out about the node.
    sealed interface Finding {
        /// It answered.
        ///
        /// @param started when its process began
        /// @param inFlight forms that run on it now
        record Answered(Instant started, Set<Long> inFlight) implements Finding {
            public Answered {
                inFlight = Set.copyOf(inFlight);
            }
        }

        /// It did not.
        ///
        /// @param inFlight forms that the guard has running on it
        record Silent(Set<Long> inFlight) implements Finding {
            public Silent {
                inFlight = Set.copyOf(inFlight);
            }
        }

        /// Queries ran out of memory although they had their caps.
        record Trouble() implements Finding {}

        /// A person lets heavy queries in again.
        record LetIn() implements Finding {}
    }

    Breaker on(Finding finding, Instant now) {
        return switch (finding) {
            case Finding.Silent(Set<Long> forms) -> silent(forms, now);
            case Finding.Answered(Instant process, Set<Long> forms) -> {
                boolean isSame =
                        started.map(s -> !process.isAfter(s.plus(SAME_PROCESS))).orElse(true);
                yield isSame ? answered(process, forms, now) : died(process, forms, now);
            }
            case Finding.Trouble() ->
                    quietSince.isEmpty()
                            ? this
                            : with(isSilent, Optional.of(now), heavyShutUntil, inFlight, now);
            case Finding.LetIn() -> with(isSilent, quietSince, Optional.empty(), inFlight, now);
        };
    }

    /// How much of the room is open, in per cent.
    int openPercent(Instant now) {
        if (isSilent) {
            return 0;
        }
        long quiet = quietSince.map(since -> Duration.between(since, now).toSeconds()).orElse(40L);
        return quiet >= 40 ? 100 : quiet >= 20 ? 50 : quiet >= 10 ? 25 : 10;
    }

    boolean heavyOpen(Instant now) {
        return heavyShutUntil.map(until -> !now.isBefore(until)).orElse(true);
    }

    boolean isWarming(Instant now) {
        return openPercent(now) < 100;
    }

    /// Whether queries of this form may run as probes only.
    boolean suspects(long fingerprint, Instant now) {
        Instant until = suspects.get(fingerprint);
        return until != null && now.isBefore(until);
    }

    private Breaker silent(Set<Long> forms, Instant now) {
        // Sockets break one after the other: the first look at it saw the most.
        var all = new HashSet<>(isSilent ? inFlight : Set.<Long>of());
        all.addAll(forms);
        return with(true, quietSince, heavyShutUntil, all.isEmpty() ? inFlight : all, now);
    }

    private Breaker answered(Instant process, Set<Long> forms, Instant now) {
        Optional<Instant> quiet = openPercent(now) == 100 ? Optional.empty() : quietSince;
        Breaker next = with(false, isSilent ? quietSince : quiet, heavyShutUntil, forms, now);
        return new Breaker(
                started.or(() -> Optional.of(process)),
                next.isSilent,
                next.quietSince,
                next.lastDeath,
                next.heavyShutUntil,
                next.inFlight,
                next.suspects);
    }

    private Breaker died(Instant process, Set<Long> forms, Instant now) {
        boolean isAgain = lastDeath.map(last -> now.isBefore(last.plus(SOON))).orElse(false);
        var all = new HashMap<>(suspects);
        all.values().removeIf(until -> !now.isBefore(until));
        for (long form : inFlight) {
            if (all.size() < MAX_SUSPECTS || all.containsKey(form)) {
                all.put(form, now.plus(SUSPECT));
            }
        }
        return new Breaker(
                Optional.of(process),
                false,
                Optional.of(now),
                Optional.of(now),
                isAgain ? Optional.of(now.plus(HEAVY_SHUT)) : heavyShutUntil,
                forms,
                all);
    }

    private Breaker with(
            boolean silent,
            Optional<Instant> quiet,
            Optional<Instant> shut,
            Set<Long> forms,
            Instant now) {
        Map<Long, Instant> left = suspects;
        if (suspects.values().stream().anyMatch(until -> !now.isBefore(until))) {
            left = new HashMap<>(suspects);
            left.values().removeIf(until -> !now.isBefore(until));
        }
        return new Breaker(
                started,
                silent,
                quiet,
                lastDeath,
                shut.filter(until -> now.isBefore(until)),
                forms,
                left);
    }
}
