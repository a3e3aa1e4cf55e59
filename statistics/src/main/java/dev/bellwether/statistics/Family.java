package dev.bellwether.statistics;

import java.util.ArrayList;
import java.util.List;

/// The questions of one campaign, by the role of their metrics. What the campaign is decided on
/// keeps all of α and is not made to pay for curiosity: primary metrics are corrected among
/// themselves alone, secondary ones among themselves. A guardrail is a one-sided test of
/// non-inferiority ([FixedHorizon#notWorse]); all of them must pass, and a rule that asks for all
/// needs no correction (Berger 1982, intersection-union).
///
/// @param primary for primary metrics, usually Holm or Hommel
/// @param secondary for secondary metrics and slices, usually Benjamini–Hochberg
public record Family(Correction primary, Correction secondary) {
    public static final Family USUAL = new Family(Correction.HOLM, Correction.BENJAMINI_HOCHBERG);

    public enum Role {
        PRIMARY,
        SECONDARY,
        GUARDRAIL
    }

    /// A p-value of a metric in its role.
    public record Question(Role role, double pValue) {}

    /// Adjusted p-values in the order given, to be compared with α each.
    public List<Double> adjust(List<Question> questions) {
        List<Double> adjusted = new ArrayList<>(questions.stream().map(Question::pValue).toList());
        for (Role role : Role.values()) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < questions.size(); i++) {
                if (questions.get(i).role == role) {
                    places.add(i);
                }
            }
            double[] p = places.stream().mapToDouble(i -> questions.get(i).pValue).toArray();
            double[] corrected =
                    switch (role) {
                        case PRIMARY -> primary.adjust(p);
                        case SECONDARY -> secondary.adjust(p);
                        case GUARDRAIL -> Correction.NONE.adjust(p);
                    };
            for (int i = 0; i < corrected.length; i++) {
                adjusted.set(places.get(i), corrected[i]);
            }
        }
        return List.copyOf(adjusted);
    }
}
