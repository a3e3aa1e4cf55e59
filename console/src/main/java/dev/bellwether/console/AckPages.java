package dev.bellwether.console;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.Person;
import dev.bellwether.notify.Drill;
import dev.bellwether.notify.Drills;
import dev.bellwether.people.AlertLink;
import java.util.Optional;

/// The page behind the link in a mail: one button. Fetching it does nothing, since mail scanners
/// fetch every link; only the button acknowledges.
final class AckPages {
    /// @param escalated true right after that button was pressed
    record View(String token, Alert alert, Person person, boolean escalated) {
        boolean mine() {
            return alert.acknowledgedBy()
                    .filter(by -> by.id().equals(person.id().value()))
                    .isPresent();
        }
    }

    record DrillView(String token, Drill drill) {}

    private record Found(AlertLink link, Alert alert, Person person) {}

    private final Rooms rooms;

    AckPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.openGet("/ack/{token}", this::ask);
        routes.openPost("/ack/{token}", this::acknowledge);
        routes.openPost("/ack/{token}/escalate", this::escalate);
    }

    private Reply ask(Guest guest) {
        Optional<DrillView> drill = drill(guest, false);
        if (drill.isPresent()) {
            return page(drill.get());
        }
        return found(guest)
                .map(f -> page(new View(guest.token(), f.alert(), f.person(), false)))
                .orElseGet(AckPages::invalid);
    }

    private Reply acknowledge(Guest guest) {
        Optional<DrillView> drill = drill(guest, true);
        if (drill.isPresent()) {
            return page(drill.get());
        }
        Optional<Found> found = found(guest);
        if (found.isEmpty()) {
            return invalid();
        }
        AlertLink link = found.get().link();
        Alert after =
                rooms.alerts()
                        .acknowledge(
                                link.organization(),
                                link.alert(),
                                Actor.person(found.get().person()));
        return page(new View(guest.token(), after, found.get().person(), false));
    }

    /// Whoever cannot take it says so with the other button.
    private Reply escalate(Guest guest) {
        Optional<Found> found = found(guest);
        if (found.isEmpty()) {
            return invalid();
        }
        AlertLink link = found.get().link();
        Person person = found.get().person();
        if (!found.get().alert().isOpen()) {
            return page(new View(guest.token(), found.get().alert(), person, false));
        }
        Alert after =
                rooms.alerts().escalate(link.organization(), link.alert(), Actor.person(person));
        return page(new View(guest.token(), after, person, true));
    }

    private Optional<DrillView> drill(Guest guest, boolean takeOn) {
        if (guest.token().length() > 1_000) {
            return Optional.empty();
        }
        Drills drills = rooms.messages().drills();
        return rooms.links()
                .read(guest.token())
                .flatMap(link ->
                        takeOn
                                ? drills.acknowledge(
                                        link.organization(), link.alert(), link.person())
                                : drills.find(link.organization(), link.alert()))
                .map(drill -> new DrillView(guest.token(), drill));
    }

    private static Reply page(DrillView view) {
        return Reply.page(
                "",
                (out, frame) -> JteackDrillGenerated.render(out, Html.PLAIN, frame.guest(), view));
    }

    /// A link of somebody who left, or of an alert that is gone, is as good as none.
    private Optional<Found> found(Guest guest) {
        if (guest.token().length() > 1_000) {
            return Optional.empty();
        }
        return rooms.links()
                .read(guest.token())
                .flatMap(link -> {
                    Optional<Person> person =
                            rooms.people()
                                    .person(link.organization(), link.person())
                                    .filter(Person::active);
                    return rooms.alerts()
                            .find(link.organization(), link.alert())
                            .flatMap(alert -> person.map(p -> new Found(link, alert, p)));
                });
    }

    private static Reply page(View view) {
        return Reply.page(
                "", (out, frame) -> JteackGenerated.render(out, Html.PLAIN, frame.guest(), view));
    }

    private static Reply invalid() {
        return new Reply.Page(
                404,
                "",
                (out, frame) -> JteackInvalidGenerated.render(out, Html.PLAIN, frame.guest()));
    }
}
