package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMailUtil;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A page that is due reaches the person, once if at all possible, and what became of it is told.
class DeliveryTest {
    @OnEachStore
    void aPageThatIsDueTwiceIsOneMail(TestStore test) throws Exception {
        try (var sent = new Sent(test)) {
            sent.write(
                    Sent.due("d1", Sent.email("ada@acme.example")),
                    Sent.due("d1", Sent.email("ada@acme.example")));
            sent.run();
            MimeMessage[] mails = sent.mail.getReceivedMessages();
            assertThat(mails).hasSize(1);
            assertThat(mails[0].getSubject()).isEqualTo("Checkout is down");
            assertThat(mails[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mails[0].getHeader("Message-ID"))
                    .containsExactly("<d1.0@bellwether.example>");
            assertThat(mails[0].getHeader("References"))
                    .containsExactly("<incident-inc1@bellwether.example>");
            assertThat(mails[0].getHeader("Bcc")).isNull();
            assertThat(text(mails[0]))
                    .contains("https://status.example/ack/alert1", "nothing happens before");
            assertThat(sent.facts())
                    .extracting(DeliveryChanged::state)
                    .containsExactly(DeliveryChanged.State.QUEUED, DeliveryChanged.State.DELIVERED);
        }
    }

    @OnEachStore
    void aMailServerThatIsDownIsTriedAgainUntilItIsUp(TestStore test) {
        var mail = Sent.start();
        int port = mail.getSmtp().getPort();
        mail.stop();
        try (var room = Sent.room(test, port)) {
            test.store()
                    .run(tx ->
                            tx.journal(Sent.ACME, Sent.due("d1", Sent.email("ada@acme.example"))));
            room.jobs().forEach(job -> job.run(test.clock().instant()));
            assertThat(state(room)).isEqualTo(Delivery.State.QUEUED);
        }
        try (var sent = new Sent(test)) {
            sent.later(Duration.ofSeconds(5));
            assertThat(sent.mail.getReceivedMessages()).hasSize(1);
            assertThat(state(sent.room)).isEqualTo(Delivery.State.DELIVERED);
        }
    }

    @OnEachStore
    void whenTheProcessDiedBetweenSendingAndRecordingItIsSentAgainAndMarked(TestStore test)
            throws Exception {
        try (var sent = new Sent(test)) {
            sent.write(Sent.due("d1", Sent.email("ada@acme.example")));
            sent.room.jobs().getFirst().run(test.clock().instant());
            test.store()
                    .run(tx -> {
                        var decide = new Decide(RetrySettings.DEFAULT);
                        for (Outbound m :
                                new Outbox()
                                        .claim(
                                                tx,
                                                Channel.EMAIL,
                                                9,
                                                9,
                                                test.store().nodes().me())) {
                            var lease = new DeliveryEvent.Leased(tx.now().plusSeconds(60));
                            new Outbox().save(tx, decide.on(m, lease, tx.now(), 0).next());
                        }
                    });
            sent.later(Duration.ofSeconds(61));
            MimeMessage[] mails = sent.mail.getReceivedMessages();
            assertThat(mails).hasSize(1);
            assertThat(mails[0].getSubject()).startsWith("[possible duplicate] ");
            assertThat(mails[0].getHeader("Bellwether-Possible-Duplicate")).containsExactly("yes");
            assertThat(sent.facts().getLast().possibleDuplicate()).isTrue();
        }
    }

    @OnEachStore
    void whenAllContactMethodsFailTheStepHearsOfIt(TestStore test) {
        try (var sent = new Sent(test)) {
            sent.write(
                    Sent.due("d1", Sent.email("not an address"), Sent.webhook("ftp://x")),
                    Sent.due("d2"));
            sent.run();
            assertThat(sent.facts())
                    .filteredOn(fact -> fact.state() == DeliveryChanged.State.FAILED)
                    .extracting(fact -> fact.delivery().value())
                    .containsExactlyInAnyOrder("d1", "d2");
        }
    }

    @OnEachStore
    void anAcknowledgedAlertCancelsWhatHasNotLeft(TestStore test) {
        try (var sent = new Sent(test)) {
            sent.write(
                    Sent.due("d1", Sent.email("ada@acme.example")),
                    sent.alert(AlertChanged.What.ACKNOWLEDGED));
            sent.run();
            assertThat(sent.mail.getReceivedMessages()).isEmpty();
            assertThat(state(sent.room)).isEqualTo(Delivery.State.CANCELLED);
        }
    }

    @OnEachStore
    void whoWasPagedHearsThatItIsOver(TestStore test) throws Exception {
        try (var sent = new Sent(test)) {
            sent.write(Sent.due("d1", Sent.email("ada@acme.example")));
            sent.run();
            sent.write(sent.alert(AlertChanged.What.RESOLVED));
            sent.run();
            assertThat(sent.mail.getReceivedMessages()).hasSize(2);
            assertThat(sent.mail.getReceivedMessages()[1].getSubject())
                    .isEqualTo("Resolved: Checkout is down");
        }
    }

    @OnEachStore
    void whoWasPagedForWhatJoinedItsCauseHearsWhereItGoesOnAndNotThatItIsOver(TestStore test)
            throws Exception {
        try (var sent = new Sent(test)) {
            sent.write(Sent.due("d1", Sent.email("ada@acme.example")));
            sent.run();
            AlertChanged resolved = sent.alert(AlertChanged.What.RESOLVED);
            sent.write(
                    new AlertChanged(
                            resolved.alert(),
                            resolved.what(),
                            resolved.actor(),
                            resolved.note(),
                            Optional.of("Stripe is down")));
            sent.run();
            MimeMessage[] mails = sent.mail.getReceivedMessages();
            assertThat(mails).hasSize(2);
            assertThat(mails[1].getSubject()).isEqualTo("Goes on elsewhere: Checkout is down");
            assertThat(GreenMailUtil.getBody(mails[1]))
                    .contains("Stripe is down")
                    .contains("not over")
                    .doesNotContain("This is over");
        }
    }

    @OnEachStore
    void oneNoticeThatItIsOverForEachAddressThatWasReached(TestStore test) throws Exception {
        try (var sent = new Sent(test)) {
            sent.write(
                    Sent.due("d0"),
                    Sent.due("d1", Sent.email("ada@acme.example")),
                    Sent.due("d2", Sent.email("ada@acme.example")),
                    Sent.due("d3", Sent.webhook("ftp://x")));
            sent.run();
            assertThat(sent.mail.getReceivedMessages()).hasSize(2);
            sent.write(sent.alert(AlertChanged.What.RESOLVED));
            sent.run();
            assertThat(sent.mail.getReceivedMessages()).hasSize(3);
        }
    }

    @OnEachStore
    void oneBusyPersonDoesNotHoldUpTheOthers(TestStore test) {
        var due = new ArrayList<PageDue>();
        for (int i = 0; i < 50; i++) {
            due.add(Sent.due("busy" + i, Sent.email("busy@acme.example")));
        }
        due.add(Sent.due("other", Sent.email("other@acme.example")));
        queue(test, due);
        assertThat(claim(test))
                .as("one to each who keeps up: what is under way in a crash is sent twice")
                .hasSize(2)
                .anyMatch(m -> m.id().value().equals("other"));
        assertThat(claim(test)).as("each has theirs").isEmpty();
        test.clock().move(Duration.ofSeconds(2));
        assertThat(claim(test)).as("one more for each second that the oldest waits").hasSize(2);
        test.clock().move(Duration.ofMinutes(1));
        assertThat(claim(test)).as("and no more than its share").hasSize(1);
    }

    @OnEachStore
    void teamsThatShareAHostAreToldSideBySide(TestStore test) {
        var due = new ArrayList<PageDue>();
        for (int i = 0; i < 30; i++) {
            due.add(Sent.due("page" + i, team(i % 10)));
        }
        queue(test, due);
        List<Outbound> first = claim(test, Channel.WEBHOOK, 20);
        assertThat(first)
                .as("as many as the host may have at once, each to another team")
                .hasSize(4)
                .extracting(message -> message.contact().shown())
                .doesNotHaveDuplicates();
        assertThat(claim(test, Channel.WEBHOOK, 20)).isEmpty();
        test.clock().move(Duration.ofMinutes(1));
        assertThat(claim(test, Channel.WEBHOOK, 20)).as("the host has its share").isEmpty();
    }

    @OnEachStore
    void eachTeamOfAHostIsToldOneThingAtATimeWhileItKeepsUp(TestStore test) {
        queue(
                test,
                List.of(
                        Sent.due("a1", team(1)),
                        Sent.due("a2", team(1)),
                        Sent.due("a3", team(1)),
                        Sent.due("b1", team(2))));
        assertThat(claim(test, Channel.WEBHOOK, 20))
                .extracting(message -> message.id().value())
                .containsExactlyInAnyOrder("a1", "b1");
        assertThat(claim(test, Channel.WEBHOOK, 20)).isEmpty();
        test.clock().move(Duration.ofSeconds(1));
        assertThat(claim(test, Channel.WEBHOOK, 20))
                .as("one more, since the oldest that is left has waited a second")
                .extracting(message -> message.id().value())
                .containsExactly("a2");
    }

    private static ContactMethod team(int number) {
        return new ContactMethod(
                "place",
                Channel.WEBHOOK,
                "https://hooks.example/… · mark" + number,
                true,
                Optional.of("sealed"),
                Optional.empty());
    }

    private static void queue(TestStore test, List<PageDue> due) {
        test.store().run(tx -> due.forEach(fact -> tx.journal(Sent.ACME, fact)));
        try (var room = Sent.room(test, 1)) {
            room.jobs().getFirst().run(test.clock().instant());
        }
    }

    private static List<Outbound> claim(TestStore test) {
        return claim(test, Channel.EMAIL, 5);
    }

    private static List<Outbound> claim(TestStore test, Channel channel, int limit) {
        return test.store().write(tx -> new Outbox().claim(tx, channel, limit, 4, "a node"));
    }

    @OnEachStore
    void aMailOutsideAlertsIsDurableAndItsTextErasedOnceItLeft(TestStore test) {
        try (var sent = new Sent(test)) {
            sent.room.mail(Sent.ACME, new Mail("new@acme.example", "Your code", "The code: 4711"));
            sent.run();
            assertThat(sent.mail.getReceivedMessages()).hasSize(1);
            String row =
                    test.store()
                            .read(sql ->
                                    sql.createQuery("SELECT body FROM delivery")
                                            .mapTo(String.class)
                                            .one());
            assertThat(row).doesNotContain("4711");
            assertThatThrownBy(() -> sent.room.mail(Sent.ACME, new Mail("a@b\r\nBcc: c@d", "", "")))
                    .isInstanceOfSatisfying(
                            InvalidInput.class, e -> assertThat(e.problems()).hasSize(3));
        }
    }

    @OnEachStore
    void deliveriesAreReadInPartsAndByTheirOwnerOnly(TestStore test) {
        try (var sent = new Sent(test)) {
            for (int i = 0; i < 5; i++) {
                sent.write(Sent.due("d" + i, Sent.email("ada@acme.example")));
                sent.later(Duration.ofSeconds(1));
            }
            Deliveries read = sent.room.deliveries();
            var first = read.latest(Sent.ACME, Optional.empty(), 3);
            var rest = read.latest(Sent.ACME, first.next(), 3);
            assertThat(first.items())
                    .extracting(d -> d.id().value())
                    .containsExactly("d4", "d3", "d2");
            assertThat(rest.items()).extracting(d -> d.id().value()).containsExactly("d1", "d0");
            assertThat(rest.next()).isEmpty();
            assertThat(read.ofAlert(Sent.ACME, new AlertId("alert1"))).hasSize(5);
            assertThat(read.ofAlert(new OrganizationId("other"), new AlertId("alert1"))).isEmpty();
        }
    }

    private static Delivery.State state(Notify room) {
        return room.deliveries()
                .get(Sent.ACME, new dev.bellwether.model.DeliveryId("d1"))
                .orElseThrow()
                .state();
    }

    private static String text(MimeMessage mail) throws Exception {
        return com.icegreen.greenmail.util.GreenMailUtil.getBody(mail).replace("=\r\n", "");
    }
}
