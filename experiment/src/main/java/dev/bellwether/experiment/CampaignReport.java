package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.Finding;
import dev.bellwether.experiment.CampaignResults.Freshness;
import dev.bellwether.statistics.Family;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The campaigns of a site by goal: who was first exposed in a period and what they came to, beside
/// the period before. Archived campaigns are not in it.
///
/// @param from first day of the period, in each campaign's zone
/// @param until last day of it
/// @param before first day of the period before, which ends the day before `from`
/// @param campaigns by key
public record CampaignReport(
        LocalDate from, LocalDate until, LocalDate before, List<OfCampaign> campaigns) {
    public CampaignReport {
        campaigns = List.copyOf(campaigns);
    }

    /// Days of the longest period.
    public static final int MOST_DAYS = 400;

    /// @param randomised whether visitors were dealt by chance
    /// @param warning what must be known before any figure is read; empty: nothing
    /// @param began when the newest edition began, before which nothing of it counts; empty while
    ///   the campaign was never started
    /// @param freshness empty while there are no figures
    /// @param believed whether no check of the whole campaign failed
    public record OfCampaign(
            String campaign,
            String name,
            CampaignPlan.Kind kind,
            SiteCampaign.State state,
            boolean randomised,
            Optional<String> warning,
            Optional<Instant> began,
            Optional<Freshness> freshness,
            Optional<Boolean> believed,
            List<Arm> variations,
            List<OfMetric> metrics) {
        public OfCampaign {
            variations = List.copyOf(variations);
            metrics = List.copyOf(metrics);
        }
    }

    /// @param visitors who count and were first exposed in the period
    /// @param before the same in the period before
    public record Arm(String variation, long visitors, long before) {}

    /// @param measures what it measures, in words
    /// @param findings on the whole campaign, a treatment each
    public record OfMetric(
            String metric,
            String name,
            String measures,
            Family.Role role,
            List<Level> levels,
            List<Told> findings) {
        public OfMetric {
            levels = List.copyOf(levels);
            findings = List.copyOf(findings);
        }
    }

    /// @param value of the visitors of the period; empty where it cannot be said
    /// @param change of the value as a share of `before`; empty where that is 0 or unknown
    public record Level(
            String variation,
            Optional<Double> value,
            Optional<Double> before,
            Optional<Double> change) {}

    public record Told(String treatment, Finding finding, String sentence) {}
}
