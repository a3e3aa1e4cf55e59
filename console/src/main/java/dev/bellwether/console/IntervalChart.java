package dev.bellwether.console;

import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.Finding;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.experiment.Figures;
import dev.bellwether.statistics.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The effects of the treatments on one metric, as ranges on one axis. Places are per cent of the
/// width, so that it fits any screen and its words keep their size.
///
/// @param zero where no effect is
record IntervalChart(List<Bar> bars, String zero, List<Tick> ticks, String summary) {
    private static final double ROOM = 0.08;

    /// @param tone the CSS class of its colour
    record Bar(String treatment, String tone, String from, String width, String at, String says) {}

    record Tick(String at, String anchor, String text) {}

    /// Those that are told in the scale of the first; empty where nothing can be said.
    static Optional<IntervalChart> of(List<Comparison> comparisons) {
        List<Comparison> said =
                comparisons.stream().filter(one -> one.effect() instanceof Said).toList();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        Scale scale = effect(said.getFirst()).scale();
        List<Comparison> drawn = said.stream().filter(one -> effect(one).scale() == scale).toList();
        double low = Math.min(0, drawn.stream().mapToDouble(c -> effect(c).low()).min().orElse(0));
        double high =
                Math.max(0, drawn.stream().mapToDouble(c -> effect(c).high()).max().orElse(0));
        if (!(high > low)) {
            return Optional.empty();
        }
        var axis = new Axis(low - ROOM * (high - low), high + ROOM * (high - low));
        List<Bar> bars = drawn.stream().map(one -> bar(one, axis)).toList();
        List<Tick> ticks = new ArrayList<>();
        ticks.add(new Tick(axis.at(0), "middle", scale == Scale.RELATIVE ? "0 %" : "0"));
        if (axis.share(0) - axis.share(low) > 0.15) {
            ticks.add(tick(axis, scale, low, high - low));
        }
        if (axis.share(high) - axis.share(0) > 0.15) {
            ticks.add(tick(axis, scale, high, high - low));
        }
        return Optional.of(
                new IntervalChart(
                        bars,
                        axis.at(0),
                        ticks,
                        String.join("; ", bars.stream().map(Bar::says).toList())));
    }

    private static Said effect(Comparison one) {
        return (Said) one.effect();
    }

    private static Tick tick(Axis axis, Scale scale, double value, double width) {
        return new Tick(axis.at(value), "middle", Figures.signed(scale, value, width));
    }

    private static Bar bar(Comparison one, Axis axis) {
        Said said = effect(one);
        double width = said.high() - said.low();
        return new Bar(
                one.treatment(),
                tone(one.finding()),
                axis.at(said.low()),
                percent(axis.share(said.high()) - axis.share(said.low())),
                axis.at(said.estimate()),
                one.treatment()
                        + " "
                        + Figures.signed(said.scale(), said.estimate(), width)
                        + ", from "
                        + Figures.range(said.scale(), said.low(), said.high()));
    }

    static String tone(Finding finding) {
        return switch (finding) {
            case BETTER, HOLDS -> "good";
            case WORSE -> "bad";
            case OPEN -> "dim";
            case OBSERVED -> "warn";
            case CANNOT_SAY -> "dim";
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share * 100);
    }

    private record Axis(double low, double high) {
        double share(double value) {
            return (value - low) / (high - low);
        }

        String at(double value) {
            return percent(share(value));
        }
    }
}
