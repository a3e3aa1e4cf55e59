package dev.bellwether.experiment;

import dev.bellwether.statistics.AlwaysValid;
import dev.bellwether.statistics.Difference;
import dev.bellwether.statistics.FixedHorizon;
import dev.bellwether.statistics.GroupSequential;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Reading;
import dev.bellwether.statistics.SampleRatio;
import dev.bellwether.statistics.Scale;
import dev.bellwether.statistics.Side;
import dev.bellwether.statistics.Spending;
import dev.bellwether.statistics.Sums;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Somebody looks at one campaign of two variations each evening: on which one would each method
/// first have called it? For studies of the methods themselves. Of one thread.
public final class EveningLooks {
    private final Plan plan;
    private final Reading reading;
    private final Map<Method, Integer> calls = new EnumMap<>(Method.class);
    private final List<long[]> visitors = new ArrayList<>();

    public EveningLooks(Plan plan, Reading reading) {
        this.plan = plan;
        this.reading = reading;
    }

    /// Who says that something was found.
    public enum Method {
        SEQUENCE("asymptotic confidence sequence"),
        MIXTURE("mSPRT"),
        OBRIEN_FLEMING("group sequential, O'Brien-Fleming"),
        POCOCK("group sequential, Pocock"),
        PEEKING("Welch's t, looked at daily"),
        END("Welch's t, once at the end"),
        RATIO("sequential sample ratio, at 1 %"),
        RATIO_ALARM("sequential sample ratio, at 0.1 %"),
        RATIO_PEEKING("Pearson's sample ratio daily, at 1 %");

        private final String text;

        Method(String text) {
            this.text = text;
        }

        /// For people.
        public String text() {
            return text;
        }
    }

    /// What is set before the start.
    ///
    /// @param tightestAt visitors of both variations at which the confidence sequence is tightest
    /// @param share of visitors that is set for the treatment
    /// @param obrienFleming bounds of |z|, one an evening
    /// @param pocock the same, spent evenly
    public record Plan(
            double tightestAt, double share, List<Double> obrienFleming, List<Double> pocock) {
        public static final double ALPHA = 0.05;
        public static final double RATIO_LEVEL = 0.01;

        /// How large true lifts tend to be.
        public static final double TAU = 0.05;

        public Plan {
            obrienFleming = List.copyOf(obrienFleming);
            pocock = List.copyOf(pocock);
        }

        /// @param information share of all visitors that each evening is expected to have seen,
        ///   rising to 1
        public static Plan of(double tightestAt, double share, double... information) {
            return new Plan(
                    tightestAt,
                    share,
                    bounds(new Spending.OBrienFleming(), information),
                    bounds(new Spending.Pocock(), information));
        }

        private static List<Double> bounds(Spending spending, double[] information) {
            List<Double> bounds = new ArrayList<>();
            for (double bound : GroupSequential.bounds(spending, ALPHA, information)) {
                bounds.add(bound);
            }
            return bounds;
        }

        int evenings() {
            return pocock.size();
        }
    }

    /// The next evening, with the sums of all who have come since the start.
    public void look(Sums control, Sums treatment) {
        visitors.add(new long[] {control.n(), treatment.n()});
        int evening = visitors.size();
        Level.of(control, reading)
                .then(c ->
                        Level.of(treatment, reading)
                                .then(t -> Difference.between(c, t, Scale.RELATIVE)))
                .optional()
                .ifPresent(difference -> look(evening, difference));
    }

    private void look(int evening, Difference difference) {
        double alpha = Plan.ALPHA;
        note(
                Method.SEQUENCE,
                evening,
                AlwaysValid.sequence(difference, alpha, plan.tightestAt).isSignificant(alpha));
        note(
                Method.MIXTURE,
                evening,
                AlwaysValid.mixture(difference, alpha, Plan.TAU).isSignificant(alpha));
        note(
                Method.OBRIEN_FLEMING,
                evening,
                GroupSequential.mayStop(difference, plan.obrienFleming.get(evening - 1)));
        note(
                Method.POCOCK,
                evening,
                GroupSequential.mayStop(difference, plan.pocock.get(evening - 1)));
        boolean welch = FixedHorizon.welch(difference, alpha, Side.TWO_SIDED).isSignificant(alpha);
        note(Method.PEEKING, evening, welch);
        note(Method.END, evening, welch && evening == plan.evenings());
    }

    /// The evening, from 1, of each method's first call; none of a method that never called.
    public Map<Method, Integer> calls() {
        Map<Method, Integer> all = new EnumMap<>(calls);
        double[] shares = {1 - plan.share, plan.share};
        List<SampleRatio.Look> looks =
                SampleRatio.sequential(visitors, shares, SampleRatio.CONCENTRATION);
        for (int i = 0; i < looks.size(); i++) {
            double pValue = looks.get(i).pValue();
            boolean fixed =
                    SampleRatio.fixed(visitors.get(i), shares)
                            .map(found -> found.pValue() <= Plan.RATIO_LEVEL)
                            .optional()
                            .orElse(false);
            note(all, Method.RATIO, i + 1, pValue <= Plan.RATIO_LEVEL);
            note(all, Method.RATIO_ALARM, i + 1, pValue <= SampleRatio.ALARM);
            note(all, Method.RATIO_PEEKING, i + 1, fixed);
        }
        return all;
    }

    private void note(Method method, int evening, boolean called) {
        note(calls, method, evening, called);
    }

    private static void note(
            Map<Method, Integer> calls, Method method, int evening, boolean called) {
        if (called) {
            calls.putIfAbsent(method, evening);
        }
    }
}
