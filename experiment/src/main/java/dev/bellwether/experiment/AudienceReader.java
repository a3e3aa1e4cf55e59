package dev.bellwether.experiment;

import dev.bellwether.experiment.AudienceReport.Month;
import dev.bellwether.experiment.AudienceReport.Overlap;
import dev.bellwether.experiment.AudienceReport.Reached;
import dev.bellwether.experiment.AudienceReport.Row;
import dev.bellwether.experiment.CampaignResults.Freshness;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// From counts of a period and of the one before to a report. Pure.
///
/// @param first of the period's months
record AudienceReader(Audience audience, YearMonth first, AudienceTally now, AudienceTally before) {
    /// @param current the month that is not over
    AudienceReport read(Freshness freshness, YearMonth current) {
        YearMonth last = first.plusMonths(now.sizes.length - 1L);
        List<Audience.Segment> segments = audience.segments();
        return new AudienceReport(
                audience.key(),
                audience.name(),
                audience.zone(),
                first,
                last,
                !last.isBefore(current),
                freshness,
                audience.goals().stream().map(Audience.Counted::name).toList(),
                row(now.everybody(), "", "Everybody", "all visitors"),
                IntStream.range(0, segments.size())
                        .mapToObj(i ->
                                row(
                                        i,
                                        segments.get(i).key(),
                                        segments.get(i).name(),
                                        segments.get(i).rule().words()))
                        .toList(),
                overlaps());
    }

    private Row row(int place, String key, String name, String rule) {
        long size = now.ever[place];
        long was = before.ever[place];
        List<Month> months =
                IntStream.range(0, now.sizes.length).mapToObj(i -> month(i, place)).toList();
        List<Reached> goals =
                IntStream.range(0, audience.goals().size())
                        .mapToObj(goal ->
                                reached(
                                        goal,
                                        now.everReached[place][goal],
                                        size,
                                        before.everReached[place][goal],
                                        was,
                                        now.sum(place, goal),
                                        before.sum(place, goal)))
                        .toList();
        return new Row(
                key,
                name,
                rule,
                size,
                share(size, now.ever[now.everybody()]),
                was,
                share(was, before.ever[before.everybody()]),
                was == 0 ? Optional.empty() : Optional.of((double) (size - was) / was),
                months,
                goals);
    }

    private Month month(int at, int place) {
        long size = now.sizes[at][place];
        long was = before.sizes[at][place];
        return new Month(
                first.plusMonths(at),
                size,
                share(size, now.sizes[at][now.everybody()]),
                was,
                IntStream.range(0, audience.goals().size())
                        .mapToObj(goal ->
                                reached(
                                        goal,
                                        now.reached[at][place][goal],
                                        size,
                                        before.reached[at][place][goal],
                                        was,
                                        now.sums[at][place][goal],
                                        before.sums[at][place][goal]))
                        .toList());
    }

    private Reached reached(
            int goal, long did, long size, long didBefore, long was, double sum, double sumBefore) {
        boolean adds = audience.goals().get(goal).values();
        return new Reached(
                did,
                share(did, size),
                didBefore,
                share(didBefore, was),
                adds ? Optional.of(sum) : Optional.empty(),
                adds ? Optional.of(sumBefore) : Optional.empty());
    }

    private List<Overlap> overlaps() {
        List<Audience.Segment> segments = audience.segments();
        List<Overlap> overlaps = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            for (int j = i + 1; j < segments.size(); j++) {
                if (now.both[i][j] > 0) {
                    overlaps.add(
                            new Overlap(
                                    segments.get(i).key(), segments.get(j).key(), now.both[i][j]));
                }
            }
        }
        return overlaps;
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
