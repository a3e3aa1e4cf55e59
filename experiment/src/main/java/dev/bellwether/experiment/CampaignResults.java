package dev.bellwether.experiment;

import dev.bellwether.statistics.Because;
import dev.bellwether.statistics.Scale;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a campaign did, as far as its sums can say: the trust panel, one sentence a metric and
/// treatment, and the numbers behind it.
///
/// @param control the variation that all others are compared with
/// @param metrics in the campaign's order
public record CampaignResults(
        String campaign,
        String name,
        CampaignPlan.Kind kind,
        SiteCampaign.State state,
        Period period,
        Freshness freshness,
        Trust trust,
        String control,
        List<ArmCount> arms,
        List<OfMetric> metrics) {
    public CampaignResults {
        arms = List.copyOf(arms);
        metrics = List.copyOf(metrics);
    }

    /// What is counted.
    ///
    /// @param edition see [Edition]
    /// @param why the edition was made
    /// @param filter in words; empty: everybody
    public record Period(
            long edition, Instant from, Optional<Instant> until, String why, String filter) {}

    /// @param asOf until when what arrived is in the figures
    /// @param newest when the newest event of the site arrived
    /// @param staleSince from when on the figures are too old; empty while they are not
    /// @param words one sentence
    public record Freshness(
            Instant asOf, Optional<Instant> newest, Optional<Instant> staleSince, String words) {
        public boolean stale() {
            return staleSince.isPresent();
        }
    }

    /// Whether the figures may be believed.
    ///
    /// @param passes no check failed
    public record Trust(boolean passes, List<Check> checks) {
        public Trust {
            checks = List.copyOf(checks);
        }

        static Trust of(List<Check> checks) {
            return new Trust(
                    checks.stream().noneMatch(check -> check.verdict() == Verdict.FAILS), checks);
        }
    }

    /// @param words one sentence: what was found and, where it is bad, what to do
    public record Check(Question question, Verdict verdict, String words) {}

    public enum Question {
        RANDOMISED,
        SAMPLE_RATIO,
        MULTIPLE_VARIATIONS,
        ENOUGH_VISITORS,
        FRESHNESS,
        EDITED
    }

    public enum Verdict {
        PASSES,
        WARNS,
        FAILS
    }

    /// @param share of the visitors that was set, 0 to 1
    public record ArmCount(String variation, double share, long visitors) {}

    /// @param measures what it measures, in words
    /// @param levels where each variation stands
    /// @param comparisons each treatment against the control
    public record OfMetric(
            Metric metric, String measures, List<ArmLevel> levels, List<Comparison> comparisons) {
        public OfMetric {
            levels = List.copyOf(levels);
            comparisons = List.copyOf(comparisons);
        }
    }

    public record ArmLevel(String variation, Level level) {}

    public sealed interface Level {}

    /// @param standardError of the value
    public record Stands(double value, double standardError) implements Level {}

    /// @param why a sentence
    public record Unknown(Because because, String why) implements Level {}

    /// @param sentence what people read first
    /// @param effect on the metric as it is judged: with its cap if it has one, adjusted by its
    ///   covariates if it has some
    /// @param uncapped the same without the cap; empty without one
    /// @param series of the effect, by day of first exposure, each day with all before
    public record Comparison(
            String treatment,
            Finding finding,
            String sentence,
            Effect effect,
            Optional<Effect> uncapped,
            List<DayEffect> series) {
        public Comparison {
            series = List.copyOf(series);
        }
    }

    public enum Finding {
        /// An effect in the direction that is wanted.
        BETTER,
        WORSE,
        /// A guardrail: not worse by more than its margin.
        HOLDS,
        /// No effect is shown.
        OPEN,
        /// There is a difference, and nobody was dealt by chance.
        OBSERVED,
        CANNOT_SAY
    }

    public sealed interface Effect {}

    /// @param scale relative to the control, or in the metric's unit where a share of the control
    ///   cannot be said
    /// @param low and `high`: holds whenever one looks (95 %)
    /// @param pValue holds whenever one looks
    /// @param adjusted the same, corrected for all metrics of the role
    /// @param fixedLow and `fixedHigh`, `fixedPValue`: of Welch's test, which holds at one look
    ///   that was planned
    /// @param chance that the treatment is higher, with nothing believed before
    /// @param lossOfTreatment what one expects to lose by taking it if more is better
    /// @param varianceLeft by the covariates; 1 without one
    public record Said(
            Scale scale,
            double estimate,
            double low,
            double high,
            double pValue,
            double adjusted,
            double fixedLow,
            double fixedHigh,
            double fixedPValue,
            double chance,
            double lossOfTreatment,
            double varianceLeft)
            implements Effect {
        Said adjusted(double p) {
            return new Said(
                    scale,
                    estimate,
                    low,
                    high,
                    pValue,
                    p,
                    fixedLow,
                    fixedHigh,
                    fixedPValue,
                    chance,
                    lossOfTreatment,
                    varianceLeft);
        }
    }

    /// @param why a sentence
    public record CannotSay(Because because, String why) implements Effect {}

    /// @param visitors of both variations until then
    public record DayEffect(
            LocalDate day, long visitors, Scale scale, double estimate, double low, double high) {}
}
