package dev.bellwether.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is other between two states of a campaign, in words. Pure.
final class CampaignDifference {
    private CampaignDifference() {}

    /// Of what is counted; empty when nothing is.
    static List<String> words(Campaign was, Campaign is) {
        var words = new ArrayList<String>();
        if (!was.variations().equals(is.variations())) {
            words.add("variations are " + arms(is));
        }
        if (!was.until().equals(is.until())) {
            words.add(
                    is.until()
                            .map(until -> "ends " + FlagWords.time(until))
                            .orElse("no planned end"));
        }
        if (!was.zone().equals(is.zone())) {
            words.add("days of " + is.zone());
        }
        if (was.multiple() != is.multiple()) {
            words.add(
                    switch (is.multiple()) {
                        case LEFT_OUT -> "visitors of several variations are left out";
                        case BY_FIRST -> "visitors of several variations count by the first";
                    });
        }
        if (!was.slices().equals(is.slices())) {
            words.add(
                    is.slices().isEmpty()
                            ? "no slices"
                            : "slices are " + String.join(", ", is.slices()));
        }
        metrics(words, was, is);
        return List.copyOf(words);
    }

    /// Of all; empty when nothing is.
    static List<String> words(CampaignPlan was, CampaignPlan is, List<String> counted) {
        var words = new ArrayList<>(counted);
        if (!was.name().equals(is.name())) {
            words.add("called " + is.name());
        }
        if (!was.description().equals(is.description())) {
            words.add("described anew");
        }
        if (was.kind() != is.kind()) {
            words.add("is now " + CampaignWords.kind(is.kind()));
        }
        if (was.plannedVisitors() != is.plannedVisitors()) {
            words.add("planned for " + is.plannedVisitors() + " visitors");
        }
        if (!was.staleAfter().equals(is.staleAfter())) {
            words.add("stale after " + CampaignWords.about(is.staleAfter()));
        }
        return List.copyOf(words);
    }

    static String arms(Campaign campaign) {
        double all = campaign.variations().stream().mapToDouble(Campaign.Arm::weight).sum();
        return campaign.variations().stream()
                .map(arm -> arm.name() + " " + FlagWords.percent(arm.weight() / all))
                .collect(Collectors.joining(", "));
    }

    private static void metrics(List<String> words, Campaign was, Campaign is) {
        List<String> before = was.metrics().stream().map(Metric::key).toList();
        List<String> now = is.metrics().stream().map(Metric::key).toList();
        now.stream()
                .filter(key -> !before.contains(key))
                .forEach(key -> words.add("metric " + key + " added"));
        before.stream()
                .filter(key -> !now.contains(key))
                .forEach(key -> words.add("metric " + key + " taken away"));
        for (Metric metric : is.metrics()) {
            was.metrics().stream()
                    .filter(one -> one.key().equals(metric.key()) && !one.equals(metric))
                    .forEach(one ->
                            words.add(
                                    "metric "
                                            + metric.key()
                                            + (one.equals(metric.as(one.role()))
                                                    ? " is " + CampaignWords.role(metric.role())
                                                    : " measures otherwise")));
        }
    }
}
