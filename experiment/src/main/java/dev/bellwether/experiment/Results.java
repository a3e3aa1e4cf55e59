package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.SiteId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The door to what campaigns came to: sums per variation, metric and day of exposure, from which
/// every statistic is made. What counts stands in docs/decisions/results.md. Safe for many threads.
///
/// A campaign is asked for as data; asking with another definition under the same key makes other
/// results. Whoever calls has checked the campaign ([Campaign#checked]) and that the asker may see
/// the site.
public interface Results extends AutoCloseable {
    /// With all that stands in the tables now. Where they cannot be read, what was known last, with
    /// its age ([CampaignSums#stale]).
    ///
    /// @param filter over the slices of the campaign; [SliceFilter#ALL] for everybody
    /// @throws dev.bellwether.model.InvalidInput when the filter names a slice that the campaign
    ///   does not have, or is too large
    ResultsAnswer now(SiteId site, Campaign campaign, SliceFilter filter);

    /// As they were when they were last brought up to date, at once; of a campaign that nobody
    /// asked for yet, the same as [#now].
    ///
    /// @throws dev.bellwether.model.InvalidInput as [#now]
    ResultsAnswer kept(SiteId site, Campaign campaign, SliceFilter filter);

    /// Which values the campaign's slices have, those with most visitors first, and how many
    /// visitors of each variation; as old as [#kept].
    ///
    /// @param most values of each slice
    /// @throws dev.bellwether.analytics.EventsUnavailable when nothing is known and the tables
    ///   cannot be read
    List<SliceValue> slices(SiteId site, Campaign campaign, int most);

    @Override
    void close();

    /// Of events in DuckDB, what visitors have is kept in files of the folder, which are this
    /// process's alone and go with it. Of events in ClickHouse, the last answers are kept.
    static Results of(EventStore store, Path folder, InstantSource clock) {
        if (store.regions().isEmpty()) {
            return ofOne(store, folder, clock);
        }
        Map<EventStore, Results> each = new HashMap<>();
        each.put(store, ofOne(store, folder, clock));
        store.regions()
                .forEach((name, region) ->
                        each.put(region, ofOne(region, folder.resolve(name), clock)));
        return new RegionalResults(store, Map.copyOf(each));
    }

    private static Results ofOne(EventStore store, Path folder, InstantSource clock) {
        return switch (store.engine()) {
            case DUCKDB -> new StateResults(store, folder, clock);
            case CLICKHOUSE -> new RememberedResults(new SqlResults(store, clock));
        };
    }

    /// Nothing is kept; each question reads all of the site's events.
    static Results bySql(EventStore store, InstantSource clock) {
        return new SqlResults(store, clock);
    }

    /// @param slice as the campaign names it
    /// @param value of the first exposure's property; empty where there was none
    /// @param visitors who count, of each variation in the campaign's order
    record SliceValue(String slice, String value, List<Long> visitors) {
        public SliceValue {
            visitors = List.copyOf(visitors);
        }

        static final Comparator<SliceValue> MOST_FIRST =
                Comparator.comparingLong(SliceValue::everybody)
                        .reversed()
                        .thenComparing(SliceValue::value);

        long everybody() {
            return visitors.stream().mapToLong(Long::longValue).sum();
        }
    }
}
