package dev.bellwether.experiment;

import dev.bellwether.analytics.EventsUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A campaign's state, made when it is needed and made anew after any trouble, and the last that
/// was told of everybody.
final class KeptState {
    private static final Logger LOG = LoggerFactory.getLogger(KeptState.class);

    private final InstantSource clock;
    private final String key;
    private final Supplier<CampaignState> made;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CampaignState state;
    private Instant asOf = Instant.MIN;
    private volatile @Nullable CampaignSums last;
    private boolean isLastCurrent;

    KeptState(InstantSource clock, String key, Supplier<CampaignState> made) {
        this.clock = clock;
        this.key = key;
        this.made = made;
    }

    ResultsAnswer now(SliceFilter filter) {
        lock.lock();
        try {
            return told(refreshed(), filter);
        } catch (EventsUnavailable e) {
            return stale(filter, String.valueOf(e.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    private ResultsAnswer stale(SliceFilter filter, String why) {
        CampaignSums known = last;
        if (filter.isAll() && known != null) {
            return new ResultsAnswer.Told(known.staleBecause(why));
        }
        CampaignState from = state;
        if (from == null || asOf.equals(Instant.MIN)) {
            return new ResultsAnswer.CannotSay(ResultsAnswer.Cause.EVENTS_UNAVAILABLE, why);
        }
        return told(from, filter) instanceof ResultsAnswer.Told(CampaignSums sums)
                ? new ResultsAnswer.Told(sums.staleBecause(why))
                : told(from, filter);
    }

    ResultsAnswer kept(SliceFilter filter) {
        CampaignSums known = last;
        if (known != null && filter.isAll()) {
            return new ResultsAnswer.Told(known);
        }
        lock.lock();
        try {
            return state == null ? now(filter) : told(state, filter);
        } finally {
            lock.unlock();
        }
    }

    <T> T read(Function<CampaignState, T> reading) {
        lock.lock();
        try {
            return reading.apply(state == null ? refreshed() : state);
        } finally {
            lock.unlock();
        }
    }

    private ResultsAnswer told(CampaignState from, SliceFilter filter) {
        Optional<String> hidden = hidden(from, filter);
        if (hidden.isPresent()) {
            return new ResultsAnswer.CannotSay(ResultsAnswer.Cause.TOO_MANY_VALUES, hidden.get());
        }
        CampaignSums known = last;
        if (filter.isAll() && known != null && isLastCurrent) {
            CampaignSums same = known.asOf(asOf);
            last = same;
            return new ResultsAnswer.Told(same);
        }
        CampaignSums sums = from.sums(filter, asOf);
        if (filter.isAll()) {
            last = sums;
            isLastCurrent = true;
        }
        return new ResultsAnswer.Told(sums);
    }

    private static Optional<String> hidden(CampaignState from, SliceFilter filter) {
        return switch (filter) {
            case SliceFilter.OneOf(String slice, var values) ->
                    values.stream()
                            .filter(value -> from.isHidden(slice, value))
                            .findFirst()
                            .map(value ->
                                    "The slice '"
                                            + slice
                                            + "' has more than "
                                            + SliceCodes.MOST
                                            + " values, and "
                                            + Faults.quoted(value)
                                            + " is not among those that are told apart.");
            case SliceFilter.All(var of) -> firstHidden(from, of);
            case SliceFilter.Any(var of) -> firstHidden(from, of);
            case SliceFilter.Not(var not) -> hidden(from, not);
        };
    }

    private static Optional<String> firstHidden(CampaignState from, Iterable<SliceFilter> of) {
        for (SliceFilter one : of) {
            Optional<String> hidden = hidden(from, one);
            if (hidden.isPresent()) {
                return hidden;
            }
        }
        return Optional.empty();
    }

    /// @throws EventsUnavailable when the tables cannot be read
    private CampaignState refreshed() {
        CampaignState current = state == null ? made() : state;
        Instant now = clock.instant();
        try {
            switch (current.refresh()) {
                case SAME -> {}
                case CHANGED -> isLastCurrent = false;
                case OUTLIVED -> {
                    LOG.info("The state of campaign {} is made anew: old events are gone", key);
                    current = anew();
                }
            }
        } catch (EventsUnavailable e) {
            if (current.isBroken() || asOf.equals(Instant.MIN)) {
                LOG.warn("The state of campaign {} is to be made anew: {}", key, e.getMessage());
                close();
            }
            throw e;
        } catch (RuntimeException | InternalError e) {
            // An InternalError is what a mapped file that the disk has no room for answers.
            LOG.warn("The state of campaign {} is made anew", key, e);
            current = anew();
        }
        asOf = now;
        return current;
    }

    private CampaignState anew() {
        close();
        CampaignState fresh = made();
        isLastCurrent = false;
        fresh.refresh();
        return fresh;
    }

    private CampaignState made() {
        CampaignState fresh = made.get();
        state = fresh;
        return fresh;
    }

    void close() {
        lock.lock();
        try {
            CampaignState open = state;
            state = null;
            asOf = Instant.MIN;
            if (open != null) {
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
