package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.CannotSay;
import dev.bellwether.experiment.CampaignResults.Effect;
import dev.bellwether.experiment.CampaignResults.Finding;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Scale;
import dev.bellwether.statistics.Side;
import java.util.Locale;
import java.util.Optional;

/// An effect as one plain sentence. Pure.
record Sentences(CampaignPlan.Kind kind, SiteCampaign.State state, String control) {
    record Spoken(Finding finding, String sentence) {}

    /// @param effect as it is judged, its p-value corrected
    Spoken of(Metric metric, String treatment, Effect effect, Optional<Effect> uncapped) {
        return switch (effect) {
            case CannotSay(var _, String why) ->
                    new Spoken(
                            Finding.CANNOT_SAY,
                            "Cannot say what "
                                    + treatment
                                    + " does to "
                                    + metric.name()
                                    + ", because "
                                    + within(why)
                                    + ".");
            case Said said -> {
                Spoken spoken =
                        !kind.isRandomised()
                                ? observed(metric, treatment, said)
                                : metric.role() == Family.Role.GUARDRAIL
                                        ? guardrail(metric, treatment, said)
                                        : decided(metric, treatment, said);
                yield new Spoken(
                        spoken.finding(),
                        spoken.sentence() + uncapped.map(one -> uncapped(metric, one)).orElse(""));
            }
        };
    }

    private Spoken decided(Metric metric, String treatment, Said said) {
        boolean isUp = said.estimate() > 0;
        if (said.adjusted() <= EffectReader.ALPHA) {
            boolean isGood = isUp == (metric.better() != Side.LESS);
            return new Spoken(
                    isGood ? Finding.BETTER : Finding.WORSE,
                    treatment
                            + (isUp ? " raises " : " lowers ")
                            + metric.name()
                            + " by "
                            + towards(said, isUp)
                            + "; chance "
                            + Figures.chance(isUp ? said.chance() : 1 - said.chance())
                            + ".");
        }
        String open =
                "No effect of "
                        + treatment
                        + " on "
                        + metric.name()
                        + " is shown"
                        + (state == SiteCampaign.State.RUNNING ? " yet: " : ": ")
                        + signed(said)
                        + "; chance that it is "
                        + (isUp ? "higher " : "lower ")
                        + Figures.chance(isUp ? said.chance() : 1 - said.chance())
                        + ".";
        return new Spoken(
                Finding.OPEN,
                said.pValue() <= EffectReader.ALPHA
                        ? open
                                + " Alone it would be one, but it is "
                                + CampaignWords.role(metric.role())
                                + " with others, of which one may look so by chance (p "
                                + Figures.p(said.adjusted())
                                + ")."
                        : open);
    }

    /// Only the side that is worse is asked for, and only in the scale that the margin is of.
    private Spoken guardrail(Metric metric, String treatment, Said said) {
        String margin =
                metric.margin() > 0 ? " by more than " + FlagWords.percent(metric.margin()) : "";
        if (said.scale() == Scale.ABSOLUTE && metric.margin() > 0) {
            return new Spoken(
                    Finding.CANNOT_SAY,
                    "Cannot say whether "
                            + treatment
                            + " worsens "
                            + metric.name()
                            + margin
                            + ", because "
                            + control
                            + " cannot be told from zero; the difference is "
                            + signed(said)
                            + ".");
        }
        boolean isMoreBetter = metric.better() != Side.LESS;
        double worst = isMoreBetter ? -said.low() : said.high();
        double best = isMoreBetter ? -said.high() : said.low();
        if (said.adjusted() <= EffectReader.ALPHA && worst < Math.max(metric.margin(), 0)) {
            return new Spoken(
                    Finding.HOLDS,
                    treatment
                            + " does not worsen "
                            + metric.name()
                            + margin
                            + ": "
                            + signed(said)
                            + ".");
        }
        if (best > metric.margin()) {
            return new Spoken(
                    Finding.WORSE,
                    treatment + " worsens " + metric.name() + margin + ": " + signed(said) + ".");
        }
        return new Spoken(
                Finding.OPEN,
                "Whether "
                        + treatment
                        + " worsens "
                        + metric.name()
                        + margin
                        + " cannot be told"
                        + (state == SiteCampaign.State.RUNNING ? " yet: " : ": ")
                        + signed(said)
                        + ".");
    }

    private Spoken observed(Metric metric, String treatment, Said said) {
        return new Spoken(
                Finding.OBSERVED,
                "Among visitors of "
                        + treatment
                        + ", "
                        + metric.name()
                        + " differs by "
                        + signed(said)
                        + " from "
                        + control
                        + "; nobody was dealt by chance, so it may be for any reason.");
    }

    private static String uncapped(Metric metric, Effect effect) {
        String cap =
                switch (metric.cap().orElseThrow()) {
                    case Metric.Cap.At(double value) -> "at " + Figures.level(value);
                    case Metric.Cap.Percentile(double share) ->
                            "at the " + FlagWords.percent(share) + " percentile";
                };
        return " A visitor counts "
                + cap
                + " at most; without that: "
                + switch (effect) {
                    case Said said -> signed(said);
                    case CannotSay(var _, String why) -> "cannot say, because " + within(why);
                }
                + ".";
    }

    /// `3.1 % (1.2 to 5.0)`, both counted in the direction of the verb.
    private static String towards(Said said, boolean isUp) {
        double width = said.high() - said.low();
        return Figures.size(said.scale(), said.estimate(), width)
                + " ("
                + (isUp
                        ? Figures.range(said.scale(), said.low(), said.high())
                        : Figures.range(said.scale(), -said.high(), -said.low()))
                + ")";
    }

    private static String signed(Said said) {
        double width = said.high() - said.low();
        return Figures.signed(said.scale(), said.estimate(), width)
                + " ("
                + Figures.range(said.scale(), said.low(), said.high())
                + ")";
    }

    /// A sentence as a part of another.
    private static String within(String why) {
        String cut = why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
        return cut.substring(0, 1).toLowerCase(Locale.ROOT) + cut.substring(1);
    }
}
