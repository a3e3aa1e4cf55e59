package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.SiteId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/// Results from the states of campaigns, which are kept for those that were asked for last.
final class StateResults implements Results {
    /// Campaigns whose states are kept at once.
    static final int MOST = 64;

    private final EventStore store;
    private final Path folder;
    private final InstantSource clock;
    private final LinkedHashMap<Asked, KeptState> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Asked(SiteId site, Campaign campaign) {}

    StateResults(EventStore store, Path folder, InstantSource clock) {
        this.store = store;
        this.folder = folder;
        this.clock = clock;
        MappedFile.removeLeft(folder);
    }

    @Override
    public ResultsAnswer now(SiteId site, Campaign campaign, SliceFilter filter) {
        filter.check(campaign);
        return campaign(site, campaign).now(filter);
    }

    @Override
    public ResultsAnswer kept(SiteId site, Campaign campaign, SliceFilter filter) {
        filter.check(campaign);
        return campaign(site, campaign).kept(filter);
    }

    @Override
    public List<SliceValue> slices(SiteId site, Campaign campaign, int most) {
        return campaign(site, campaign)
                .read(state -> {
                    long[][][] counts = state.slices();
                    List<SliceValue> all = new ArrayList<>();
                    for (int slice = 0; slice < counts.length; slice++) {
                        List<String> values = state.codes().values(slice);
                        List<SliceValue> own = new ArrayList<>();
                        for (int code = 1; code < counts[slice].length; code++) {
                            long[] arms = counts[slice][code];
                            if (Arrays.stream(arms).sum() > 0) {
                                own.add(
                                        new SliceValue(
                                                campaign.slices().get(slice),
                                                values.get(code - 1),
                                                Arrays.stream(arms).boxed().toList()));
                            }
                        }
                        own.stream().sorted(SliceValue.MOST_FIRST).limit(most).forEach(all::add);
                    }
                    return all;
                });
    }

    private KeptState campaign(SiteId site, Campaign campaign) {
        List<KeptState> beyond = new ArrayList<>();
        KeptState asked;
        synchronized (kept) {
            asked =
                    kept.computeIfAbsent(
                            new Asked(site, campaign),
                            _ ->
                                    new KeptState(
                                            clock,
                                            campaign.key(),
                                            () ->
                                                    CampaignState.of(
                                                            store,
                                                            site.value(),
                                                            campaign,
                                                            folder)));
            while (kept.size() > MOST) {
                beyond.add(kept.pollFirstEntry().getValue());
            }
        }
        beyond.forEach(KeptState::close);
        return asked;
    }

    @Override
    public void close() {
        List<KeptState> all;
        synchronized (kept) {
            all = List.copyOf(kept.values());
            kept.clear();
        }
        all.forEach(KeptState::close);
    }
}
