package dev.bellwether.server;

import dev.bellwether.model.Channel;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Person;
import dev.bellwether.notify.Mail;
import dev.bellwether.notify.Notify;
import dev.bellwether.people.CodeCarrier;
import java.time.Instant;

/// Brings verification codes over the channels of `notify`.
final class MailedCodes implements CodeCarrier {
    private final Notify notify;

    MailedCodes(Notify notify) {
        this.notify = notify;
    }

    @Override
    public void carry(Person person, ContactMethod to, String code, Instant expiresAt) {
        if (to.channel() != Channel.EMAIL) {
            throw new Conflict("Codes can be sent by mail only, not to " + to.channel());
        }
        notify.mail(
                person.organization(),
                new Mail(
                        to.address(),
                        "Your code: " + code,
                        """
                        Hello %s,

                        enter this code in the console to have Bellwether page you at this address:

                        %s

                        It is good until %s. If you did not ask for it, do nothing.
                        """
                                .formatted(person.name(), code, expiresAt)));
    }
}
