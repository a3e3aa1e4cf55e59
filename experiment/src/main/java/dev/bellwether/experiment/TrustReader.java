package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.Check;
import dev.bellwether.experiment.CampaignResults.Freshness;
import dev.bellwether.experiment.CampaignResults.Question;
import dev.bellwether.experiment.CampaignResults.Trust;
import dev.bellwether.experiment.CampaignResults.Verdict;
import dev.bellwether.statistics.SampleRatio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether the figures of a campaign may be believed, before any of them is read. Pure.
record TrustReader(CampaignPlan.Kind kind, Edition edition, Tally tally) {
    /// The always-valid interval is approximate below it.
    static final long LEAST_VISITORS = 100;

    /// How sure a prior is of the shares that were set, in visitors.
    private static final double UNSURE = 100;

    private static final double SOME_MULTIPLE = 0.01;
    private static final double MANY_MULTIPLE = 0.05;

    Trust read(Freshness freshness) {
        List<Check> checks = new ArrayList<>();
        if (kind.isRandomised()) {
            sampleRatio().ifPresent(checks::add);
        } else {
            checks.add(
                    new Check(
                            Question.RANDOMISED,
                            Verdict.WARNS,
                            "Nobody was dealt by chance: visitors were chosen, so whatever differs"
                                    + " between variations may differ for any reason. It is no"
                                    + " proof of an effect."));
        }
        checks.add(multiple());
        checks.add(enough());
        checks.add(
                new Check(
                        Question.FRESHNESS,
                        freshness.stale() ? Verdict.WARNS : Verdict.PASSES,
                        freshness.words()));
        checks.add(edited());
        return Trust.of(checks);
    }

    private Optional<Check> sampleRatio() {
        List<Campaign.Arm> arms = edition.campaign().variations();
        if (arms.size() < 2) {
            return Optional.empty();
        }
        long[] counts = new long[arms.size()];
        List<long[]> looks = new ArrayList<>();
        for (long day : days()) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] +=
                        tally.visitors().getOrDefault(new Tally.Cell(arms.get(i).name(), day), 0L);
            }
            looks.add(counts.clone());
        }
        double[] shares = arms.stream().mapToDouble(Campaign.Arm::weight).toArray();
        double p = sequential(looks, shares);
        boolean isBroken = p < SampleRatio.ALARM;
        return Optional.of(
                new Check(
                        Question.SAMPLE_RATIO,
                        isBroken ? Verdict.FAILS : Verdict.PASSES,
                        isBroken
                                ? "Visitors did not come in the shares that were set ("
                                        + compared(counts)
                                        + "; p "
                                        + Figures.p(p)
                                        + "). Something between the dice and the count is broken;"
                                        + " look for redirects, bots and exposures that are logged"
                                        + " late, and believe no effect."
                                : "Visitors came in the shares that were set ("
                                        + compared(counts)
                                        + "; p "
                                        + Figures.p(p)
                                        + ")."));
    }

    /// The mean of two Bayes factors, which is as good a martingale as each: a prior that is less
    /// sure of the shares sees what is badly broken after a few hundred visitors, the other what is
    /// a little broken after many.
    private static double sequential(List<long[]> looks, double[] shares) {
        List<SampleRatio.Look> soon = SampleRatio.sequential(looks, shares, UNSURE);
        List<SampleRatio.Look> late =
                SampleRatio.sequential(looks, shares, SampleRatio.CONCENTRATION);
        double p = 1;
        for (int i = 0; i < looks.size(); i++) {
            double one = soon.get(i).logBayesFactor();
            double other = late.get(i).logBayesFactor();
            double most = Math.max(one, other);
            double mean =
                    Double.isInfinite(most)
                            ? most
                            : most + Math.log((Math.exp(one - most) + Math.exp(other - most)) / 2);
            p = Math.min(p, Math.exp(-mean));
        }
        return p;
    }

    private TreeSet<Long> days() {
        return tally.visitors().keySet().stream()
                .map(Tally.Cell::day)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String compared(long[] counts) {
        List<Campaign.Arm> arms = edition.campaign().variations();
        double all = Math.max(1, Arrays.stream(counts).sum());
        double weights = arms.stream().mapToDouble(Campaign.Arm::weight).sum();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            words.add(
                    arms.get(i).name()
                            + " "
                            + FlagWords.percent(counts[i] / all)
                            + " of "
                            + FlagWords.percent(arms.get(i).weight() / weights));
        }
        return String.join(", ", words);
    }

    private Check multiple() {
        double share = tally.exposed() == 0 ? 0 : (double) tally.multiple() / tally.exposed();
        boolean isFirst = edition.campaign().multiple() == Campaign.Multiple.BY_FIRST;
        Verdict verdict =
                share <= SOME_MULTIPLE
                        ? Verdict.PASSES
                        : share <= MANY_MULTIPLE || isFirst ? Verdict.WARNS : Verdict.FAILS;
        return new Check(
                Question.MULTIPLE_VARIATIONS,
                verdict,
                (tally.multiple() == 0
                                ? "Nobody saw several variations."
                                : Figures.count(tally.multiple(), "visitor")
                                        + " of "
                                        + Figures.count(tally.exposed())
                                        + " ("
                                        + FlagWords.percent(share)
                                        + ") saw several variations and "
                                        + (isFirst ? "count for the first." : "are left out."))
                        + (verdict == Verdict.PASSES
                                ? ""
                                : " Look whether their key changes, or the assignment."));
    }

    private Check enough() {
        List<String> few =
                edition.campaign().variations().stream()
                        .filter(arm -> arm.weight() > 0)
                        .filter(arm -> ResultsReader.visitors(tally, arm.name()) < LEAST_VISITORS)
                        .map(arm ->
                                arm.name()
                                        + " has "
                                        + Figures.count(ResultsReader.visitors(tally, arm.name())))
                        .toList();
        return few.isEmpty()
                ? new Check(
                        Question.ENOUGH_VISITORS,
                        Verdict.PASSES,
                        "Each variation has at least " + LEAST_VISITORS + " visitors.")
                : new Check(
                        Question.ENOUGH_VISITORS,
                        Verdict.FAILS,
                        "Too few visitors: "
                                + String.join(", ", few)
                                + "; intervals hold from "
                                + LEAST_VISITORS
                                + " each on.");
    }

    private Check edited() {
        String period = "Counted from " + FlagWords.time(edition.campaign().from());
        return edition.isEdited()
                ? new Check(
                        Question.EDITED,
                        Verdict.WARNS,
                        period
                                + " on; edited while running, "
                                + FlagWords.time(edition.madeAt())
                                + " ("
                                + edition.why()
                                + "): all of the period is measured as it is now.")
                : new Check(
                        Question.EDITED,
                        Verdict.PASSES,
                        period
                                + edition.campaign()
                                        .until()
                                        .map(until -> " until " + FlagWords.time(until))
                                        .orElse(" on")
                                + ", edition "
                                + edition.number()
                                + " ("
                                + edition.why()
                                + "); nothing was edited in it.");
    }
}
