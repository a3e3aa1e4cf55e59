package dev.bellwether.statistics;

import java.util.Arrays;

/// Which variation a visitor gets, by the hash a campaign was started with, so that a campaign that
/// moves here from another system reshuffles nobody. Immutable and thread-safe; made once per
/// campaign, asked for each visitor.
///
/// Shares are ranges of [0, 1): variation i begins where the shares before it end, and takes
/// `coverage` of its own share. So more coverage adds visitors and moves none. (Kameleoon, Unleash
/// and flagd have rules of their own; see there.)
public sealed interface Bucketing {
    /// Ours, 64 bits.
    ///
    /// @param salt of the campaign, never changed while it runs
    record Ours(String salt) implements Bucketing {}

    /// @param version of the hash, 1 or 2
    record GrowthBook(int version, String seed) implements Bucketing {
        public GrowthBook {
            if (version != 1 && version != 2) {
                throw new IllegalArgumentException(
                        "GrowthBook's hash versions are 1 and 2, not " + version + ".");
            }
        }
    }

    /// Coverage is the rule's exposition, by a hash of its own; shares are by the experiment's.
    ///
    /// @param rule its id
    /// @param experiment its id
    /// @param respool empty if there was none
    record Kameleoon(String rule, String experiment, String respool) implements Bucketing {}

    /// @param entity id of the experiment or of the group
    record Optimizely(String entity) implements Bucketing {}

    /// Coverage is the rollout's whole percentage, by its own hash; shares are weights in
    /// thousandths.
    record Unleash(String rolloutGroup, String variantGroup) implements Bucketing {}

    /// Shares are weights in ten-thousandths of their sum; there is no coverage but 1.
    record Flagd(String flagKey) implements Bucketing {}

    /// No variation: the visitor is not part of the campaign.
    int NONE = -1;

    /// The variation of this visitor, from 0, or [#NONE].
    default int choose(String key, Shares shares) {
        return switch (this) {
            case Ours(String salt) -> shares.at((Hashes.ours(salt, key) >>> 11) * 0x1p-53);
            case GrowthBook(int version, String seed) ->
                    shares.at(Hashes.growthBook(version, seed, key));
            case Kameleoon(String rule, String experiment, String respool) ->
                    Hashes.kameleoon(key, rule, respool) <= shares.coverage
                            ? shares.of(Hashes.kameleoon(key, experiment, respool))
                            : NONE;
            case Optimizely(String entity) -> shares.at(Hashes.optimizely(key, entity) / 10_000.0);
            case Unleash(String rollout, String variants) ->
                    Hashes.unleash(rollout, key) <= Math.round(shares.coverage * 100)
                            ? shares.within(
                                    Hashes.unleashVariant(variants, key, shares.sum(1000)) - 1,
                                    1000)
                            : NONE;
            case Flagd(String flagKey) ->
                    shares.within(Hashes.flagd(flagKey, key, shares.sum(10_000)), 10_000);
        };
    }

    /// The shares of the variations, and how much of each is taken.
    final class Shares {
        private final double[] parts;
        private final double[] begins;
        private final double[] ends;
        private final double coverage;

        /// @param coverage from 0 to 1
        /// @param parts of all visitors, each at least 0, together at most 1
        public Shares(double coverage, double... parts) {
            double sum = Arrays.stream(parts).sum();
            boolean fits =
                    coverage >= 0
                            && coverage <= 1
                            && parts.length > 0
                            && sum <= 1 + 1e-9
                            && Arrays.stream(parts).allMatch(part -> part >= 0);
            if (!fits) {
                throw new IllegalArgumentException(
                        "Shares are at least 0 and together at most 1, coverage is from 0 to 1; not "
                                + Arrays.toString(parts)
                                + " and "
                                + coverage
                                + ".");
            }
            this.parts = parts.clone();
            this.coverage = coverage;
            this.begins = new double[parts.length];
            this.ends = new double[parts.length];
            double before = 0;
            for (int i = 0; i < parts.length; i++) {
                begins[i] = before;
                ends[i] = before + coverage * parts[i];
                before += parts[i];
            }
            // Ten tenths are one, whatever doubles say: nobody falls off the end.
            if (coverage == 1 && Math.abs(before - 1) < 1e-9) {
                ends[parts.length - 1] = 1;
            }
        }

        /// Without regard to coverage, each share with its end.
        ///
        /// @param position from 0 to 1, both inclusive
        int of(double position) {
            double end = 0;
            for (int i = 0; i < parts.length; i++) {
                end += parts[i];
                if (position <= end || end > 1 - 1e-9) {
                    return i;
                }
            }
            return NONE;
        }

        int at(double position) {
            for (int i = 0; i < parts.length; i++) {
                if (position >= begins[i] && position < ends[i]) {
                    return i;
                }
            }
            return NONE;
        }

        /// The variation of a whole number below the sum of the whole weights.
        int within(long bucket, int scale) {
            long end = 0;
            for (int i = 0; i < parts.length; i++) {
                end += weight(i, scale);
                if (bucket < end) {
                    return i;
                }
            }
            return NONE;
        }

        int sum(int scale) {
            int sum = 0;
            for (int i = 0; i < parts.length; i++) {
                sum += weight(i, scale);
            }
            return sum;
        }

        private int weight(int i, int scale) {
            return (int) Math.round(parts[i] * scale);
        }
    }
}
