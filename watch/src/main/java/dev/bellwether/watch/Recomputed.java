package dev.bellwether.watch;

import dev.bellwether.model.VerdictChanged;
import java.util.Optional;

/// A verdict beside what its evidence gives today.
///
/// @param stored what was decided then
/// @param computed what follows from the evidence; empty when nothing does
public record Recomputed(VerdictChanged stored, Optional<VerdictEffect.Changed> computed) {
    /// The evidence gives the verdict that was decided.
    public boolean isSame() {
        return computed.isPresent()
                && computed.get()
                        .equals(
                                new VerdictEffect.Changed(
                                        stored.from(),
                                        stored.to(),
                                        stored.before(),
                                        stored.status(),
                                        stored.summary(),
                                        stored.since(),
                                        stored.decidedAt()));
    }
}
