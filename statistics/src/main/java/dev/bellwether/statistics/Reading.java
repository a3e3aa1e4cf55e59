package dev.bellwether.statistics;

/// What a metric is: a function of the means of the variables in [Sums]. The delta method (Deng,
/// Knoblich and Lu 2018) needs the function's value and its slope in each mean, and no more; so a
/// ratio, a mean and a covariate that is a ratio are treated alike everywhere.
public sealed interface Reading {
    /// The mean of a variable: a count, revenue, a duration.
    record Mean(int variable) implements Reading {}

    /// The share of visitors whose variable is 1, the others having 0. Its variance is p(1 − p).
    record Share(int variable) implements Reading {}

    /// The sum of one variable over the sum of another.
    record Ratio(int numerator, int denominator) implements Reading {}

    /// The value in these sums.
    default Answer<Double> in(Sums sums) {
        if (sums.n() == 0) {
            return Answer.cannotSay(Because.NO_VISITORS, "No visitor was exposed.");
        }
        if (!sums.isFinite()) {
            return Answer.cannotSay(
                    Because.NOT_FINITE, "A value is infinite, not a number, or beyond 10¹⁵³.");
        }
        return switch (this) {
            case Mean(int variable) -> Answer.said(sums.mean(variable));
            case Share(int variable) -> share(sums, variable);
            case Ratio(int top, int bottom) when sums.sum(bottom) == 0 ->
                    Answer.cannotSay(
                            Because.ZERO_DENOMINATOR, "The denominator's values sum to zero.");
            case Ratio(int top, int bottom) -> Answer.said(sums.mean(top) / sums.mean(bottom));
        };
    }

    /// The slope of the value in each variable's mean. Only where [#in] said a value.
    default double[] slope(Sums sums) {
        double[] slope = new double[sums.variables()];
        switch (this) {
            case Mean(int variable) -> slope[variable] = 1;
            case Share(int variable) -> slope[variable] = 1;
            case Ratio(int top, int bottom) -> {
                double denominator = sums.mean(bottom);
                slope[top] = 1 / denominator;
                slope[bottom] = -sums.mean(top) / (denominator * denominator);
            }
        }
        return slope;
    }

    private static Answer<Double> share(Sums sums, int variable) {
        double ones = sums.sum(variable);
        if (ones != sums.sumOfProducts(variable, variable) || ones < 0 || ones > sums.n()) {
            return Answer.cannotSay(
                    Because.IMPOSSIBLE,
                    "A share counts visitors as 0 or 1; here "
                            + sums.n()
                            + " visitors sum to "
                            + ones
                            + " and their squares to "
                            + sums.sumOfProducts(variable, variable)
                            + ".");
        }
        return Answer.said(ones / sums.n());
    }
}
