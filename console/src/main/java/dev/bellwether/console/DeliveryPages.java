package dev.bellwether.console;

import dev.bellwether.model.Person;
import dev.bellwether.model.Role;
import dev.bellwether.model.Slice;
import dev.bellwether.notify.Delivery;
import java.util.List;
import java.util.Optional;

/// Every message that left, or should have, with the transport's own words.
final class DeliveryPages {
    static final String HOME = "/console/deliveries";
    private static final int PAGE = 50;

    record Row(Delivery delivery, String who) {
        String state() {
            return switch (delivery.state()) {
                case QUEUED -> delivery.attempt() == 0 ? "Queued" : "Trying again";
                case SENDING -> "Being sent";
                case SENT -> "Sent";
                case DELIVERED -> "Delivered";
                case FAILED -> "Failed";
                case CANCELLED -> "No longer needed";
            };
        }

        String tone() {
            return switch (delivery.state()) {
                case QUEUED -> delivery.attempt() == 0 ? "dim" : "warn";
                case SENDING, SENT -> "plan";
                case DELIVERED -> "good";
                case FAILED -> "bad";
                case CANCELLED -> "dim";
            };
        }

        String kind() {
            return switch (delivery.kind()) {
                case PAGE -> "Page";
                case RESOLVED -> "All clear";
                case ACKNOWLEDGED -> "Taken on";
                case BACKLOG -> "Backlog";
                case MAIL -> "Mail";
            };
        }
    }

    record View(List<Row> rows, Optional<String> next, boolean begun) {}

    private final Rooms rooms;

    DeliveryPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
    }

    private Reply list(Visit visit) {
        Slice<Delivery> slice =
                rooms.messages()
                        .deliveries()
                        .latest(visit.organization(), visit.optional("after"), PAGE);
        var view =
                new View(
                        slice.items().stream().map(d -> new Row(d, who(visit, d))).toList(),
                        slice.next().map(n -> Links.to(HOME, "after", n)),
                        visit.optional("after").isPresent());
        return Reply.page(
                "deliveries",
                (out, frame) -> JtedeliveriesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private String who(Visit visit, Delivery delivery) {
        return delivery.person()
                .flatMap(id -> rooms.people().person(visit.organization(), id))
                .map(Person::name)
                .orElse("");
    }
}
