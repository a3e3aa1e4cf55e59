package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.ComponentId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What strangers ask of a page: to subscribe, to confirm, to choose, to leave.
///
/// Whether an address is known is never told: who asks hears the same in every case, and the mail
/// says the rest to whoever reads that address.
final class Reception {
    /// Between two mails about a subscription to one address.
    private static final Duration BETWEEN = Duration.ofMinutes(10);

    /// Mails about subscriptions to one address, over all pages, in an hour.
    private static final int MOST_AN_HOUR = 5;

    private final Subscribers subscribers;
    private final Store store;

    Reception(Subscribers subscribers) {
        this.subscribers = subscribers;
        this.store = subscribers.store();
    }

    Optional<StatusPage> page(String id) {
        PageId page;
        try {
            page = new PageId(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return store.read(sql -> Subscribers.anyPage(sql, page));
    }

    /// Somebody asks to subscribe. Nothing is answered, whatever it comes to.
    ///
    /// @param contact the mail address the link to confirm goes to
    /// @throws dev.bellwether.model.InvalidInput when an address is none
    void ask(
            StatusPage page,
            Subscriber.Mode mode,
            String address,
            String contact,
            List<ComponentId> components) {
        SubscriberAddress mail = SubscriberAddress.of(Subscriber.Mode.EMAIL, contact);
        SubscriberAddress to =
                mode == Subscriber.Mode.EMAIL ? mail : SubscriberAddress.of(mode, address);
        SubscriberInput.checkComponents(page, components);
        store.run(tx -> ask(tx, page, to, mail, components));
    }

    private void ask(
            Tx tx,
            StatusPage page,
            SubscriberAddress to,
            SubscriberAddress mail,
            List<ComponentId> components) {
        if (askedLately(tx, mail.text()) >= MOST_AN_HOUR) {
            return;
        }
        String key = subscribers.links().fingerprint(to.mode(), to.text());
        Optional<SubscriberRow> known =
                SubscriberRows.byAddress(tx.sql(), page.id(), to.mode(), key);
        if (known.isPresent()) {
            again(tx, known.get());
            return;
        }
        Subscriber fresh =
                subscribers.make(tx, page, to, components, Subscriber.Source.FORM, "", true);
        if (subscribers.insert(tx, fresh, to, Optional.of(mail.text()))) {
            FanOutRows.ask(tx, fresh.id());
        }
    }

    private static void again(Tx tx, SubscriberRow row) {
        if (row.askedAt().plus(BETWEEN).isAfter(tx.now()) || row.contact().isEmpty()) {
            return;
        }
        FanOutRows.ask(tx, row.subscriber().id());
        SubscriberRows.asked(tx, row.subscriber().id());
    }

    private static int askedLately(Tx tx, String contact) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM subscriber WHERE contact = :c AND asked > 0 AND asked_at > :since")
                .bind("c", contact)
                .bind("since", tx.now().minus(Duration.ofHours(1)))
                .mapTo(Integer.class)
                .one();
    }

    /// The subscriber of a link and their page; empty when the link is no good.
    Optional<Known> read(SubscriberLinks.For what, String token, Instant now) {
        return subscribers
                .links()
                .read(what, token, now)
                .flatMap(id ->
                        store.read(sql ->
                                SubscriberRows.byId(sql, id)
                                        .flatMap(row ->
                                                Subscribers.anyPage(sql, row.subscriber().page())
                                                        .map(page ->
                                                                new Known(
                                                                        row.subscriber(), page)))));
    }

    /// Whether it is a good link to leave by of one who is not there any more.
    boolean wentAlready(SubscriberLinks.For what, String token, Instant now) {
        return what == SubscriberLinks.For.UNSUBSCRIBE
                && subscribers.links().read(what, token, now).isPresent()
                && read(what, token, now).isEmpty();
    }

    record Known(Subscriber subscriber, StatusPage page) {}

    void confirm(Subscriber subscriber) {
        if (subscriber.state() != Subscriber.State.ACTIVE) {
            store.run(tx -> SubscriberRows.activate(tx, subscriber.id()));
        }
    }

    void choose(Subscriber subscriber, StatusPage page, List<ComponentId> components) {
        SubscriberInput.checkComponents(page, components);
        store.run(tx -> SubscriberRows.choose(tx, subscriber.id(), components));
    }

    void leave(Subscriber subscriber) {
        store.run(tx -> {
            SubscriberRows.remove(tx, subscriber.id());
            tx.journal(
                    subscriber.organization(),
                    new Audited(
                            Actor.automation("statuspage", "a subscriber"),
                            "subscriber.left",
                            subscriber.page().value(),
                            subscriber.mode().name()));
        });
    }
}
