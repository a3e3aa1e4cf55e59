package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.util.Arrays;

/// What each hash can express: what it cannot would be rounded, and then the shares that are set
/// would not be those that visitors get. Pure.
final class HashRules {
    private static final int MOST = 200;

    private HashRules() {}

    static void hash(Faults faults, String path, Bucketing by) {
        switch (by) {
            case Bucketing.Ours(String salt) -> faults.length(path + ".salt", salt, MOST);
            case Bucketing.GrowthBook(int version, String seed) ->
                    faults.length(path + ".seed", seed, MOST);
            case Bucketing.Kameleoon(String rule, String experiment, String respool) -> {
                faults.length(path + ".rule", rule, MOST);
                faults.length(path + ".experiment", experiment, MOST);
            }
            case Bucketing.Optimizely(String entity) ->
                    faults.length(path + ".entity", entity, MOST);
            case Bucketing.Unleash(String rollout, String variants) -> {
                faults.length(path + ".rolloutGroup", rollout, MOST);
                faults.length(path + ".variantGroup", variants, MOST);
            }
            case Bucketing.Flagd(String flagKey) -> faults.length(path + ".flagKey", flagKey, MOST);
        }
    }

    static void shares(Faults faults, String path, Bucketing by, double... shares) {
        switch (by) {
            case Bucketing.Unleash unleash ->
                    faults.require(
                            isWholeOf(1_000, shares),
                            path,
                            "'"
                                    + Arrays.toString(shares)
                                    + "': Unleash divides all into thousandths; they are together 1");
            case Bucketing.Flagd flagd ->
                    faults.require(
                            isWholeOf(10_000, shares),
                            path,
                            "'"
                                    + Arrays.toString(shares)
                                    + "': flagd divides all into ten-thousandths; they are together 1");
            case Bucketing.Ours ours -> {}
            case Bucketing.GrowthBook growthBook -> {}
            case Bucketing.Kameleoon kameleoon -> {}
            case Bucketing.Optimizely optimizely -> {}
        }
    }

    static void coverage(Faults faults, String path, Bucketing by, double coverage) {
        switch (by) {
            case Bucketing.Unleash unleash ->
                    faults.require(
                            isWhole(coverage * 100),
                            path,
                            "'" + coverage + "': Unleash covers whole percents");
            case Bucketing.Flagd flagd ->
                    faults.require(
                            coverage == 1,
                            path,
                            "'" + coverage + "': flagd covers all, which is 1");
            case Bucketing.Ours ours -> {}
            case Bucketing.GrowthBook growthBook -> {}
            case Bucketing.Kameleoon kameleoon -> {}
            case Bucketing.Optimizely optimizely -> {}
        }
    }

    /// Both divide the sum of the weights, so visitors can be left out by coverage alone.
    private static boolean isWholeOf(int parts, double... shares) {
        return Arrays.stream(shares).allMatch(share -> isWhole(share * parts))
                && Math.abs(Arrays.stream(shares).sum() - 1) < 1e-9;
    }

    private static boolean isWhole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-6;
    }
}
