package dev.bellwether.console;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Slice;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.InboundDelivery;
import dev.bellwether.watch.InboundDid;
import dev.bellwether.watch.InboundResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What other programs sent, what it did, and doing it again.
final class InboundPages {
    static final String HOME = "/console/inbound";
    private static final int PAGE = 50;
    private static final JsonMapper JSON = new JsonMapper();

    record Row(InboundDelivery delivery) {
        String address() {
            return HOME + "/" + delivery.id();
        }

        String what() {
            if (delivery.refused()) {
                return "Refused";
            }
            if (delivery.results().isEmpty()) {
                return "Nothing asked";
            }
            String first = word(delivery.results().getFirst().did());
            boolean same =
                    delivery.results().stream()
                            .allMatch(one -> one.did() == delivery.results().getFirst().did());
            return delivery.events() == 1
                    ? first
                    : same ? first + " × " + delivery.events() : delivery.events() + " events";
        }

        String tone() {
            return delivery.refused()
                    ? "bad"
                    : delivery.results().isEmpty()
                            ? "dim"
                            : InboundPages.tone(delivery.results().getFirst().did());
        }

        String summary() {
            return delivery.refused()
                    ? delivery.reason()
                    : delivery.results().stream()
                            .map(InboundResult::summary)
                            .filter(text -> !text.isEmpty())
                            .findFirst()
                            .or(() ->
                                    delivery.results().stream().map(InboundResult::key).findFirst())
                            .orElse(delivery.reason());
        }
    }

    record ListView(
            Form form,
            List<Option> integrations,
            List<Row> rows,
            Optional<String> next,
            String first,
            boolean begun) {}

    record View(Row row, List<InboundResult> results, String payload) {
        String word(InboundResult result) {
            return InboundPages.word(result.did());
        }

        String tone(InboundResult result) {
            return InboundPages.tone(result.did());
        }
    }

    private final Inbound inbound;

    InboundPages(Rooms rooms) {
        this.inbound = rooms.watch().inbound();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/{id}", Role.VIEWER, this::read);
        routes.post(HOME + "/{id}/replay", Role.RESPONDER, this::replay);
    }

    private Reply list(Visit visit) {
        String chosen = visit.query("integration");
        Slice<InboundDelivery> slice =
                inbound.log()
                        .list(
                                visit.organization(),
                                Optional.of(chosen)
                                        .filter(text -> text.matches("[a-z0-9._/-]{1,64}"))
                                        .map(IntegrationId::new),
                                visit.optional("after"),
                                PAGE);
        var integrations = new ArrayList<Option>();
        integrations.add(new Option("", "All integrations"));
        inbound.integrations().list(visit.organization()).stream()
                .map(one -> new Option(one.id().value(), one.name()))
                .forEach(integrations::add);
        String first = Links.to(HOME, "integration", chosen);
        var view =
                new ListView(
                        Form.blank().with("integration", chosen),
                        integrations,
                        slice.items().stream().map(Row::new).toList(),
                        slice.next()
                                .map(next -> Links.to(HOME, "integration", chosen, "after", next)),
                        first,
                        visit.optional("after").isPresent());
        return Reply.page(
                "inbound",
                (out, frame) -> JteinboundGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply read(Visit visit) {
        InboundDelivery delivery =
                inbound.log().get(visit.organization(), visit.context().pathParam("id"));
        var view =
                new View(
                        new Row(delivery),
                        delivery.results(),
                        pretty(inbound.log().payload(visit.organization(), delivery.id())));
        return Reply.page(
                "inbound",
                (out, frame) -> JteinboundDeliveryGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply replay(Visit visit) {
        Inbound.Accepted accepted =
                inbound.replay(visit.organization(), visit.context().pathParam("id"));
        return Reply.done(
                HOME + "/" + accepted.delivery(), "It was done again; this is what it did.");
    }

    static String word(InboundDid did) {
        return switch (did) {
            case OPENED -> "Opened";
            case SEEN_AGAIN -> "Open already";
            case CHANGED -> "Changed";
            case ACKNOWLEDGED -> "Acknowledged";
            case RESOLVED -> "Resolved";
            case NOTED -> "Noted";
            case TAGGED -> "Tags changed";
            case ASKED -> "Done as asked";
            case NOTHING_OPEN -> "Nothing open";
            case SILENCED -> "Silenced";
            case DROPPED -> "Sent nowhere";
            case RECORDED -> "Recorded";
        };
    }

    static String tone(InboundDid did) {
        return switch (did) {
            case OPENED -> "part";
            case CHANGED -> "warn";
            case RESOLVED -> "good";
            case ACKNOWLEDGED, NOTED, TAGGED, ASKED, RECORDED -> "plan";
            case SEEN_AGAIN, NOTHING_OPEN, SILENCED, DROPPED -> "dim";
        };
    }

    /// JSON with line breaks; anything else as it is.
    static String pretty(String text) {
        try {
            return text.isEmpty()
                    ? ""
                    : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(text));
        } catch (JacksonException e) {
            return text;
        }
    }

    static String low(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
