package dev.bellwether.notify;

import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.Directory;
import dev.bellwether.model.Person;
import java.util.Optional;

/// Adds to a message what is not stored with it: the reader's name, and the link by which they take
/// it on, which lets its bearer in and so is made only when it leaves.
record Parcels(Directory directory, AlertLinks links) {
    Transport.Parcel of(Outbound message) {
        Optional<Person> reader =
                message.said().person().flatMap(id -> directory.person(message.organization(), id));
        return new Transport.Parcel(message, reader.map(Person::name).orElse(""), link(message));
    }

    private String link(Outbound message) {
        boolean wanted =
                message.kind() == Delivery.Kind.PAGE
                        && message.said().alert().isPresent()
                        && message.said().person().isPresent();
        return wanted
                ? links.acknowledge(
                        message.organization(),
                        message.said().alert().get(),
                        message.said().person().get())
                : "";
    }
}
