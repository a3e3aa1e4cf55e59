package dev.bellwether.experiment;

import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.model.SiteId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The last answers, for when what is kept will do, and for when the store is away: then they are
/// told with their age.
final class RememberedResults implements Results {
    /// Answers that are kept; the one asked for longest ago goes first.
    static final int MOST = 512;

    private final Results results;
    private final Map<Asked, CampaignSums> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Asked, List<SliceValue>> values = new LinkedHashMap<>(16, 0.75f, true);

    private record Asked(SiteId site, Campaign campaign, SliceFilter filter) {}

    RememberedResults(Results results) {
        this.results = results;
    }

    @Override
    public ResultsAnswer now(SiteId site, Campaign campaign, SliceFilter filter) {
        var asked = new Asked(site, campaign, filter);
        return switch (results.now(site, campaign, filter)) {
            case ResultsAnswer.Told told -> {
                keep(answers, asked, told.sums());
                yield told;
            }
            case ResultsAnswer.CannotSay cannot ->
                    known(answers, asked)
                            .<ResultsAnswer>map(
                                    sums -> new ResultsAnswer.Told(sums.staleBecause(cannot.why())))
                            .orElse(cannot);
        };
    }

    @Override
    public ResultsAnswer kept(SiteId site, Campaign campaign, SliceFilter filter) {
        filter.check(campaign);
        return known(answers, new Asked(site, campaign, filter))
                .<ResultsAnswer>map(ResultsAnswer.Told::new)
                .orElseGet(() -> now(site, campaign, filter));
    }

    @Override
    public List<SliceValue> slices(SiteId site, Campaign campaign, int most) {
        var asked = new Asked(site, campaign, SliceFilter.ALL);
        try {
            List<SliceValue> told = results.slices(site, campaign, most);
            keep(values, asked, told);
            return told;
        } catch (EventsUnavailable e) {
            return known(values, asked).orElseThrow(() -> e);
        }
    }

    private static <T> void keep(Map<Asked, T> all, Asked asked, T answer) {
        synchronized (all) {
            all.put(asked, answer);
            if (all.size() > MOST) {
                all.remove(all.keySet().iterator().next());
            }
        }
    }

    private static <T> Optional<T> known(Map<Asked, T> all, Asked asked) {
        synchronized (all) {
            return Optional.ofNullable(all.get(asked));
        }
    }

    @Override
    public void close() {
        results.close();
    }
}
