package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.DayEffect;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.statistics.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// An effect day by day: each day of first exposure together with all before, by what those
/// visitors have done until now. As bounds hold whenever one looks, all of them may be believed at
/// once. A day on which nothing can be said is left out. Pure.
record SeriesReader(EffectReader effects, Reckoning how) {
    List<DayEffect> of(Map<Tally.Cell, Sums> cells, String control, String treatment) {
        TreeSet<Long> days =
                cells.keySet().stream()
                        .map(Tally.Cell::day)
                        .collect(Collectors.toCollection(TreeSet::new));
        int variables = how.variables().size();
        Sums c = Sums.none(variables);
        Sums t = Sums.none(variables);
        List<DayEffect> series = new ArrayList<>();
        for (long day : days) {
            c = c.plus(cells.getOrDefault(new Tally.Cell(control, day), Sums.none(variables)));
            t = t.plus(cells.getOrDefault(new Tally.Cell(treatment, day), Sums.none(variables)));
            if (effects.effect(effects.of(c, t, how)) instanceof Said said) {
                series.add(
                        new DayEffect(
                                LocalDays.date(day),
                                c.n() + t.n(),
                                said.scale(),
                                said.estimate(),
                                said.low(),
                                said.high()));
            }
        }
        return series;
    }
}
