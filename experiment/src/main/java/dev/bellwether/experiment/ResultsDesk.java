package dev.bellwether.experiment;

import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Site;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The results of campaigns, when somebody asks. While the events cannot be read, what was known
/// last is told, with its age. Safe for many threads.
public final class ResultsDesk {
    private static final int MOST_VALUES = 200;

    private final CampaignBook book;
    private final Tallies sums;
    private final InstantSource clock;

    ResultsDesk(CampaignBook book, Tallies sums, InstantSource clock) {
        this.book = book;
        this.sums = sums;
        this.clock = clock;
    }

    /// Results, the sums that they were read from, and the queries that say how those are counted.
    ///
    /// @param sql by metric
    public record Report(CampaignResults results, Tally tally, Map<String, String> sql) {}

    /// @param edition of the campaign; empty: the newest
    /// @param filter for each slice that is looked at, the values of which a visitor has one;
    ///   empty: everybody
    /// @throws NotFound when there is no such campaign or edition
    /// @throws Conflict when it was never started
    /// @throws InvalidInput when the filter names no slice of it
    /// @throws EventsUnavailable when it cannot be answered now, nor was before
    public Report report(
            Site site, String key, OptionalLong edition, Map<String, Set<String>> filter) {
        SiteCampaign kept = book.get(site, key);
        Edition wanted = edition(site, key, edition);
        refuse(wanted.campaign(), filter);
        Tally tally = sums.of(site.id(), wanted.campaign(), filter);
        var freshness = FreshnessReader.read(kept, wanted, tally, clock.instant());
        return new Report(
                ResultsReader.read(kept, wanted, tally, freshness, words(filter)),
                tally,
                sql(site, wanted.campaign()));
    }

    /// Which values the slices have, and how many visitors of each variation; as old as what is
    /// kept.
    ///
    /// @param most values of each slice
    /// @throws NotFound as [#report]
    /// @throws Conflict as [#report]
    /// @throws EventsUnavailable as [#report]
    public List<Results.SliceValue> slices(Site site, String key, OptionalLong edition, int most) {
        return sums.slices(site.id(), edition(site, key, edition).campaign(), most);
    }

    private Edition edition(Site site, String key, OptionalLong number) {
        List<Edition> editions = book.editions(site, key);
        if (editions.isEmpty()) {
            throw new Conflict(
                    "The campaign '"
                            + key
                            + "' was never started, so nothing is counted; start it");
        }
        return number.isEmpty()
                ? editions.getFirst()
                : editions.stream()
                        .filter(one -> one.number() == number.getAsLong())
                        .findFirst()
                        .orElseThrow(() -> new NotFound("edition", "" + number.getAsLong()));
    }

    private static void refuse(Campaign campaign, Map<String, Set<String>> filter) {
        var faults = new Faults();
        filter.forEach((slice, values) -> {
            faults.known("filter", slice, campaign.slices(), "a slice of this campaign");
            faults.size(Faults.path("filter", slice), values, 1, MOST_VALUES);
        });
        faults.refuse();
    }

    private static Map<String, String> sql(Site site, Campaign campaign) {
        var sql = new ResultSql(site.id().value(), campaign);
        return campaign.metrics().stream().collect(Collectors.toMap(Metric::key, sql::sums));
    }

    private static String words(Map<String, Set<String>> filter) {
        return filter.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one ->
                        one.getKey()
                                + " is "
                                + one.getValue().stream()
                                        .sorted()
                                        .map(value -> value.isEmpty() ? "(none)" : value)
                                        .collect(Collectors.joining(" or ")))
                .collect(Collectors.joining(", and "));
    }
}
