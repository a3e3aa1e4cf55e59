package dev.bellwether.experiment;

import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Sums of columns by variation and day: those that are kept, merged over blocks, or made by one
/// pass over visitors.
final class StateSums {
    private final Plan plan;
    private final Map<Long, SumsBuilder[]> cells = new HashMap<>();

    private StateSums(Plan plan) {
        this.plan = plan;
    }

    static SumsBuilder[] builders(Plan plan) {
        return plan.columns.stream()
                .map(column -> new SumsBuilder(column.variables().length))
                .toArray(SumsBuilder[]::new);
    }

    /// @param caps of each column
    static StateSums of(Plan plan, List<Part> parts, double[] caps, boolean isEverybody) {
        int[] kept = plan.kept();
        int[] all = IntStream.range(0, plan.columns.size()).toArray();
        int[] passed = isEverybody ? without(all, kept) : all;
        return parts.parallelStream()
                .collect(
                        () -> new StateSums(plan),
                        (sums, part) -> {
                            if (isEverybody) {
                                sums.add(part.block().cells(), kept);
                            }
                            if (passed.length > 0) {
                                sums.pass(part, passed, caps);
                            }
                        },
                        (sums, others) -> sums.add(others.cells, all));
    }

    private static int[] without(int[] all, int[] some) {
        return Arrays.stream(all)
                .filter(one -> Arrays.stream(some).noneMatch(other -> other == one))
                .toArray();
    }

    private void add(Map<Long, SumsBuilder[]> others, int[] columns) {
        others.forEach((key, theirs) -> {
            SumsBuilder[] cell = cells.computeIfAbsent(key, _ -> builders(plan));
            for (int column : columns) {
                cell[column].add(theirs[column].build());
            }
        });
    }

    private void pass(Part part, int[] columns, double[] caps) {
        double[][] rows = new double[plan.columns.size()][];
        for (int column : columns) {
            rows[column] = new double[plan.columns.get(column).variables().length];
        }
        byte[] arms = part.standing().arms();
        for (int visitor = 0; visitor < VisitorBlock.SIZE; visitor++) {
            if (arms[visitor] >= 0) {
                SumsBuilder[] cell =
                        cells.computeIfAbsent(part.block().key(visitor), _ -> builders(plan));
                for (int column : columns) {
                    part.block().row(visitor, plan.columns.get(column), caps[column], rows[column]);
                    cell[column].add(rows[column]);
                }
            }
        }
    }

    /// Who counts by variation and day; of a plan with at least one column.
    List<CampaignSums.Day> days() {
        return of(0).stream()
                .map(cell -> new CampaignSums.Day(cell.variation(), cell.day(), cell.sums().n()))
                .toList();
    }

    /// A column's cells, of those days on which somebody counts.
    List<CampaignSums.Cell> of(int column) {
        List<CampaignSums.Cell> of = new ArrayList<>();
        cells.forEach((key, builders) -> {
            Sums sums = builders[column].build();
            if (sums.n() > 0) {
                of.add(new CampaignSums.Cell((int) (key & 0xff), LocalDays.date(key >> 8), sums));
            }
        });
        return of;
    }

    /// A block and who of it is looked at.
    record Part(VisitorBlock block, VisitorBlock.Standing standing) {
        static List<Part> of(Collection<VisitorBlock> blocks, CodeFilter filter) {
            return blocks.parallelStream()
                    .map(block -> new Part(block, block.standing(filter)))
                    .toList();
        }

        /// How many count, by [VisitorBlock#key].
        Map<Long, Long> days() {
            Map<Long, Long> days = new HashMap<>();
            for (int visitor = 0; visitor < VisitorBlock.SIZE; visitor++) {
                if (standing.arms()[visitor] >= 0) {
                    days.merge(block.key(visitor), 1L, Long::sum);
                }
            }
            return days;
        }

        /// The values of a variable, of who counts; in one group.
        Selection.Source values(int variable) {
            return visit -> {
                for (int visitor = 0; visitor < VisitorBlock.SIZE; visitor++) {
                    if (standing.arms()[visitor] >= 0) {
                        visit.see(0, block.value(visitor, variable));
                    }
                }
            };
        }
    }
}
