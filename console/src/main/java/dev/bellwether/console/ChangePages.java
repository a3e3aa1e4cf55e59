package dev.bellwether.console;

import dev.bellwether.model.Change;
import dev.bellwether.model.Role;
import java.util.List;
import java.util.Optional;

/// What was done, the newest first.
final class ChangePages {
    static final String HOME = "/console/changes";
    private static final int PAGE = 50;

    record View(List<Change> changes, Optional<String> next, boolean begun) {}

    private final Rooms rooms;

    ChangePages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
    }

    private Reply list(Visit visit) {
        var slice =
                rooms.incident().changes().list(visit.organization(), visit.optional("next"), PAGE);
        var view =
                new View(
                        slice.items(),
                        slice.next().map(next -> Links.to(HOME, "next", next)),
                        visit.optional("next").isPresent());
        return Reply.page(
                "changes",
                (out, frame) -> JtechangesGenerated.render(out, Html.PLAIN, frame, view));
    }
}
