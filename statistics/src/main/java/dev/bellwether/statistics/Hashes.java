package dev.bellwether.statistics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hashes that assign visitors, ours and those of others, each exactly as its owner computes
/// it. Text is UTF-8 but for GrowthBook's, whose browser kit hashes UTF-16 units. Functions without
/// state; safe from any thread.
public final class Hashes {
    private static final int UNLEASH_VARIANT_SEED = 86028157;

    private Hashes() {}

    /// Ours: XXH64 of the key, seeded with XXH64 of the salt. The salt is hashed apart, so no key
    /// can run into it.
    public static long ours(String salt, String key) {
        return XxHash64.of(utf8(key), XxHash64.of(utf8(salt), 0));
    }

    /// GrowthBook, hash version 1 (1,000 buckets) or 2 (10,000): a number in [0, 1).
    public static double growthBook(int version, String seed, String value) {
        return switch (version) {
            case 1 -> Fnv1a.of(value + seed) % 1000 / 1000.0;
            case 2 -> Fnv1a.of(Long.toString(Fnv1a.of(seed + value))) % 10_000 / 10_000.0;
            default ->
                    throw new IllegalArgumentException(
                            "GrowthBook's hash versions are 1 and 2, not " + version + ".");
        };
    }

    /// Kameleoon: a number in [0, 1].
    ///
    /// @param container id of the experiment or of the rule
    /// @param respool the time of the last respool as it stands in the configuration, or empty
    public static double kameleoon(String visitorCode, String container, String respool) {
        return unsigned(kameleoonBits(visitorCode, container, respool)) / 0x1p64;
    }

    static long kameleoonBits(String visitorCode, String container, String respool) {
        byte[] digest = sha256(utf8(visitorCode + container + respool));
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | digest[i] & 0xff;
        }
        return bits;
    }

    /// Optimizely: a bucket from 0 to 9,999.
    public static int optimizely(String bucketingId, String entityId) {
        return (int) (murmur3(bucketingId + entityId, 1) * 10_000 >>> 32);
    }

    /// Unleash's gradual rollout: from 1 to 100, taken if at most the percentage.
    public static int unleash(String groupId, String id) {
        return (int) (murmur3(groupId + ":" + id, 0) % 100) + 1;
    }

    /// Unleash's variants: from 1 to the sum of the weights.
    public static int unleashVariant(String groupId, String id, int weights) {
        return (int) (murmur3(groupId + ":" + id, UNLEASH_VARIANT_SEED) % weights) + 1;
    }

    /// flagd's `fractional` since its high-precision change: from 0 to the sum of the weights,
    /// exclusive.
    public static long flagd(String flagKey, String targetingKey, long weights) {
        return murmur3(flagKey + targetingKey, 0) * weights >>> 32;
    }

    /// MurmurHash3 x86 32, as a number from 0 to 2³² − 1.
    static long murmur3(String text, int seed) {
        return Integer.toUnsignedLong(Murmur3.of(utf8(text), seed));
    }

    /// A double from bits that mean a whole number from 0 to 2⁶⁴ − 1, rounded once.
    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one has not.", e);
        }
    }
}
