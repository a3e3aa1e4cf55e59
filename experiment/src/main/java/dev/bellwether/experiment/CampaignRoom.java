package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.Job;
import dev.bellwether.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Campaigns, wired: as people keep them, and what came of them. Safe for many threads.
public final class CampaignRoom implements AutoCloseable {
    private final Results sums;
    private final CampaignBook book;
    private final MetricBook metrics;
    private final ResultsDesk results;
    private final StaleJob stale;
    private final CampaignReportDesk reports;
    private final AudienceBook audiences;
    private final AudienceDesk audienceReports;

    /// @param events from which results are made
    /// @param folder for what is kept of campaigns, this process's alone
    public CampaignRoom(Store store, EventStore events, Path folder, InstantSource clock) {
        this.sums = Results.of(events, folder, clock);
        var tallies = new ResultTallies(sums);
        this.book = new CampaignBook(store);
        this.metrics = new MetricBook(store);
        this.results = new ResultsDesk(book, tallies, clock);
        this.stale = new StaleJob(store, tallies);
        this.reports = new CampaignReportDesk(book, tallies, clock);
        this.audiences = new AudienceBook(store);
        this.audienceReports = new AudienceDesk(events, clock);
    }

    public CampaignBook book() {
        return book;
    }

    public MetricBook metrics() {
        return metrics;
    }

    public ResultsDesk results() {
        return results;
    }

    /// The sums of which results are told, for those who compare them; closed with this room.
    public Results served() {
        return sums;
    }

    /// All campaigns of a site beside each other.
    public CampaignReportDesk reports() {
        return reports;
    }

    public AudienceBook audiences() {
        return audiences;
    }

    public AudienceDesk audienceReports() {
        return audienceReports;
    }

    public List<Job> jobs() {
        return List.of(stale);
    }

    @Override
    public void close() {
        sums.close();
    }
}
