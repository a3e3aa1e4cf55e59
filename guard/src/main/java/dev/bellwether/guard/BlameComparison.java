package dev.bellwether.guard;

import dev.bellwether.statistics.AlwaysValid;
import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Difference;
import dev.bellwether.statistics.Finding;
import dev.bellwether.statistics.FixedHorizon;
import dev.bellwether.statistics.Interval;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Reading;
import dev.bellwether.statistics.Scale;
import dev.bellwether.statistics.Side;
import dev.bellwether.statistics.Sums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Does one side need more memory than the other? Pure.
///
/// *Questions.* A release can be heavier in several ways, so several questions are asked of the
/// same queries ([BlameFinding.By]): each common form against itself, all common forms together
/// (little noise: what differs between forms is gone), those per row (less noise still where
/// customers differ in size), and all that the feature asks (new forms are only in this one). Each
/// is a difference of logarithms, so that a ratio of 4 and one of a quarter are as far from 1.
///
/// *Evidence.* Each question has an e-value: a number whose mean is at most 1, at any time one may
/// stop, while the truth is "no more than [#MARGIN] times" (`AlwaysValid`). E-values of dependent
/// questions may be averaged (Vovk and Wang, Annals of Statistics 2021), so one side has one
/// e-value, however its questions hang together; it is compared with m / α for m sides that are
/// watched at once, and then the chance that any of them is ever falsely accused is at most α
/// (Bonferroni over Ville).
///
/// *Few units.* The sequence is exact in large samples. With few units the standard error is
/// widened by what Student's t is wider than the normal there.
final class BlameComparison {
    /// What is less than this is not worth waking anybody: growth of data does as much.
    static final double MARGIN = 1.1;

    /// Fewer units (see [BlameArm]) on either side say nothing.
    static final long LEAST_UNITS = 5;

    private static final double TIGHTEST_AT = 100;
    private static final double SHOWN = 0.05;

    /// A peak is not known better than to a tenth: it is sampled.
    private static final double LEAST_VARIANCE = 0.01;

    private final BlameSide side;
    private final BlameSide baseline;
    private final Instant now;
    private final double alpha;
    private final List<Answered> answers = new ArrayList<>();

    /// @param alpha the chance of a false accusation that this side may have
    BlameComparison(BlameSide side, BlameSide baseline, Instant now, double alpha) {
        this.side = side;
        this.baseline = baseline;
        this.now = now;
        this.alpha = alpha;
    }

    /// A question with its answer.
    ///
    /// @param weight among the questions of this side; all weights sum to at most 1
    /// @param logEvidence of its e-value
    private record Answered(
            BlameFinding.By by,
            long form,
            double weight,
            Difference difference,
            double logEvidence) {
        double weighted() {
            return Math.log(weight) + logEvidence;
        }
    }

    /// What was found; empty while either side has asked too little.
    Optional<BlameFinding> find(BlameLine line) {
        Sums before = baseline.all().sums(now);
        Sums here = side.all().sums(now);
        ask(BlameFinding.By.ALL_QUERIES, 0, 0.25, mean(before, here));
        List<Compared> forms = forms();
        Optional<Difference> typical = pooled(forms, BlameArm.TYPICAL);
        typical.ifPresent(one -> ask(BlameFinding.By.SAME_QUERIES, 0, 0.25, one));
        Optional<Difference> perRow = pooled(forms, BlameArm.PER_ROW);
        // More per row and no more in all is a better index, not a heavier query.
        if (typical.filter(one -> one.estimate() > Math.log(MARGIN)).isPresent()) {
            perRow.ifPresent(one -> ask(BlameFinding.By.SAME_QUERIES_PER_ROW, 0, 0.25, one));
        }
        double each = 0.25 / Math.max(1, Integer.highestOneBit(forms.size()) * 2);
        for (Compared form : forms) {
            difference(form, BlameArm.TYPICAL)
                    .ifPresent(one -> ask(BlameFinding.By.ONE_FORM, form.id(), each, one));
        }
        return answers.stream()
                .max((a, b) -> Double.compare(a.weighted(), b.weighted()))
                .map(best -> finding(line, best, perRow));
    }

    private void ask(
            BlameFinding.By by, long form, double weight, Optional<Difference> difference) {
        difference.ifPresent(one -> ask(by, form, weight, one));
    }

    private void ask(BlameFinding.By by, long form, double weight, Difference difference) {
        double above = difference.estimate() - Math.log(MARGIN);
        double evidence =
                above <= 0
                        ? Double.NEGATIVE_INFINITY
                        : AlwaysValid.sequence(cautious(difference, above), alpha, TIGHTEST_AT)
                                .statistic();
        answers.add(new Answered(by, form, weight, difference, evidence));
    }

    private BlameFinding finding(BlameLine line, Answered best, Optional<Difference> perRow) {
        double evidence = logOfSum(answers.stream().mapToDouble(Answered::weighted).toArray());
        Finding shown = AlwaysValid.sequence(widened(best.difference(), SHOWN), SHOWN, TIGHTEST_AT);
        return new BlameFinding(
                line.feature(),
                line.flag(),
                side.name(),
                baseline.name(),
                best.by(),
                Math.exp(shown.estimate()),
                new Interval(Math.exp(shown.interval().low()), Math.exp(shown.interval().high())),
                evidence,
                -Math.log(alpha),
                perRow.map(one -> Math.exp(one.estimate())),
                worst(best),
                side.all().queries(),
                baseline.all().queries(),
                side.since());
    }

    /// The form behind most of the excess: how many queries it had, times what each needs more than
    /// before. A form that is new is measured by what the baseline's queries needed on average.
    private Optional<BlameFinding.Form> worst(Answered best) {
        double usual = BlameArm.MEAN.in(baseline.all().sums(now)).optional().orElse(1.0);
        BlameFinding.Form worst = null;
        double most = 0;
        for (Map.Entry<Long, BlameSide.Form> entry : side.forms().entrySet()) {
            BlameArm arm = entry.getValue().arm();
            OptionalDouble here = meanOf(arm);
            BlameSide.Form old = baseline.forms().get(entry.getKey());
            double before = old == null ? usual : meanOf(old.arm()).orElse(usual);
            double excess = arm.queries() * (here.orElse(0) - before);
            boolean isIt =
                    best.by() == BlameFinding.By.ONE_FORM
                            ? entry.getKey() == best.form()
                            : excess > most;
            if (isIt && here.isPresent()) {
                most = excess;
                worst =
                        new BlameFinding.Form(
                                entry.getKey(),
                                entry.getValue().text(),
                                old == null,
                                here.getAsDouble() / before);
            }
        }
        return Optional.ofNullable(worst);
    }

    private OptionalDouble meanOf(BlameArm arm) {
        return BlameArm.MEAN
                .in(arm.sums(now))
                .optional()
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /// A form of query that both sides sent often enough.
    private record Compared(long id, Sums before, Sums here) {}

    private List<Compared> forms() {
        var found = new ArrayList<Compared>();
        side.forms()
                .forEach((id, form) -> {
                    BlameSide.Form old = baseline.forms().get(id);
                    if (old != null) {
                        var one = new Compared(id, old.arm().sums(now), form.arm().sums(now));
                        if (isEnough(one.before()) && isEnough(one.here())) {
                            found.add(one);
                        }
                    }
                });
        return found;
    }

    private static boolean isEnough(Sums sums) {
        return sums.n() >= LEAST_UNITS;
    }

    private static Optional<Difference> difference(Compared form, Reading reading) {
        return difference(Level.of(form.before(), reading), Level.of(form.here(), reading));
    }

    private static Optional<Difference> difference(Answer<Level> before, Answer<Level> here) {
        return before.then(one ->
                        here.then(other ->
                                Difference.between(floored(one), floored(other), Scale.ABSOLUTE)))
                .optional();
    }

    /// Of means, as a difference of their logarithms (delta method).
    private static Optional<Difference> mean(Sums before, Sums here) {
        return isEnough(before) && isEnough(here)
                ? difference(
                        Level.of(before, BlameArm.MEAN).map(BlameComparison::log),
                        Level.of(here, BlameArm.MEAN).map(BlameComparison::log))
                : Optional.empty();
    }

    private static Level log(Level level) {
        return new Level(
                level.units(),
                Math.log(level.value()),
                level.variance() / (level.value() * level.value()));
    }

    private static Level floored(Level level) {
        return new Level(level.units(), level.value(), Math.max(LEAST_VARIANCE, level.variance()));
    }

    /// The forms' differences, weighed by how many queries of each can be compared. The forms of
    /// one burst come from one customer, so their errors may agree wholly: they are added, not
    /// their squares.
    private static Optional<Difference> pooled(List<Compared> forms, Reading reading) {
        double weights = 0;
        double sum = 0;
        double errors = 0;
        double freedom = 0;
        long units = 0;
        for (Compared form : forms) {
            Optional<Difference> one = difference(form, reading);
            if (one.isPresent()) {
                double a = form.before().sum(0);
                double b = form.here().sum(0);
                double weight = a * b / (a + b);
                double error = weight * one.get().standardError();
                weights += weight;
                sum += weight * one.get().estimate();
                errors += error;
                freedom += error * one.get().degreesOfFreedom();
                units += one.get().units();
            }
        }
        return weights == 0
                ? Optional.empty()
                : Optional.of(
                        new Difference(
                                Scale.ABSOLUTE,
                                sum / weights,
                                errors / weights,
                                freedom / errors,
                                units));
    }

    /// The difference to the margin, with the standard error that makes its z as improbable as its
    /// t is (Wallace, Annals of Mathematical Statistics 1959; good to three digits).
    private static Difference cautious(Difference difference, double estimate) {
        double freedom = difference.degreesOfFreedom();
        double t = estimate / difference.standardError();
        double z =
                Math.sqrt(freedom * Math.log1p(t * t / freedom))
                        * (8 * freedom + 1)
                        / (8 * freedom + 3);
        return new Difference(
                difference.scale(), estimate, estimate / z, freedom, difference.units());
    }

    /// For an interval: t in the place of z.
    private static Difference widened(Difference difference, double alpha) {
        double factor =
                FixedHorizon.welch(difference, alpha, Side.TWO_SIDED).interval().width()
                        / FixedHorizon.z(difference, alpha, Side.TWO_SIDED).interval().width();
        return new Difference(
                difference.scale(),
                difference.estimate(),
                difference.standardError() * factor,
                difference.degreesOfFreedom(),
                difference.units());
    }

    private static double logOfSum(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        if (Double.isInfinite(most)) {
            return most;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum);
    }
}
