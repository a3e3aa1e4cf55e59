package dev.bellwether.server;

import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Person;
import dev.bellwether.notify.Notify;
import dev.bellwether.people.CodeCarrier;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Brings verification codes over the channels of `notify`.
final class SentCodes implements CodeCarrier {
    private static final DateTimeFormatter UNTIL =
            DateTimeFormatter.ofPattern("HH:mm 'UTC on' d MMMM yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Notify notify;

    SentCodes(Notify notify) {
        this.notify = notify;
    }

    @Override
    public void carry(Person person, ContactMethod to, String code, Instant expiresAt) {
        // The title is listed for everybody in the organization, the text is not.
        notify.tell(
                person.organization(),
                to,
                "Your code for Bellwether",
                """
                Hello %s,

                enter this code in the console to have Bellwether page you at this address:

                %s

                It is good until %s. If you did not ask for it, do nothing.
                """
                        .formatted(person.name(), code, UNTIL.format(expiresAt)));
    }
}
