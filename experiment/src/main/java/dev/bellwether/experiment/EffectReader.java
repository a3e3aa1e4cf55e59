package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.CannotSay;
import dev.bellwether.experiment.CampaignResults.Effect;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.statistics.AlwaysValid;
import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Because;
import dev.bellwether.statistics.Cuped;
import dev.bellwether.statistics.Difference;
import dev.bellwether.statistics.Finding;
import dev.bellwether.statistics.FixedHorizon;
import dev.bellwether.statistics.Interval;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.NormalBayes;
import dev.bellwether.statistics.Scale;
import dev.bellwether.statistics.Side;
import dev.bellwether.statistics.Sums;
import java.util.function.Function;

/// From the sums of two variations to an effect, or why there is none. Pure.
///
/// Told as a share of the control where the range of that has ends, that is where the control can
/// be told from zero (Fieller); else in the metric's unit.
record EffectReader(double tightestAt) {
    static final double ALPHA = 0.05;

    /// A difference, and what the covariates left of its variance.
    record Seen(Difference difference, double varianceLeft) {}

    Answer<Seen> of(Sums control, Sums treatment, Reckoning how) {
        if (how.covariates().isEmpty()) {
            return of(Level.of(control, how.reading()), Level.of(treatment, how.reading()));
        }
        return bounded(scale ->
                Cuped.difference(control, treatment, how.reading(), how.covariates(), scale)
                        .map(adjusted -> new Seen(adjusted.difference(), adjusted.varianceLeft())));
    }

    Answer<Seen> of(Answer<Level> control, Answer<Level> treatment) {
        return bounded(scale ->
                control.then(c ->
                        treatment
                                .then(t -> Difference.between(c, t, scale))
                                .map(difference -> new Seen(difference, 1))));
    }

    private Answer<Seen> bounded(Function<Scale, Answer<Seen>> in) {
        Answer<Seen> relative = in.apply(Scale.RELATIVE);
        return relative.optional().filter(this::isBounded).isPresent()
                ? relative
                : in.apply(Scale.ABSOLUTE);
    }

    private boolean isBounded(Seen seen) {
        Interval interval = AlwaysValid.sequence(seen.difference(), ALPHA, tightestAt).interval();
        return Double.isFinite(interval.low()) && Double.isFinite(interval.high());
    }

    Effect effect(Answer<Seen> answer) {
        return switch (answer) {
            case Answer.CannotSay<Seen>(Because because, String why) -> new CannotSay(because, why);
            case Answer.Said<Seen>(Seen seen) when !isBounded(seen) ->
                    new CannotSay(
                            Because.NOT_FINITE, "The effect is beyond what a number can hold.");
            case Answer.Said<Seen>(Seen seen) -> {
                Difference difference = seen.difference();
                Finding always = AlwaysValid.sequence(difference, ALPHA, tightestAt);
                Finding fixed = FixedHorizon.welch(difference, ALPHA, Side.TWO_SIDED);
                NormalBayes.Posterior posterior =
                        NormalBayes.of(difference, new NormalBayes.Prior.Flat(), ALPHA);
                yield new Said(
                        difference.scale(),
                        difference.estimate(),
                        always.interval().low(),
                        always.interval().high(),
                        always.pValue(),
                        always.pValue(),
                        fixed.interval().low(),
                        fixed.interval().high(),
                        fixed.pValue(),
                        posterior.chanceToBeat(),
                        posterior.lossOfTreatment(),
                        seen.varianceLeft());
            }
        };
    }

    /// For a guardrail: small when the treatment is not worse by more than `margin`, whenever one
    /// looks.
    double notWorse(Difference difference, Metric metric) {
        double better = metric.better() == Side.LESS ? -1 : 1;
        double spare = better * difference.estimate() + metric.margin();
        if (spare <= 0) {
            return 1;
        }
        var against =
                new Difference(
                        difference.scale(),
                        spare,
                        difference.standardError(),
                        difference.degreesOfFreedom(),
                        difference.units());
        return AlwaysValid.sequence(against, ALPHA, tightestAt).pValue();
    }
}
