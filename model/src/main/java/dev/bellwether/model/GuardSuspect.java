package dev.bellwether.model;

import java.time.Instant;

/// A release, or a variation, that may be why the guard raised an alarm.
///
/// @param feature the part of the product that asks; may be empty
/// @param flag the key of the flag; empty for a release
/// @param name of the release or variation
/// @param baseline what it was compared with; empty when nothing was there to compare with
/// @param evidence natural logarithm of the evidence against it; the greater, the likelier
/// @param text the evidence in words
/// @param since when it was first seen
public record GuardSuspect(
        String feature,
        String flag,
        String name,
        String baseline,
        double evidence,
        String text,
        Instant since) {}
