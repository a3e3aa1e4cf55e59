package dev.bellwether.api;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Evidence;
import dev.bellwether.watch.Recomputed;
import dev.bellwether.watch.VerdictEffect;
import dev.bellwether.watch.Verdicts;
import java.util.List;
import java.util.Optional;

/// Verdicts, the evidence each stands on, and what follows from it today.
final class VerdictRoutes {
    private static final String ONE = "/verdicts/{verdict}";

    private final Verdicts verdicts;
    private final Checks checks;

    VerdictRoutes(Verdicts verdicts, Checks checks) {
        this.verdicts = verdicts;
        this.checks = checks;
    }

    /// A verdict decided again from its evidence.
    ///
    /// @param same whether that gives what was decided then
    record Again(VerdictChanged stored, Optional<VerdictEffect.Changed> computed, boolean same) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/checks/{check}/verdicts",
                        "A check's verdicts, the newest first",
                        VerdictChanged.class,
                        call ->
                                verdicts.list(
                                        call.organization(),
                                        checks.get(
                                                        call.organization(),
                                                        call.id("check", CheckId::new))
                                                .id(),
                                        call.after(),
                                        call.limit())),
                Route.read(
                        ONE,
                        "Read a verdict",
                        VerdictChanged.class,
                        call -> verdicts.get(call.organization(), id(call))),
                Route.read(
                        ONE + "/evidence",
                        "Every probe that a verdict stands on",
                        Evidence.class,
                        call -> verdicts.evidence(call.organization(), id(call))),
                Route.read(
                        ONE + "/recomputed",
                        "Decide a verdict again from its evidence",
                        Again.class,
                        this::again));
    }

    private static VerdictId id(Call call) {
        return call.id("verdict", VerdictId::new);
    }

    private Again again(Call call) {
        Recomputed recomputed = verdicts.recompute(call.organization(), id(call));
        return new Again(recomputed.stored(), recomputed.computed(), recomputed.isSame());
    }
}
