package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Courier;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// "Everybody who subscribed hears of each update, once, whatever breaks meanwhile; and I can see
/// who did."
class EverySubscriberIsToldOnceTest {
    @OnEachStore
    void eachOfThreeHundredGetsOneMail(TestStore test) {
        var readers = new Readers(test);
        readers.many(300);
        readers.say("n1", "investigating", "We are **looking**.");
        readers.work();
        assertThat(readers.postman.to()).hasSize(300).doesNotHaveDuplicates();
        Courier.Mail mail = readers.postman.last();
        assertThat(mail.subject()).isEqualTo("[Acme Shop] Payments are slow");
        assertThat(mail.plain())
                .contains("Investigating", "We are looking.", "Payments")
                .doesNotContain("{{");
        assertThat(mail.html()).contains("We are <strong>looking</strong>.").doesNotContain("{{");
        assertThat(mail.unsubscribe().orElseThrow())
                .startsWith("https://status.acme.example/subscribers/unsubscribe/");
        Receipt receipt = newest(readers);
        assertThat(receipt.complete()).isTrue();
        assertThat(receipt.due()).isEqualTo(300);
        assertThat(receipt.delivered()).isEqualTo(300);
        assertThat(receipt.possibleDuplicates()).isZero();

        readers.work();
        readers.say("n2", "identified", "Found it.");
        readers.work();
        assertThat(readers.postman.carried).hasSize(600);
        assertThat(readers.postman.last().thread()).isEqualTo(mail.thread());
    }

    @OnEachStore
    void killedOnTheWayNoneIsLostAndWhatIsSentTwiceSaysSo(TestStore test) {
        var readers = new Readers(test);
        readers.many(300);
        readers.say("n1", "investigating", "We are looking.");
        readers.postman.diesAfter = 140;
        assertThatThrownBy(readers::work).isInstanceOf(Readers.Killed.class);
        int before = readers.postman.carried.size();
        assertThat(before).isBetween(140, 165);
        readers.restart();
        readers.work();
        readers.watchNodes(); // on a shared database the dead one must be found gone
        readers.work();
        assertThat(new HashSet<>(readers.postman.to())).hasSize(300);
        List<Courier.Mail> twice =
                readers.postman.carried.stream().filter(Courier.Mail::possibleDuplicate).toList();
        assertThat(twice).hasSize(readers.postman.carried.size() - 300).hasSizeBetween(1, 25);
        assertThat(twice.getFirst().plain()).contains("second copy");
        assertThat(readers.postman.carried.stream().map(Courier.Mail::key).distinct()).hasSize(300);
        assertThat(newest(readers).delivered()).isEqualTo(300);
        assertThat(newest(readers).possibleDuplicates()).isEqualTo(twice.size());
    }

    @OnEachStore
    void nodesShareTheWorkAndNothingIsDoneTwice(TestStore test) {
        var readers = new Readers(test);
        readers.many(200);
        readers.say("n1", "investigating", "We are looking.");
        if (readers.store.isShared()) {
            Store other = test.another();
            Subscribers two = readers.room(other);
            var threads =
                    List.of(
                            Thread.ofPlatform().start(readers::work),
                            Thread.ofPlatform().start(() -> readers.work(two)));
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        readers.work();
        assertThat(newest(readers).delivered()).isEqualTo(200);
        assertThat(newest(readers).possibleDuplicates()).isZero();
    }

    @OnEachStore
    void whoChoseComponentsHearsOfThoseOnly(TestStore test) {
        var readers = new Readers(test);
        readers.one(Subscriber.Mode.EMAIL, "all@example.com");
        readers.one(Subscriber.Mode.EMAIL, "pay@example.com", "Payments");
        readers.one(Subscriber.Mode.EMAIL, "web@example.com", "Web shop");
        readers.say("n1", "investigating", "We are looking.");
        readers.work();
        assertThat(readers.postman.to())
                .containsExactlyInAnyOrder("all@example.com", "pay@example.com");
    }

    @OnEachStore
    void editsDraftsAndOldNewsAreNotTold(TestStore test) {
        var readers = new Readers(test);
        readers.many(1);
        var incident =
                Shop.incident(
                        "quiet",
                        "Quiet",
                        test.clock().instant(),
                        Map.of(new ServiceId("pay"), Status.DEGRADED),
                        Shop.update("q1", "investigating", "hm", test.clock().instant()));
        Shop.write(
                readers.store,
                new IncidentChanged(incident, IncidentChanged.What.EDITED, Shop.ME),
                Shop.changed(Shop.draft(incident)));
        readers.work();
        Shop.write(readers.store, Shop.changed(incident));
        readers.later(Duration.ofHours(7));
        assertThat(readers.postman.carried).isEmpty();
        assertThat(incident.id()).isEqualTo(new IncidentId("quiet"));
    }

    @OnEachStore
    void whoCannotBeReachedIsLeftInPeaceAndTheOperatorCanSeeAndMendIt(TestStore test) {
        var readers = new Readers(test);
        Subscriber gone = readers.one(Subscriber.Mode.EMAIL, "gone@example.com");
        Subscriber hook = readers.one(Subscriber.Mode.SLACK, "https://hooks.example.com/T/1");
        readers.postman.answers =
                to -> new Courier.Answer.Never("550 5.1.1 no such user", to.startsWith("http"));
        for (int i = 1; i <= 5; i++) {
            readers.say("n" + i, "investigating", "Update " + i);
            readers.later(Duration.ofMinutes(1));
        }
        assertThat(readers.postman.carried).hasSize(3);
        assertThat(readers.postman.posted).as("410 once is enough").hasSize(1);
        Subscriber now = readers.room.get(Shop.ACME, gone.id());
        assertThat(now.state()).isEqualTo(Subscriber.State.QUARANTINED);
        assertThat(now.trouble()).contains("no such user");
        assertThat(now.purgeAt()).isPresent();
        assertThat(readers.room.receipts().of(Shop.ACME, gone.id(), 10))
                .hasSize(3)
                .allMatch(l -> l.state() == SubscriberLetter.State.FAILED);

        readers.postman.answers = _ -> new Courier.Answer.Taken("250 ok");
        readers.room.reactivate(Shop.ACME, gone.id(), Shop.ME);
        readers.later(Duration.ofMinutes(1));
        readers.say("n9", "monitoring", "Better");
        readers.work();
        assertThat(readers.postman.last().to()).isEqualTo("gone@example.com");
        readers.later(Duration.ofDays(31));
        assertThat(
                        readers.room
                                .list(
                                        Shop.ACME,
                                        readers.page.id(),
                                        Optional.empty(),
                                        "",
                                        Optional.empty(),
                                        9)
                                .items())
                .as("the hook was purged")
                .extracting(Subscriber::id)
                .doesNotContain(hook.id())
                .contains(gone.id());
    }

    @OnEachStore
    void whatCouldNotBeDeliveredIsTriedAgainAndGivenUpAfterADay(TestStore test) {
        var readers = new Readers(test);
        readers.many(2);
        readers.postman.answers =
                to ->
                        to.startsWith("reader1@")
                                ? new Courier.Answer.Later(Optional.empty(), "451 later", false)
                                : new Courier.Answer.Taken("250 ok");
        readers.say("n1", "investigating", "We are looking.");
        readers.work();
        assertThat(newest(readers).waiting()).isEqualTo(1);
        readers.postman.answers = _ -> new Courier.Answer.Taken("250 ok");
        readers.later(Duration.ofMinutes(1));
        assertThat(newest(readers).delivered()).isEqualTo(2);

        readers.postman.answers =
                _ -> new Courier.Answer.Later(Optional.empty(), "451 later", false);
        readers.say("n2", "identified", "Found.");
        for (int i = 0; i < 60; i++) {
            readers.later(Duration.ofMinutes(31));
        }
        assertThat(newest(readers).failed()).isEqualTo(2);
        assertThat(newest(readers).waiting()).isZero();
        assertThat(readers.room.counts(Shop.ACME, readers.page.id()))
                .as("trouble of ours says nothing about an address")
                .containsEntry(Subscriber.State.ACTIVE, 2L);
    }

    private static Receipt newest(Readers readers) {
        return readers.room.receipts().latest(Shop.ACME, readers.page.id(), 10).getFirst();
    }
}
