package dev.bellwether.console;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Slice;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.watch.Evidence;
import dev.bellwether.watch.Recomputed;
import java.util.Optional;

/// Why a check says what it says: each verdict with its evidence, recomputed on demand.
final class VerdictPages {
    private static final int PAGE = 50;

    record ListView(Check check, Slice<VerdictChanged> verdicts, boolean begun) {
        String path() {
            return CheckPages.HOME + "/" + check.id() + "/verdicts";
        }

        Optional<String> next() {
            return verdicts.next().map(n -> Links.to(path(), "before", n));
        }
    }

    /// @param recomputed set when the reader asked for it
    record View(VerdictChanged verdict, Evidence evidence, Optional<Recomputed> recomputed) {}

    private final Rooms rooms;

    VerdictPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(CheckPages.HOME + "/{id}/verdicts", Role.VIEWER, this::list);
        routes.get("/console/verdicts/{id}", Role.VIEWER, visit -> show(visit, false));
        routes.post("/console/verdicts/{id}", Role.VIEWER, visit -> show(visit, true));
    }

    private Reply list(Visit visit) {
        Check check = rooms.checks().get(visit.organization(), visit.id("check", CheckId::new));
        var slice =
                rooms.verdicts()
                        .list(visit.organization(), check.id(), visit.optional("before"), PAGE);
        var view = new ListView(check, slice, visit.optional("before").isPresent());
        return Reply.page(
                "checks",
                (out, frame) -> JteverdictsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply show(Visit visit, boolean recompute) {
        VerdictId id = visit.id("verdict", VerdictId::new);
        var view =
                new View(
                        rooms.verdicts().get(visit.organization(), id),
                        rooms.verdicts().evidence(visit.organization(), id),
                        recompute
                                ? Optional.of(rooms.verdicts().recompute(visit.organization(), id))
                                : Optional.empty());
        return Reply.page(
                "checks", (out, frame) -> JteverdictGenerated.render(out, Html.PLAIN, frame, view));
    }
}
