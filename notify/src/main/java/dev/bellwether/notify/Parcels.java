package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.Channel;
import dev.bellwether.model.Directory;
import dev.bellwether.model.Person;
import dev.bellwether.model.Secrets;
import java.util.Optional;

/// Adds to a message what is not stored with it in plain text: the reader's name, the whole
/// address, and the link by which they take it on, which lets its bearer in and so is made only
/// when it leaves. A place that many read gets the address of the alert's page instead, where one
/// signs in first.
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
        if (message.kind() != Delivery.Kind.PAGE || message.said().alert().isEmpty()) {
            return "";
        }
        AlertId alert = message.said().alert().get();
        return message.said()
                .person()
                .map(person -> links.acknowledge(message.organization(), alert, person))
                .orElseGet(() -> isRead(message.channel()) ? links.alert(alert) : "");
    }

    /// Where people read it, they may open the alert's page; programs have its id.
    private static boolean isRead(Channel channel) {
        return switch (channel) {
            case EMAIL, SLACK, TEAMS, DISCORD, TELEGRAM, MATTERMOST, NTFY, PUSHOVER, WEB_PUSH ->
                    true;
            case WEBHOOK, SMS, VOICE, PAGERDUTY, OPSGENIE -> false;
        };
    }
}
