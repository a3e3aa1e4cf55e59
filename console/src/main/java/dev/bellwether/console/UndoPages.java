package dev.bellwether.console;

import dev.bellwether.model.Actor;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.store.Trash;
import dev.bellwether.watch.Undone;
import java.util.List;

/// What was deleted a short while ago, and bringing it back.
final class UndoPages {
    static final String HOME = "/console/undo";

    record View(List<Trash.Kept> kept) {}

    private final Rooms rooms;

    UndoPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.EDITOR, this::list);
        routes.post(HOME + "/{id}", Role.EDITOR, this::undo);
    }

    private Reply list(Visit visit) {
        var view =
                new View(
                        rooms
                                .store()
                                .read(sql -> Trash.list(sql, visit.organization(), visit.now()))
                                .stream()
                                .filter(kept -> !kept.name().isEmpty())
                                .toList());
        return Reply.page(
                "undo", (out, frame) -> JteundoGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply undo(Visit visit) {
        String id = visit.context().pathParam("id");
        OrganizationId organization = visit.organization();
        return rooms.store()
                .read(sql -> Trash.find(sql, organization, id, visit.now()))
                .map(kept -> bringBack(kept, visit.actor()))
                .orElseGet(() ->
                        Reply.sorry(
                                HOME,
                                "This was undone already, or more than "
                                        + Trash.KEPT.toMinutes()
                                        + " minutes have passed. It is gone for good."));
    }

    private Reply bringBack(Trash.Kept kept, Actor actor) {
        OrganizationId organization = kept.organization();
        String id = kept.id();
        return switch (kept.kind()) {
            case "checks" -> checks(rooms.checks().undo(organization, id, actor));
            case "service" -> {
                var service = rooms.services().undo(organization, id, actor);
                yield Reply.done(
                        ServicePages.HOME + "/" + service.id(),
                        service.name() + " is back. Its checks follow in a moment.");
            }
            case "schedule" -> {
                var schedule = rooms.schedules().undo(organization, id, actor);
                yield Reply.done(
                        SchedulePages.HOME + "/" + schedule.id(), schedule.name() + " is back.");
            }
            case "policy" -> {
                var policy = rooms.policies().undo(organization, id, actor);
                yield Reply.done(PolicyPages.HOME, policy.name() + " is back.");
            }
            case "page" -> {
                var page = rooms.pages().undo(organization, id, actor);
                yield Reply.done(
                        StatusPagePages.HOME + "/" + page.id() + "/components",
                        page.name() + " is as it was.");
            }
            case "provider" -> {
                var provider = rooms.providers().undo(organization, id);
                yield Reply.done(
                        ProviderPages.HOME + "/" + provider.id(), provider.name() + " is back.");
            }
            default -> throw new NotFound("deletion that can be undone", id);
        };
    }

    private static Reply checks(Undone undone) {
        String done =
                Words.count(undone.done(), "check is", "checks are") + " as before the change.";
        if (undone.refused().isEmpty()) {
            return Reply.done(CheckListPages.HOME, done);
        }
        List<String> named = undone.refused().stream().limit(10).toList();
        int more = undone.refused().size() - named.size();
        return Reply.sorry(
                CheckListPages.HOME,
                done
                        + " These were changed since, and stay: "
                        + String.join(", ", named)
                        + (more > 0 ? " and " + more + " more." : "."));
    }
}
