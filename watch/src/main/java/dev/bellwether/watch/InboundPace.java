package dev.bellwether.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When what waits is decided, and what of it. Pure.
///
/// - **Firsts**, what new senders say first, are decided at once and without a rest: each may page
///   somebody who knows of nothing yet. Only when the rooms are [#FAR_BEHIND] do they wait as the
///   others do.
/// - **The others** are taken when the rooms have taken what is in the journal, but for a little:
///   in it all stand in one order, and what waits here can be overtaken.
/// - While firsts are on their way through the rooms, the others are **held** back, so that nothing
///   more stands before the pages: until the rooms have caught up, for [#LONGEST] at most. After
///   that they are not held for as long as they were, however many new senders come.
/// - While many wait to be accepted, deciding has its [DecidingShare].
///
/// A room that cannot go on keeps nobody from being heard: nothing waits for the rooms for longer
/// than [#LONGEST].
///
/// @param waitsSince since when something waits for the rooms
/// @param heldSince when the firsts were decided that are on their way
/// @param freeUntil until when the others are not held again
record InboundPace(
        Optional<Instant> waitsSince,
        Optional<Instant> heldSince,
        Instant freeUntil,
        DecidingShare share) {
    static final InboundPace NONE =
            new InboundPace(Optional.empty(), Optional.empty(), Instant.EPOCH, DecidingShare.NONE);

    static final Duration LONGEST = Duration.ofSeconds(1);
    static final Duration LOOK_SOON = Duration.ofMillis(10);

    /// Lines that the rooms may still have to take when firsts are decided.
    static final long FAR_BEHIND = 1_000;

    /// The same for the others.
    static final long BEHIND = 250;

    /// The same while many wait to be accepted: a round, and all that came of it, is one. With so
    /// few, firsts are through.
    static final long CAUGHT_UP = 25;

    /// What there is to see.
    ///
    /// @param firsts whether a new sender waits
    /// @param behind lines that the rooms have yet to take
    /// @param crowded whether many wait to be accepted
    record Scene(Instant now, boolean firsts, long behind, boolean crowded) {}

    sealed interface Step {
        InboundPace after();

        record Firsts(InboundPace after) implements Step {}

        record Others(InboundPace after) implements Step {}

        /// Nothing yet.
        record Rest(InboundPace after, Instant until) implements Step {}
    }

    Step next(Scene scene) {
        return scene.firsts() && scene.behind() <= FAR_BEHIND
                ? firsts(scene.now())
                : caughtUp(scene).others(scene);
    }

    private Step firsts(Instant now) {
        boolean mayHold = heldSince.isEmpty() && !isFree(now);
        return new Step.Firsts(
                new InboundPace(
                        waitsSince, mayHold ? Optional.of(now) : heldSince, freeUntil, share));
    }

    /// Whatever was under way is over when the rooms have caught up, or it took too long.
    private InboundPace caughtUp(Scene scene) {
        Instant now = scene.now();
        boolean isThrough = scene.behind() <= CAUGHT_UP;
        DecidingShare shared =
                !scene.crowded()
                        ? DecidingShare.NONE
                        : isThrough || hasWaited(now) ? share.ended(now) : share;
        if (heldSince.isPresent() && (isThrough || !isWithin(heldSince.get(), now))) {
            return new InboundPace(
                    waitsSince, Optional.empty(), now.plus(lasted(heldSince.get(), now)), shared);
        }
        return new InboundPace(waitsSince, heldSince, freeUntil, shared);
    }

    private Step others(Scene scene) {
        Instant now = scene.now();
        if (heldSince.isPresent()) {
            return rest(this, now);
        }
        if (scene.behind() > (scene.crowded() ? CAUGHT_UP : BEHIND) && !hasWaited(now)) {
            return waits(now);
        }
        if (share.rests(now)) {
            return rest(new InboundPace(Optional.empty(), heldSince, freeUntil, share), now);
        }
        return new Step.Others(
                new InboundPace(Optional.empty(), heldSince, freeUntil, share.begun(now)));
    }

    private Step waits(Instant now) {
        Instant since = waitsSince.filter(at -> !at.isAfter(now)).orElse(now);
        return rest(new InboundPace(Optional.of(since), heldSince, freeUntil, share), now);
    }

    /// However long it may be: a new sender may come at any time.
    private static Step rest(InboundPace after, Instant now) {
        return new Step.Rest(after, now.plus(LOOK_SOON));
    }

    private boolean hasWaited(Instant now) {
        return waitsSince.filter(at -> !at.isAfter(now) && !isWithin(at, now)).isPresent();
    }

    /// A clock that was set back ends it.
    private boolean isFree(Instant now) {
        return now.isBefore(freeUntil) && !now.isBefore(freeUntil.minus(LONGEST));
    }

    private static Duration lasted(Instant since, Instant now) {
        Duration lasted = Duration.between(since, now);
        return lasted.isNegative() || lasted.compareTo(LONGEST) > 0 ? LONGEST : lasted;
    }

    private static boolean isWithin(Instant since, Instant now) {
        return !since.isAfter(now) && now.isBefore(since.plus(LONGEST));
    }
}
