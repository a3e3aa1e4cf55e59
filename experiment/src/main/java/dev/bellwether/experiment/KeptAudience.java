package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.experiment.CampaignResults.Freshness;
import dev.bellwether.model.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One audience of a site: what is known of its visitors, made when it is needed and made anew
/// after any trouble, and the reports that were told. Of one thread at a time.
final class KeptAudience {
    /// Periods are within this month and as many before it, with the period before them.
    static final int MOST_MONTHS = 12;

    private static final Logger LOG = LoggerFactory.getLogger(KeptAudience.class);
    private static final int WINDOW = 2 * MOST_MONTHS + 1;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int MOST_REPORTS = 20;

    private final EventStore store;
    private final String site;
    private final Audience audience;
    private final InstantSource clock;
    private final long mostBytes;
    private final Map<Period, AudienceReport> reports = new LinkedHashMap<>();
    private volatile @Nullable AudienceIndex index;
    private Instant asOf = Instant.MIN;

    private record Period(YearMonth last, int count) {}

    KeptAudience(
            EventStore store, String site, Audience audience, InstantSource clock, long mostBytes) {
        this.store = store;
        this.site = site;
        this.audience = audience;
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    /// With all that stands in the tables now; where they cannot be read, as it was last.
    ///
    /// @param until last month; empty: this one
    /// @throws InvalidInput when that is no period that can be told
    /// @throws EventsUnavailable when it cannot be read now, nor was before
    /// @throws dev.bellwether.model.Conflict when there is too little memory for it
    synchronized AudienceReport report(Optional<YearMonth> until, int count) {
        Instant now = clock.instant();
        YearMonth current = YearMonth.from(now.atZone(audience.zone()));
        YearMonth last = until.orElse(current);
        refuse(last, count, current);
        Optional<String> trouble = refreshed(now, current);
        var period = new Period(last, count);
        AudienceReport known = reports.get(period);
        AudienceIndex from = index;
        if (known == null) {
            if (from == null || !from.plan().months.contains(last)) {
                throw new EventsUnavailable(trouble.orElse("Nothing is known of it yet."));
            }
            known = made(from, period, current);
            if (reports.size() >= MOST_REPORTS) {
                reports.remove(reports.keySet().iterator().next());
            }
            reports.put(period, known);
        }
        return known.with(
                AudienceFreshness.read(
                        asOf,
                        from == null ? known.freshness().newest() : from.newest(),
                        trouble,
                        now));
    }

    private static void refuse(YearMonth last, int count, YearMonth current) {
        if (count < 1 || count > MOST_MONTHS) {
            throw new InvalidInput("months", "'" + count + "' is not from 1 to " + MOST_MONTHS);
        }
        YearMonth oldest = current.minusMonths(WINDOW - 1L).plusMonths(2L * count - 1);
        if (last.isAfter(current) || last.isBefore(oldest)) {
            throw new InvalidInput(
                    "until",
                    "'" + last + "' is not from " + oldest + " to " + current + ", this month");
        }
    }

    /// @return why it is not of now, where that is so
    private Optional<String> refreshed(Instant now, YearMonth current) {
        AudienceIndex open = index;
        YearMonth first = current.minusMonths(WINDOW - 1L);
        if (open == null || !open.plan().months.getFirst().equals(first)) {
            open = new AudienceIndex(site, new AudiencePlan(audience, first, WINDOW), mostBytes);
        }
        AudienceIndex from = open;
        try {
            open =
                    store.ask(session -> from.isOutlived(session), LIMIT)
                            ? new AudienceIndex(site, from.plan(), mostBytes)
                            : from;
            AudienceIndex to = open;
            index = null;
            if (store.ask(session -> to.refresh(session), LIMIT)) {
                reports.clear();
            }
            index = to;
            asOf = now;
            return Optional.empty();
        } catch (EventsUnavailable e) {
            LOG.warn("Audience {} is told as it was: {}", audience.key(), e.getMessage());
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// That it takes in memory, about.
    long bytes() {
        AudienceIndex open = index;
        return open == null ? 0 : open.bytes();
    }

    private AudienceReport made(AudienceIndex from, Period period, YearMonth current) {
        YearMonth first = period.last().minusMonths(period.count() - 1L);
        // Of an index of last month, which is all there is while events cannot be read, the first
        // months of the longest period before are missing.
        int at = Math.max(period.count(), from.plan().months.indexOf(first));
        return new AudienceReader(
                        audience,
                        first,
                        AudienceTally.of(from.plan(), from.blocks(), at, period.count()),
                        AudienceTally.of(
                                from.plan(), from.blocks(), at - period.count(), period.count()))
                .read(new Freshness(asOf, from.newest(), Optional.empty(), ""), current);
    }
}
