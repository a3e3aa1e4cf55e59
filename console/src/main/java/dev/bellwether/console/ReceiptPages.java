package dev.bellwether.console;

import dev.bellwether.model.PageId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Slice;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.Receipt;
import dev.bellwether.statuspage.SubscriberLetter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What became of what a status page told its subscribers: each update, and each letter of one.
final class ReceiptPages {
    private static final int PAGE = 50;

    record ListView(StatusPage page, List<Receipt> receipts) {
        String path() {
            return ReceiptPages.path(page);
        }
    }

    record OneView(
            StatusPage page,
            Receipt receipt,
            List<SubscriberLetter> letters,
            String state,
            Optional<String> next,
            boolean begun) {
        String path() {
            return ReceiptPages.path(page) + "/" + receipt.id();
        }
    }

    private final Rooms rooms;

    ReceiptPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(StatusPagePages.HOME + "/{id}/receipts", Role.EDITOR, this::list);
        routes.get(StatusPagePages.HOME + "/{id}/receipts/{receipt}", Role.EDITOR, this::one);
    }

    static String path(StatusPage page) {
        return StatusPagePages.HOME + "/" + page.id() + "/receipts";
    }

    private Reply list(Visit visit) {
        StatusPage page = find(visit);
        var view =
                new ListView(
                        page,
                        rooms.subscribers()
                                .receipts()
                                .latest(visit.organization(), page.id(), PAGE));
        return Reply.page(
                "pages", (out, frame) -> JtereceiptsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply one(Visit visit) {
        StatusPage page = find(visit);
        String id = visit.context().pathParam("receipt");
        Receipt receipt = rooms.subscribers().receipts().get(visit.organization(), id);
        Optional<SubscriberLetter.State> state =
                Arrays.stream(SubscriberLetter.State.values())
                        .filter(s -> s.name().equals(visit.query("state")))
                        .findFirst();
        Slice<SubscriberLetter> slice =
                rooms.subscribers()
                        .receipts()
                        .letters(visit.organization(), id, state, visit.optional("after"), PAGE);
        String path = path(page) + "/" + receipt.id();
        var view =
                new OneView(
                        page,
                        receipt,
                        slice.items(),
                        state.map(Enum::name).orElse(""),
                        slice.next()
                                .map(n ->
                                        Links.to(path, "after", n, "state", visit.query("state"))),
                        visit.optional("after").isPresent());
        return Reply.page(
                "pages", (out, frame) -> JtereceiptGenerated.render(out, Html.PLAIN, frame, view));
    }

    private StatusPage find(Visit visit) {
        return rooms.pages().get(visit.organization(), visit.id("status page", PageId::new));
    }

    static String state(SubscriberLetter letter) {
        return switch (letter.state()) {
            case QUEUED -> letter.attempt() == 0 ? "Queued" : "Trying again";
            case SENDING -> "Being sent";
            case DELIVERED -> "Delivered";
            case FAILED -> "Failed";
            case CANCELLED -> "No longer wanted";
        };
    }

    static String tone(SubscriberLetter.State state) {
        return switch (state) {
            case QUEUED, CANCELLED -> "dim";
            case SENDING -> "plan";
            case DELIVERED -> "good";
            case FAILED -> "bad";
        };
    }
}
