package dev.bellwether.experiment;

import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.experiment.CampaignReport.OfCampaign;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Site;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All campaigns of a site beside each other, from the sums that are kept of each: they are brought
/// up to date every few minutes while a campaign runs, and each says as of when they are. Safe for
/// many threads.
public final class CampaignReportDesk {
    private final CampaignBook book;
    private final Tallies tallies;
    private final InstantSource clock;

    CampaignReportDesk(CampaignBook book, Tallies tallies, InstantSource clock) {
        this.book = book;
        this.tallies = tallies;
        this.clock = clock;
    }

    /// @param until last day; empty: today, in UTC
    /// @param days of the period, 1 to [CampaignReport#MOST_DAYS]
    /// @throws InvalidInput when that is no such period
    public CampaignReport report(Site site, Optional<LocalDate> until, int days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate last = until.orElse(today);
        if (days < 1 || days > CampaignReport.MOST_DAYS) {
            throw new InvalidInput(
                    "days", "'" + days + "' is not from 1 to " + CampaignReport.MOST_DAYS);
        }
        if (last.isAfter(today.plusDays(1)) || last.isBefore(today.minusYears(20))) {
            throw new InvalidInput("until", "'" + last + "' is no day of the last 20 years");
        }
        LocalDate from = last.minusDays(days - 1L);
        var reader = new CampaignReportReader(from, last, from.minusDays(days));
        Map<String, Edition> editions =
                book.newest(site).stream()
                        .collect(
                                Collectors.toMap(one -> one.campaign().key(), Function.identity()));
        List<OfCampaign> all =
                book.list(site).stream()
                        .filter(kept -> !kept.archived())
                        .map(kept ->
                                of(
                                        site,
                                        reader,
                                        kept,
                                        Optional.ofNullable(editions.get(kept.key()))))
                        .toList();
        return new CampaignReport(from, last, reader.before(), all);
    }

    private OfCampaign of(
            Site site, CampaignReportReader reader, SiteCampaign kept, Optional<Edition> newest) {
        if (newest.isEmpty()) {
            return CampaignReportReader.without(
                    kept, newest, "It was never started, so nothing is counted.");
        }
        Edition edition = newest.get();
        try {
            Tally tally = tallies.kept(site.id(), edition.campaign());
            var freshness = FreshnessReader.read(kept, edition, tally, clock.instant());
            return reader.read(
                    kept, edition, tally, ResultsReader.read(kept, edition, tally, freshness, ""));
        } catch (EventsUnavailable e) {
            return CampaignReportReader.without(
                    kept, newest, "There are no figures now: " + e.getMessage());
        }
    }
}
