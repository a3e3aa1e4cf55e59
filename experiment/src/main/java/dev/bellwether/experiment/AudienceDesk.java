package dev.bellwether.experiment;

import dev.bellwether.experiment.AudienceReport.Overlap;
import dev.bellwether.experiment.AudienceReport.Reached;
import dev.bellwether.experiment.AudienceReport.Row;
import dev.bellwether.model.InvalidInput;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.roaringbitmap.FastAggregation;
import org.roaringbitmap.RoaringBitmap;

/// The audience report of one site, from sets of visitors. A report is kept until something arrives
/// for one of its months.
public final class AudienceDesk {
    private static final int MOST_MONTHS = 24;
    private static final int MOST_KEPT = 20;

    private final Audience audience;
    private final AudienceIndex index;
    private final Map<Goal, Integer> places;
    private final Map<Period, AudienceReport> kept = new LinkedHashMap<>();

    private record Period(YearMonth last, int count) {
        List<YearMonth> months() {
            return IntStream.range(0, count)
                    .mapToObj(i -> last.minusMonths(count - 1L - i))
                    .toList();
        }

        Period before() {
            return new Period(last.minusMonths(count), count);
        }
    }

    /// @param site its id
    /// @param from no event that is earlier is read with the right offset of the zone
    /// @param until the same for later ones
    /// @throws InvalidInput naming all that is wrong with the audience
    public AudienceDesk(String site, Audience audience, Instant from, Instant until) {
        this.audience = audience.checked();
        this.index = new AudienceIndex(site, audience, from, until);
        this.places = index.places();
    }

    /// Brings in what arrived since.
    ///
    /// @param connection to the tables of events
    public synchronized void refresh(Connection connection) throws SQLException {
        List<YearMonth> touched = index.refresh(connection);
        kept.keySet()
                .removeIf(period ->
                        touched.stream()
                                .anyMatch(month ->
                                        period.months().contains(month)
                                                || period.before().months().contains(month)));
    }

    /// @param last month of the period
    /// @param count months of the period, 1 to 24
    public synchronized AudienceReport report(YearMonth last, int count) {
        if (count < 1 || count > MOST_MONTHS) {
            throw new InvalidInput("months", "'" + count + "' is not from 1 to " + MOST_MONTHS);
        }
        var period = new Period(last, count);
        AudienceReport known = kept.get(period);
        if (known != null) {
            return known;
        }
        if (kept.size() >= MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        AudienceReport made = made(period);
        kept.put(period, made);
        return made;
    }

    private AudienceReport made(Period period) {
        List<AudienceIndex.Month> months = at(period);
        List<AudienceIndex.Month> earlier = at(period.before());
        long visitors = together(months.stream().map(AudienceIndex.Month::there).toList());
        long before = together(earlier.stream().map(AudienceIndex.Month::there).toList());
        List<RoaringBitmap> all = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (Audience.Segment segment : audience.segments()) {
            List<RoaringBitmap> who = who(segment, months);
            RoaringBitmap ever = or(who);
            long size = ever.getLongCardinality();
            long sizeBefore = together(who(segment, earlier));
            all.add(ever);
            rows.add(
                    new Row(
                            segment.key(),
                            segment.name(),
                            size,
                            share(size, visitors),
                            sizeBefore,
                            change(size, sizeBefore),
                            evolution(period.months(), months, who),
                            reached(size, months, who)));
        }
        return new AudienceReport(
                period.months().getFirst(), period.last, visitors, before, rows, overlaps(all));
    }

    private static Optional<Double> change(long size, long before) {
        return before == 0 ? Optional.empty() : Optional.of((double) (size - before) / before);
    }

    private List<AudienceReport.Month> evolution(
            List<YearMonth> keys, List<AudienceIndex.Month> months, List<RoaringBitmap> who) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> {
                    long size = who.get(i).getLongCardinality();
                    return new AudienceReport.Month(
                            keys.get(i),
                            size,
                            share(size, months.get(i).there().getLongCardinality()),
                            reached(size, months.subList(i, i + 1), who.subList(i, i + 1)));
                })
                .toList();
    }

    /// Each goal, of visitors who did it in a month in which they were in the segment.
    private List<Reached> reached(
            long size, List<AudienceIndex.Month> months, List<RoaringBitmap> who) {
        List<Reached> goals = new ArrayList<>();
        for (Goal goal : audience.goals()) {
            int place = places.getOrDefault(goal, -1);
            long did =
                    months.size() == 1
                            ? RoaringBitmap.andCardinality(
                                    who.getFirst(), months.getFirst().did().get(place))
                            : together(
                                    IntStream.range(0, months.size())
                                            .mapToObj(i ->
                                                    RoaringBitmap.and(
                                                            who.get(i),
                                                            months.get(i).did().get(place)))
                                            .toList());
            goals.add(new Reached(goal.event(), did, share(did, size)));
        }
        return goals;
    }

    private List<Overlap> overlaps(List<RoaringBitmap> all) {
        List<Overlap> overlaps = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                long both = RoaringBitmap.andCardinality(all.get(i), all.get(j));
                if (both > 0) {
                    overlaps.add(
                            new Overlap(
                                    audience.segments().get(i).key(),
                                    audience.segments().get(j).key(),
                                    both));
                }
            }
        }
        return overlaps;
    }

    private List<RoaringBitmap> who(Audience.Segment segment, List<AudienceIndex.Month> months) {
        return months.stream().map(month -> month.who(segment.rule(), places)).toList();
    }

    private List<AudienceIndex.Month> at(Period period) {
        return period.months().stream()
                .map(key ->
                        index.months().getOrDefault(key, AudienceIndex.Month.empty(places.size())))
                .toList();
    }

    private static long together(List<RoaringBitmap> sets) {
        return or(sets).getLongCardinality();
    }

    private static RoaringBitmap or(List<RoaringBitmap> sets) {
        return FastAggregation.or(sets.toArray(RoaringBitmap[]::new));
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
