package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// What the hooks do with the outbox.
final class HookDesk {
    private final Store store;
    private final InstantSource clock;
    private final Outbox outbox;
    private final Decide decide;

    HookDesk(Store store, InstantSource clock, Outbox outbox, Decide decide) {
        this.store = store;
        this.clock = clock;
        this.outbox = outbox;
        this.decide = decide;
    }

    void receipt(CallbackTokens.Of of, DeliveryEvent.Receipt.Said said, String detail) {
        var event = new DeliveryEvent.Receipt(of.attempt(), said, EmailAnswers.line(detail));
        store.run(tx ->
                outbox.lock(tx, of.organization(), of.delivery())
                        .ifPresent(message -> {
                            heard(tx, message, event);
                            inside(tx, message)
                                    .forEach(other ->
                                            heard(
                                                    tx,
                                                    other,
                                                    new DeliveryEvent.Receipt(
                                                            other.attempt(),
                                                            said,
                                                            event.detail())));
                        }));
    }

    /// What left inside of a message, locked.
    private List<Outbound> inside(Tx tx, Outbound first) {
        if (first.route().methods().isEmpty()) {
            return List.of();
        }
        return carried(tx.sql(), first, tx.now()).stream()
                .flatMap(other -> outbox.lock(tx, other.organization(), other.id()).stream())
                .toList();
    }

    private static List<Outbound> carried(Handle sql, Outbound first, Instant now) {
        return ReceiptRows.latestTo(sql, first.channel(), Targets.of(first.contact()), now).stream()
                .filter(other -> other.organization().equals(first.organization()))
                .filter(other -> other.caveats().carriedBy().filter(first.id()::equals).isPresent())
                .toList();
    }

    private void heard(Tx tx, Outbound message, DeliveryEvent event) {
        OutboxReaction.apply(tx, outbox, decide.on(message, event, tx.now(), 0), true);
    }

    /// Pages that went to an address within a day, newest first.
    List<Outbound> pagesTo(Channel channel, String target, Predicate<Outbound> which) {
        return store
                .read(sql -> ReceiptRows.latestTo(sql, channel, target, clock.instant()))
                .stream()
                .filter(message -> message.kind() == Delivery.Kind.PAGE)
                .filter(message -> message.said().alert().isPresent())
                .filter(message -> message.attempt() > 0)
                .filter(which)
                .toList();
    }

    List<HookAnswer.TakenOn> taken(CallbackTokens.Of of, String how) {
        return taken(of, how, "");
    }

    List<HookAnswer.TakenOn> taken(CallbackTokens.Of of, String how, String who) {
        return store
                .read(sql ->
                        sql.createQuery(
                                        "SELECT body FROM delivery WHERE organization = :organization AND id = :id")
                                .bind("organization", of.organization())
                                .bind("id", of.delivery())
                                .map(Outbox.MESSAGE)
                                .list())
                .stream()
                .flatMap(message -> taken(message, how, who).stream())
                .toList();
    }

    List<HookAnswer.TakenOn> taken(Outbound message, String how) {
        return taken(message, how, "");
    }

    /// @param who what the provider calls whoever did it
    List<HookAnswer.TakenOn> taken(Outbound message, String how, String who) {
        List<Outbound> inside = store.read(sql -> carried(sql, message, clock.instant()));
        return Stream.concat(Stream.of(message), inside.stream())
                .filter(page -> page.kind() == Delivery.Kind.PAGE)
                .flatMap(page ->
                        page.said().alert().stream()
                                .map(alert ->
                                        new HookAnswer.TakenOn(
                                                page.organization(),
                                                alert,
                                                page.said().person(),
                                                how,
                                                who)))
                .distinct()
                .toList();
    }
}
