package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.said;
import static dev.bellwether.statistics.Vectors.same;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// From the sums of GrowthBook's words to ours.
final class GrowthBookEffects {
    private GrowthBookEffects() {}

    static Difference difference(JsonNode vector, Scale scale) {
        JsonNode control = vector.get("control");
        JsonNode treatment = vector.get("treatment");
        return switch (vector.get("kind").asString()) {
            case "mean" ->
                    between(
                            Vectors.raw(control),
                            Vectors.raw(treatment),
                            new Reading.Mean(0),
                            scale);
            case "proportion" ->
                    between(share(control), share(treatment), new Reading.Share(0), scale);
            case "ratio" ->
                    between(ratio(control), ratio(treatment), new Reading.Ratio(0, 1), scale);
            case "cuped" ->
                    cuped(
                            vector,
                            named(control, List.of("post", "pre"), "_"),
                            named(treatment, List.of("post", "pre"), "_"),
                            new Reading.Mean(0),
                            new Reading.Mean(1),
                            scale);
            case "cuped_ratio" ->
                    cuped(
                            vector,
                            ratioBefore(control),
                            ratioBefore(treatment),
                            new Reading.Ratio(0, 1),
                            new Reading.Ratio(2, 3),
                            scale);
            case "quantile_unit" ->
                    said(
                            Difference.between(
                                    said(Quantiles.ofVisitors(ranked(control))),
                                    said(Quantiles.ofVisitors(ranked(treatment))),
                                    scale));
            case "quantile_event" ->
                    said(
                            Difference.between(
                                    said(Quantiles.ofEvents(ranked(control), below(control))),
                                    said(Quantiles.ofEvents(ranked(treatment), below(treatment))),
                                    scale));
            default -> throw new AssertionError(vector.get("kind"));
        };
    }

    private static Difference between(Sums c, Sums t, Reading reading, Scale scale) {
        return said(
                Difference.between(said(Level.of(c, reading)), said(Level.of(t, reading)), scale));
    }

    private static Difference cuped(
            JsonNode vector, Sums c, Sums t, Reading metric, Reading before, Scale scale) {
        var adjusted = said(Cuped.difference(c, t, metric, List.of(before), scale));
        same(adjusted.thetas().getFirst(), vector.get("theta"));
        return adjusted.difference();
    }

    private static Sums share(JsonNode arm) {
        double ones = arm.get("sum").asDouble();
        return Sums.ofRaw(arm.get("n").asLong(), ones, ones);
    }

    private static Sums ratio(JsonNode arm) {
        return Sums.ofRaw(
                arm.get("n").asLong(),
                new double[] {arm.get("num_sum").asDouble(), arm.get("den_sum").asDouble()},
                new double[][] {
                    {
                        arm.get("num_sum_squares").asDouble(),
                        arm.get("num_den_sum_product").asDouble()
                    },
                    {0, arm.get("den_sum_squares").asDouble()}
                });
    }

    private static Sums ratioBefore(JsonNode arm) {
        double[] sums = {
            number(arm, "m_sum"),
            number(arm, "d_sum"),
            number(arm, "m_pre_sum"),
            number(arm, "d_pre_sum")
        };
        double[][] products = {
            {
                number(arm, "m_sum_squares"),
                number(arm, "m_d_sum_product"),
                number(arm, "m_mpre_sum_product"),
                number(arm, "m_dpre_sum_product")
            },
            {
                0,
                number(arm, "d_sum_squares"),
                number(arm, "mpre_d_sum_product"),
                number(arm, "d_dpre_sum_product")
            },
            {0, 0, number(arm, "m_pre_sum_squares"), number(arm, "mpre_dpre_sum_product")},
            {0, 0, 0, number(arm, "d_pre_sum_squares")}
        };
        return Sums.ofRaw(arm.get("n").asLong(), sums, products);
    }

    private static Sums named(JsonNode arm, List<String> names, String between) {
        int k = names.size();
        double[] sums = new double[k];
        double[][] products = new double[k][k];
        for (int i = 0; i < k; i++) {
            sums[i] = number(arm, names.get(i) + "_sum");
            products[i][i] = number(arm, names.get(i) + "_sum_squares");
            for (int j = i + 1; j < k; j++) {
                products[i][j] =
                        number(arm, names.get(i) + between + names.get(j) + "_sum_product");
            }
        }
        return Sums.ofRaw(arm.get("n").asLong(), sums, products);
    }

    static double number(JsonNode arm, String name) {
        return arm.get(name).asDouble();
    }

    private static Quantiles.Ranked ranked(JsonNode arm) {
        return new Quantiles.Ranked(
                arm.get("n").asLong(),
                arm.get("n_star").asLong(),
                number(arm, "nu"),
                number(arm, "quantile_hat"),
                number(arm, "quantile_lower"),
                number(arm, "quantile_upper"));
    }

    private static Sums below(JsonNode arm) {
        return Sums.ofRaw(
                arm.get("n_clusters").asLong(),
                new double[] {number(arm, "main_sum"), number(arm, "denominator_sum")},
                new double[][] {
                    {number(arm, "main_sum_squares"), number(arm, "main_denominator_sum_product")},
                    {0, number(arm, "denominator_sum_squares")}
                });
    }
}
