package dev.bellwether.notify;

import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.Directory;
import dev.bellwether.model.Person;
import dev.bellwether.model.Secrets;
import java.util.Optional;

/// Adds to a message what is not stored with it in plain text: the reader's name, the whole
/// address, and the link by which they take it on, which lets its bearer in and so is made only
/// when it leaves.
record Parcels(Directory directory, AlertLinks links, Secrets secrets) {
    Transport.Parcel of(Load load) {
        Outbound message = load.first();
        Optional<Person> reader =
                message.said().person().flatMap(id -> directory.person(message.organization(), id));
        return new Transport.Parcel(
                message,
                message.contact().open(secrets),
                reader.map(Person::name).orElse(""),
                link(message),
                load.inside());
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
