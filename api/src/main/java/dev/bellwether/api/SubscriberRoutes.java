package dev.bellwether.api;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Slice;
import dev.bellwether.people.Scope;
import dev.bellwether.statuspage.ImportedSubscribers;
import dev.bellwether.statuspage.NewSubscriber;
import dev.bellwether.statuspage.Receipt;
import dev.bellwether.statuspage.Subscriber;
import dev.bellwether.statuspage.SubscriberLetter;
import dev.bellwether.statuspage.Subscribers;
import java.util.List;
import java.util.Optional;

/// Who hears what a page says, and what became of it.
final class SubscriberRoutes {
    private static final String OF_PAGE = "/pages/{page}/subscribers";
    private static final String ONE = "/subscribers/{subscriber}";
    private static final String RECEIPT = "/receipts/{receipt}";

    /// @param components ids; empty means all
    record Chosen(List<ComponentId> components) {}

    /// @param csv a mail address a line; of several columns the one called `email`, else the first
    /// @param consent where and when they agreed
    record SubscriberList(String csv, String consent) {}

    private final Subscribers subscribers;

    SubscriberRoutes(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    List<Route> routes() {
        return List.of(
                Route.list(OF_PAGE, "List subscribers of a page", Subscriber.class, this::list)
                        .with(
                                Query.text("state", "`PENDING`, `ACTIVE` or `QUARANTINED`"),
                                Query.text("search", "Part of an address")),
                Route.make(
                                OF_PAGE,
                                "Add a subscriber, or invite one",
                                Scope.WRITE,
                                NewSubscriber.class,
                                Subscriber.class,
                                call ->
                                        subscribers.add(
                                                call.organization(),
                                                page(call),
                                                call.body(NewSubscriber.class),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                                OF_PAGE + "/import",
                                "Take a list of mail addresses who agreed elsewhere",
                                Scope.WRITE,
                                SubscriberList.class,
                                ImportedSubscribers.class,
                                call -> {
                                    SubscriberList list = call.body(SubscriberList.class);
                                    return subscribers.take(
                                            call.organization(),
                                            page(call),
                                            list.csv(),
                                            list.consent(),
                                            call.actor());
                                })
                        .judgedBy(
                                SubscriberList.class,
                                (by, list) -> Subscribers.problems(list.csv(), list.consent())),
                Route.read(
                        ONE,
                        "Read a subscriber",
                        Subscriber.class,
                        call -> subscribers.get(call.organization(), id(call))),
                Route.replace(
                                ONE + "/components",
                                "Choose the components a subscriber hears of",
                                Scope.WRITE,
                                Chosen.class,
                                Subscriber.class,
                                call ->
                                        subscribers.choose(
                                                call.organization(),
                                                id(call),
                                                call.body(Chosen.class).components(),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                        ONE + "/reactivate",
                        "Take a subscriber out of quarantine",
                        Scope.WRITE,
                        Subscriber.class,
                        call ->
                                subscribers.reactivate(
                                        call.organization(), id(call), call.actor())),
                Route.act(
                        ONE + "/resend_confirmation",
                        "Send the mail with the link to confirm again",
                        Scope.WRITE,
                        Subscriber.class,
                        call -> subscribers.askAgain(call.organization(), id(call), call.actor())),
                Route.remove(
                        ONE,
                        "Remove a subscriber and their address for good",
                        Scope.WRITE,
                        call -> {
                            subscribers.remove(call.organization(), id(call), call.actor());
                            return Nothing.INSTANCE;
                        }),
                Route.list(
                        ONE + "/letters",
                        "List what a subscriber was told lately",
                        SubscriberLetter.class,
                        call ->
                                new Slice<>(
                                        subscribers
                                                .receipts()
                                                .of(call.organization(), id(call), call.limit()),
                                        Optional.empty())),
                Route.list(
                        "/pages/{page}/receipts",
                        "List what became of what a page told its subscribers",
                        Receipt.class,
                        call ->
                                new Slice<>(
                                        subscribers
                                                .receipts()
                                                .latest(
                                                        call.organization(),
                                                        page(call),
                                                        call.limit()),
                                        Optional.empty())),
                Route.read(
                        RECEIPT,
                        "Read what became of one thing told to subscribers",
                        Receipt.class,
                        call ->
                                subscribers
                                        .receipts()
                                        .get(call.organization(), call.text("receipt"))),
                Route.list(
                                RECEIPT + "/letters",
                                "List the letters of one thing told to subscribers",
                                SubscriberLetter.class,
                                call ->
                                        subscribers
                                                .receipts()
                                                .letters(
                                                        call.organization(),
                                                        call.text("receipt"),
                                                        state(call, SubscriberLetter.State.class),
                                                        call.query("after"),
                                                        call.limit()))
                        .with(
                                Query.text(
                                        "state",
                                        "`QUEUED`, `SENDING`, `DELIVERED`, `FAILED` or `CANCELLED`")));
    }

    private Slice<Subscriber> list(Call call) {
        return subscribers.list(
                call.organization(),
                page(call),
                state(call, Subscriber.State.class),
                call.query("search").orElse(""),
                call.query("after"),
                call.limit());
    }

    private static <E extends Enum<E>> Optional<E> state(Call call, Class<E> type) {
        return call.query("state")
                .map(text -> {
                    try {
                        return Enum.valueOf(type, text);
                    } catch (IllegalArgumentException e) {
                        throw new InvalidInput(
                                "state",
                                "'" + text + "' is not one of " + List.of(type.getEnumConstants()));
                    }
                });
    }

    private static PageId page(Call call) {
        return call.id("page", PageId::new);
    }

    private static String id(Call call) {
        return call.text("subscriber");
    }
}
