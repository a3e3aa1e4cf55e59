package dev.bellwether.guard;

import java.time.Duration;

/// For how long a guard may use its part without a sign of life, and after how long others may take
/// it. Each pair is reckoned on two machines by two steady clocks, from two moments: the guard's
/// from before it sent its last sign of life, the others' from after they saw it. So only the
/// clocks' rates are compared, over the difference of the pair; and that is also how long a query
/// may be on its way until the node shows it.
///
/// @param lease for which a guard uses all of its part
/// @param keep for which it goes on with what it keeps of it
/// @param lapse after which others may take all but that
/// @param end after which others may take that too
/// @param reborn after which a guard is known to have ended when another of its home lives
record PartTerms(Duration lease, Duration keep, Duration lapse, Duration end, Duration reborn) {
    static PartTerms standard() {
        return new PartTerms(
                Duration.ofSeconds(10),
                Duration.ofMinutes(60),
                Duration.ofSeconds(20),
                Duration.ofMinutes(65),
                Duration.ofSeconds(5));
    }
}
