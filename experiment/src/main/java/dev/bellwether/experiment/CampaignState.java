package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What each visitor of a campaign has of each variable, kept up with the tables: a refresh reads
/// what came since the last one, and whatever a late exposure makes stale. Sums are kept beside it
/// and are there without a pass.
///
/// It stands in a mapped file, so the memory it takes is the system's to give and to take; the file
/// is made anew by each process, for a first refresh is one pass over the events. Refreshes exclude
/// each other and reading.
final class CampaignState implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(10);

    private final Plan plan;
    private final EventStore store;
    private final StateRefresh refresh;
    private final Arena arena = Arena.ofShared();
    private final FileChannel file;
    private final Map<Integer, VisitorBlock> blocks = new ConcurrentHashMap<>();
    private final AtomicLong end = new AtomicLong();

    private CampaignState(EventStore store, String site, Campaign campaign, Path folder)
            throws IOException {
        this.plan = new Plan(campaign);
        this.store = store;
        this.refresh = new StateRefresh(site, plan, this);
        this.file =
                FileChannel.open(
                        Files.createTempFile(folder, "campaign-", ".state"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
    }

    /// @param folder for its file, which goes when it is closed
    static CampaignState of(EventStore store, String site, Campaign campaign, Path folder) {
        try {
            return new CampaignState(store, site, campaign, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of a campaign has no file", e);
        }
    }

    /// Brings in what came since.
    ///
    /// @throws dev.bellwether.analytics.EventsUnavailable when it cannot be read; to be made anew
    synchronized void refresh() {
        store.ask(
                session -> {
                    refresh.run(session);
                    return true;
                },
                LIMIT);
    }

    VisitorBlock block(int number) {
        return blocks.computeIfAbsent(number, _ -> new VisitorBlock(plan, memory()));
    }

    /// Called by DuckDB's threads while a refresh waits for them with the monitor.
    private MemorySegment memory() {
        long bytes = VisitorBlock.bytes(plan);
        try {
            return file.map(FileChannel.MapMode.READ_WRITE, end.getAndAdd(bytes), bytes, arena);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of a campaign does not fit on the disk", e);
        }
    }

    Map<Integer, VisitorBlock> blocks() {
        return blocks;
    }

    /// Visitors of the period, whether or not they count.
    synchronized long exposed() {
        return blocks.values().stream().mapToLong(VisitorBlock::exposed).sum();
    }

    /// Those of them who saw several variations.
    synchronized long many() {
        return blocks.values().stream().mapToLong(VisitorBlock::many).sum();
    }

    /// The sums of a column (see [Plan#columns]), by variation and day of exposure.
    synchronized Map<Cell, Sums> sums(int column) {
        Map<Long, SumsBuilder> all = new HashMap<>();
        blocks.values().forEach(block -> block.sumInto(column, all));
        Map<Cell, Sums> sums = new HashMap<>();
        all.forEach((key, builder) -> {
            Sums built = builder.build();
            if (built.n() > 0) {
                sums.put(new Cell((int) (key & 0xff), key >> 8), built);
            }
        });
        return sums;
    }

    /// @param variation its place in the campaign
    /// @param day of the first exposure, since 1970
    record Cell(int variation, long day) {}

    /// The sums of a column over those whom a filter lets pass, by variation: a pass over all.
    synchronized List<Sums> sums(int column, CodeFilter filter) {
        int variations = plan.campaign.variations().size();
        Plan.Column wanted = plan.columns.get(column);
        return blocks.values().parallelStream()
                .map(block -> sums(block, wanted, filter, variations))
                .reduce((one, other) -> {
                    for (int i = 0; i < variations; i++) {
                        one[i].add(other[i].build());
                    }
                    return one;
                })
                .map(all -> Arrays.stream(all).map(SumsBuilder::build).toList())
                .orElseGet(List::of);
    }

    private static SumsBuilder[] sums(
            VisitorBlock block, Plan.Column column, CodeFilter filter, int variations) {
        var sums = new SumsBuilder[variations];
        Arrays.setAll(sums, _ -> new SumsBuilder(column.variables().length));
        double[] row = new double[column.variables().length];
        for (int visitor = 0; visitor < VisitorBlock.SIZE; visitor++) {
            int variation = block.variation(visitor);
            if (variation >= 0 && block.passes(visitor, variation, filter)) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = block.value(visitor, column.variables()[i]);
                }
                row[0] = Math.min(row[0], column.cap());
                sums[variation].add(row);
            }
        }
        return sums;
    }

    /// The values of a quantile's events that count, sorted, by variation.
    synchronized List<double[]> values(int quantile) {
        int variations = plan.campaign.variations().size();
        List<double[]> sorted = new ArrayList<>();
        for (int variation = 0; variation < variations; variation++) {
            int wanted = variation;
            double[] values =
                    blocks.values().stream()
                            .flatMapToDouble(block -> block.values(quantile, wanted))
                            .toArray();
            Arrays.parallelSort(values);
            sorted.add(values);
        }
        return sorted;
    }

    /// Per visitor with values: how many are at or below `value` (0), and how many there are (1).
    synchronized Sums below(int quantile, int variation, double value) {
        var sums = new SumsBuilder(2);
        blocks.values().forEach(block -> block.below(quantile, variation, value, sums));
        return sums.build();
    }

    Plan plan() {
        return plan;
    }

    @Override
    public synchronized void close() {
        arena.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
