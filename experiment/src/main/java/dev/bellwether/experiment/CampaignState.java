package dev.bellwether.experiment;

import dev.bellwether.analytics.EventSession;
import dev.bellwether.analytics.EventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What each visitor of a campaign has of each variable, kept up with the tables: a refresh reads
/// what came since the last one, and whatever a late exposure makes stale. Sums are kept beside it
/// and are there without a pass.
///
/// It stands in a mapped file, so the memory it takes is the system's to give and to take. The file
/// is nobody's record: it is gone with the process, and after any failure of a refresh, and all of
/// it is made again from the tables (docs/decisions/results-state.md). Refreshes exclude each other
/// and reading.
final class CampaignState implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /// Applications of the log that are looked through for the newest event.
    private static final int LATEST = 16;

    private final Plan plan;
    private final EventStore store;
    private final StateRefresh refresh;
    private final SliceCodes codes;
    private final StateSql texts;
    private final MappedFile file;
    private final Map<Integer, VisitorBlock> blocks = new ConcurrentHashMap<>();
    private Optional<Instant> newest = Optional.empty();
    private boolean isBroken;

    private CampaignState(EventStore store, String site, Campaign campaign, MappedFile file) {
        this.plan = new Plan(campaign);
        this.store = store;
        this.codes = new SliceCodes(campaign);
        this.refresh = new StateRefresh(site, plan, this, codes);
        this.texts = new StateSql(site, plan, new ResultSql(site, campaign));
        this.file = file;
    }

    /// @param folder for its file, which goes when it is closed
    static CampaignState of(EventStore store, String site, Campaign campaign, Path folder) {
        try {
            var file = MappedFile.in(folder);
            return new CampaignState(store, site, campaign, file);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of a campaign has no file", e);
        }
    }

    /// Brings in what came since. A failure in the middle leaves it broken: to be made anew.
    ///
    /// @throws dev.bellwether.analytics.EventsUnavailable when the tables cannot be read
    synchronized Refreshed refresh() {
        return store.ask(
                session -> {
                    if (refresh.isOutlived(session)) {
                        return Refreshed.OUTLIVED;
                    }
                    isBroken = true;
                    boolean isChanged = refresh.run(session);
                    if (isChanged) {
                        newest = newest(session);
                    }
                    isBroken = false;
                    return isChanged ? Refreshed.CHANGED : Refreshed.SAME;
                },
                LIMIT);
    }

    /// Whether a refresh ended in the middle.
    synchronized boolean isBroken() {
        return isBroken;
    }

    enum Refreshed {
        SAME,
        CHANGED,
        /// Events that counted were deleted for their age: it is to be made anew.
        OUTLIVED
    }

    private Optional<Instant> newest(EventSession session) throws SQLException {
        for (long since : List.of(Math.max(0, refresh.applied() - LATEST), -1L)) {
            try (var statement = session.connection().createStatement();
                    ResultSet row = statement.executeQuery(texts.newest(since))) {
                if (row.next() && row.getObject(1) != null) {
                    return Optional.of(LocalDays.instant(row.getLong(1)));
                }
            }
        }
        return Optional.empty();
    }

    VisitorBlock block(int number) {
        VisitorBlock block = blocks.get(number);
        return block != null
                ? block
                : blocks.computeIfAbsent(
                        number, _ -> new VisitorBlock(plan, file.next(VisitorColumns.bytes(plan))));
    }

    Map<Integer, VisitorBlock> blocks() {
        return blocks;
    }

    boolean isHidden(String slice, String value) {
        return codes.isHidden(plan.campaign.slices().indexOf(slice), value);
    }

    SliceCodes codes() {
        return codes;
    }

    /// As of the last refresh.
    synchronized CampaignSums sums(SliceFilter filter, Instant asOf) {
        List<StateSums.Part> parts = parts(filter);
        double[] caps = caps(filter.isAll() ? () -> parts : () -> parts(SliceFilter.ALL));
        StateSums sums = StateSums.of(plan, parts, caps, filter.isAll());
        List<CampaignSums.MetricSums> metrics = new ArrayList<>();
        Map<Metric, List<CampaignSums.Ranks>> ranks = ranks(parts);
        for (Metric metric : plan.campaign.metrics()) {
            Reckoning reckoning = Reckoning.of(metric);
            if (ranks.containsKey(metric)) {
                metrics.add(new CampaignSums.Ranked(metric, ranks.get(metric)));
            }
            for (int i = 0; i < plan.columns.size(); i++) {
                Plan.Column column = plan.columns.get(i);
                if (column.metric().equals(metric)) {
                    metrics.add(
                            new CampaignSums.Summed(
                                    metric,
                                    column.cap() == Double.POSITIVE_INFINITY
                                            ? OptionalDouble.empty()
                                            : OptionalDouble.of(caps[i]),
                                    reckoning.reading(),
                                    reckoning.covariates(),
                                    sums.of(i)));
                }
            }
        }
        return new CampaignSums(
                plan.campaign,
                asOf,
                newest,
                Optional.empty(),
                visitors(parts),
                plan.columns.isEmpty() ? days(parts) : sums.days(),
                parts.stream().mapToLong(part -> part.standing().several()).sum(),
                metrics);
    }

    /// Of each metric that is a quantile.
    private Map<Metric, List<CampaignSums.Ranks>> ranks(List<StateSums.Part> parts) {
        Map<Metric, List<CampaignSums.Ranks>> ranks = new HashMap<>();
        for (int i = 0; i < plan.quantiles.size(); i++) {
            Map<Metric, Double> levels = plan.levels(i);
            double[] each = levels.values().stream().mapToDouble(Double::doubleValue).toArray();
            Iterator<List<CampaignSums.Ranks>> told =
                    new StateRanks(plan, parts, i).at(each).iterator();
            levels.keySet().forEach(metric -> ranks.put(metric, told.next()));
        }
        return ranks;
    }

    private List<StateSums.Part> parts(SliceFilter filter) {
        return StateSums.Part.of(blocks.values(), CodeFilter.of(filter, plan.campaign, codes));
    }

    /// Of each column; percentiles are of everybody, so that slices add up.
    private double[] caps(Supplier<List<StateSums.Part>> everybody) {
        double[] caps = new double[plan.columns.size()];
        for (int i = 0; i < caps.length; i++) {
            Plan.Column column = plan.columns.get(i);
            caps[i] = column.cap();
            if (column.metric().cap().orElse(null) instanceof Metric.Cap.Percentile(double share)
                    && !column.isKept()) {
                var values =
                        new Selection(
                                1,
                                everybody.get().stream()
                                        .map(part -> part.values(column.variables()[0]))
                                        .toList());
                caps[i] =
                        values.size(0) == 0
                                ? Double.POSITIVE_INFINITY
                                : values.at(new double[][] {{share}})[0][0];
            }
        }
        return caps;
    }

    private List<Long> visitors(List<StateSums.Part> parts) {
        long[] visitors = new long[plan.campaign.variations().size()];
        for (StateSums.Part part : parts) {
            for (byte arm : part.standing().arms()) {
                if (arm >= 0) {
                    visitors[arm]++;
                }
            }
        }
        return Arrays.stream(visitors).boxed().toList();
    }

    private static List<CampaignSums.Day> days(List<StateSums.Part> parts) {
        Map<Long, Long> visitors =
                parts.parallelStream()
                        .map(StateSums.Part::days)
                        .reduce(
                                Map.of(),
                                (one, other) -> {
                                    Map<Long, Long> both = new HashMap<>(one);
                                    other.forEach((key, n) -> both.merge(key, n, Long::sum));
                                    return both;
                                });
        return visitors.entrySet().stream()
                .map(day ->
                        new CampaignSums.Day(
                                (int) (day.getKey() & 0xff),
                                LocalDays.date(day.getKey() >> 8),
                                day.getValue()))
                .toList();
    }

    /// Visitors who count, by slice, by code and by variation.
    synchronized long[][][] slices() {
        int slices = plan.campaign.slices().size();
        long[][][] counts = new long[slices][][];
        for (int slice = 0; slice < slices; slice++) {
            counts[slice] =
                    new long[codes.values(slice).size() + 1][plan.campaign.variations().size()];
        }
        for (StateSums.Part part : parts(SliceFilter.ALL)) {
            byte[] arms = part.standing().arms();
            for (int visitor = 0; visitor < VisitorBlock.SIZE; visitor++) {
                for (int slice = 0; slice < slices && arms[visitor] >= 0; slice++) {
                    counts[slice][part.block().slice(visitor, slice)][arms[visitor]]++;
                }
            }
        }
        return counts;
    }

    @Override
    public synchronized void close() {
        file.close();
    }
}
