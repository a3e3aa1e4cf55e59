package dev.bellwether.notify;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Directory;
import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;

/// A room with a mail server beside it, sending on the caller's thread.
final class Sent implements AutoCloseable {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final String SECRET = "a secret of the instance";
    static final PersonId ADA = new PersonId("ada");

    final TestStore test;
    final GreenMail mail;
    final Notify room;

    Sent(TestStore test) {
        this(test, start());
    }

    Sent(TestStore test, GreenMail mail) {
        this.test = test;
        this.mail = mail;
        this.room = room(test, mail.getSmtp().getPort());
    }

    static GreenMail start() {
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        return mail;
    }

    static Notify room(TestStore test, int smtpPort) {
        return room(test.store(), test.clock(), smtpPort, Runnable::run);
    }

    /// @param clock the node's own
    static Notify room(Store store, InstantSource clock, int smtpPort, Executor threads) {
        var settings =
                NotifySettings.of(
                        Optional.of(
                                MailSettings.plain(
                                        "127.0.0.1", smtpPort, "Pages <pages@bellwether.example>")),
                        WebhookSettings.of(SECRET, AddressPolicy.any()));
        AlertLinks links =
                (organization, alert, person) -> "https://status.example/ack/" + alert.value();
        return new Notify(
                store, clock, new OneDirectory(), links, settings, threads, new Random(1));
    }

    Sent run() {
        for (int round = 0; round < 3; round++) {
            for (Job job : room.jobs()) {
                job.run(test.clock().instant());
            }
        }
        return this;
    }

    Sent later(Duration time) {
        test.clock().move(time);
        return run();
    }

    void write(Fact... facts) {
        test.store().run(tx -> List.of(facts).forEach(fact -> tx.journal(ACME, fact)));
    }

    List<DeliveryChanged> facts() {
        return test.store().journal().read(0, 1_000).stream()
                .filter(line -> line.fact() instanceof DeliveryChanged)
                .map(line -> (DeliveryChanged) line.fact())
                .toList();
    }

    static PageDue due(String id, ContactMethod... methods) {
        return new PageDue(
                new DeliveryId(id),
                new AlertId("alert1"),
                new IncidentId("inc1"),
                Optional.of(ADA),
                List.of(methods),
                0,
                0,
                "Checkout is down",
                "[STATUS] 503 is not in 200-299");
    }

    static ContactMethod email(String address) {
        return new ContactMethod("e", Channel.EMAIL, address, true);
    }

    static ContactMethod webhook(String url) {
        return new ContactMethod("w", Channel.WEBHOOK, url, true);
    }

    AlertChanged alert(AlertChanged.What what) {
        var alert =
                new Alert(
                        new AlertId("alert1"),
                        ACME,
                        new IncidentId("inc1"),
                        new PolicyId("p"),
                        what == AlertChanged.What.RESOLVED
                                ? Alert.State.RESOLVED
                                : Alert.State.ACKNOWLEDGED,
                        "Checkout is down",
                        "",
                        test.clock().instant(),
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new AlertChanged(alert, what, Actor.automation("test", "test"), "");
    }

    @Override
    public void close() {
        room.close();
        mail.stop();
    }

    private record OneDirectory() implements Directory {
        @Override
        public Optional<Person> person(OrganizationId organization, PersonId id) {
            return Optional.of(
                    new Person(
                            id,
                            organization,
                            "Ada\r\nBcc: eve@evil.example",
                            "ada@acme.example",
                            Role.OWNER,
                            true,
                            List.of()));
        }

        @Override
        public List<Person> owners(OrganizationId organization) {
            return List.of();
        }
    }
}
