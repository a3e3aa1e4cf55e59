package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Each site's results from the store that its events are in. No question is put to another
/// region's.
record RegionalResults(EventStore store, Map<EventStore, Results> each) implements Results {
    @Override
    public ResultsAnswer now(SiteId site, Campaign campaign, SliceFilter filter) {
        return of(site).now(site, campaign, filter);
    }

    @Override
    public ResultsAnswer kept(SiteId site, Campaign campaign, SliceFilter filter) {
        return of(site).kept(site, campaign, filter);
    }

    @Override
    public List<SliceValue> slices(SiteId site, Campaign campaign, int most) {
        return of(site).slices(site, campaign, most);
    }

    private Results of(SiteId site) {
        return Objects.requireNonNull(each.get(store.of(site)));
    }

    @Override
    public void close() {
        each.values().forEach(Results::close);
    }
}
