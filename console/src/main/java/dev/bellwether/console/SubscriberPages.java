package dev.bellwether.console;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Slice;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.ImportedSubscribers;
import dev.bellwether.statuspage.NewSubscriber;
import dev.bellwether.statuspage.Subscriber;
import dev.bellwether.statuspage.SubscriberLetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who hears what a status page says: the list, one of them, adding, importing, exporting.
final class SubscriberPages {
    private static final int PAGE = 50;
    private static final int LETTERS = 50;

    record ListView(
            StatusPage page,
            List<Subscriber> rows,
            Map<Subscriber.State, Long> counts,
            String search,
            String state,
            Optional<String> next,
            boolean begun,
            boolean canMail) {
        String path() {
            return SubscriberPages.path(page);
        }

        long all() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        boolean isFiltered() {
            return !search.isEmpty() || !state.isEmpty();
        }
    }

    record AddView(StatusPage page, Form form, boolean canMail) {
        String path() {
            return SubscriberPages.path(page);
        }

        List<Option> modes() {
            return List.of(
                    new Option("EMAIL", "Mail"),
                    new Option("WEBHOOK", "Webhook (Statuspage’s shape)"),
                    new Option("SLACK", "Slack"),
                    new Option("TEAMS", "Microsoft Teams"));
        }

        List<Option> components() {
            return page.components().stream()
                    .map(c -> new Option(c.id().value(), c.name()))
                    .toList();
        }
    }

    record OneView(StatusPage page, Subscriber subscriber, List<SubscriberLetter> letters) {
        String path() {
            return SubscriberPages.path(page) + "/" + subscriber.id();
        }

        String components() {
            return subscriber.components().isEmpty()
                    ? "All components"
                    : page.components().stream()
                            .filter(c -> subscriber.components().contains(c.id()))
                            .map(c -> c.name())
                            .collect(Collectors.joining(", "));
        }
    }

    private final Rooms rooms;

    SubscriberPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        String home = StatusPagePages.HOME + "/{id}/subscribers";
        routes.get(home, Role.EDITOR, this::list);
        routes.get(home + "/new", Role.EDITOR, visit -> addPage(200, find(visit), fresh()));
        routes.post(home + "/new", Role.EDITOR, this::add);
        routes.get(home + "/import", Role.EDITOR, visit -> importPage(200, find(visit), fresh()));
        routes.post(home + "/import", Role.EDITOR, this::take);
        routes.get(home + "/export", Role.EDITOR, this::export);
        routes.get(home + "/{subscriber}", Role.EDITOR, this::one);
        routes.post(home + "/{subscriber}/reactivate", Role.EDITOR, this::reactivate);
        routes.post(home + "/{subscriber}/ask", Role.EDITOR, this::ask);
        routes.post(home + "/{subscriber}/remove", Role.EDITOR, this::remove);
    }

    static String path(StatusPage page) {
        return StatusPagePages.HOME + "/" + page.id() + "/subscribers";
    }

    private Reply list(Visit visit) {
        StatusPage page = find(visit);
        String search = visit.query("search");
        Optional<Subscriber.State> state =
                Arrays.stream(Subscriber.State.values())
                        .filter(s -> s.name().equals(visit.query("state")))
                        .findFirst();
        Slice<Subscriber> slice =
                rooms.subscribers()
                        .list(
                                visit.organization(),
                                page.id(),
                                state,
                                search,
                                visit.optional("after"),
                                PAGE);
        var view =
                new ListView(
                        page,
                        slice.items(),
                        rooms.subscribers().counts(visit.organization(), page.id()),
                        search,
                        state.map(Enum::name).orElse(""),
                        slice.next()
                                .map(n ->
                                        Links.to(
                                                path(page),
                                                "after",
                                                n,
                                                "search",
                                                search,
                                                "state",
                                                visit.query("state"))),
                        visit.optional("after").isPresent(),
                        rooms.subscribers().canMail());
        return Reply.page(
                "pages",
                (out, frame) -> JtesubscribersGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static Form fresh() {
        return Form.blank().with("mode", "EMAIL");
    }

    private Reply addPage(int status, StatusPage page, Form form) {
        var view = new AddView(page, form, rooms.subscribers().canMail());
        return new Reply.Page(
                status,
                "pages",
                (out, frame) -> JtesubscriberNewGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply add(Visit visit) {
        StatusPage page = find(visit);
        Form form = visit.form();
        var mode = form.choice("mode", Subscriber.Mode.class, Subscriber.Mode.EMAIL);
        var fresh =
                new NewSubscriber(
                        mode,
                        form.text("address"),
                        form.ids("component", ComponentId::new),
                        !form.text("consent").isEmpty(),
                        form.text("consent"));
        return form.submit(
                () -> {
                    Subscriber s =
                            rooms.subscribers()
                                    .add(visit.organization(), page.id(), fresh, visit.actor());
                    return Reply.done(
                            path(page),
                            s.state() == Subscriber.State.PENDING
                                    ? s.shown() + " was invited by mail."
                                    : s.shown() + " was added.");
                },
                () -> addPage(422, page, form));
    }

    private Reply importPage(int status, StatusPage page, Form form) {
        var view = new AddView(page, form, rooms.subscribers().canMail());
        return new Reply.Page(
                status,
                "pages",
                (out, frame) -> JtesubscriberImportGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply take(Visit visit) {
        StatusPage page = find(visit);
        Form form = visit.form();
        return form.submit(
                () -> {
                    ImportedSubscribers taken =
                            rooms.subscribers()
                                    .take(
                                            visit.organization(),
                                            page.id(),
                                            form.raw("csv"),
                                            form.text("consent"),
                                            visit.actor());
                    String text = words(taken);
                    return taken.wrong().isEmpty()
                            ? Reply.done(path(page), text)
                            : Reply.sorry(path(page), text);
                },
                () -> importPage(422, page, form));
    }

    private static String words(ImportedSubscribers taken) {
        String text = taken.added() + " added, " + taken.already() + " were there already.";
        if (taken.wrong().isEmpty()) {
            return text;
        }
        String first =
                taken.wrong().stream()
                        .limit(3)
                        .map(p -> p.field() + ": " + p.message())
                        .collect(Collectors.joining("; "));
        return text + " Not taken, " + taken.wrong().size() + " or more lines: " + first;
    }

    private Reply export(Visit visit) {
        StatusPage page = find(visit);
        var text = new StringBuilder();
        rooms.subscribers().export(visit.organization(), page.id(), text::append);
        return new Reply.Raw(
                200, "text/csv; charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Reply one(Visit visit) {
        StatusPage page = find(visit);
        Subscriber subscriber = subscriber(visit, page);
        var view =
                new OneView(
                        page,
                        subscriber,
                        rooms.subscribers()
                                .receipts()
                                .of(visit.organization(), subscriber.id(), LETTERS));
        return Reply.page(
                "pages",
                (out, frame) -> JtesubscriberGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply reactivate(Visit visit) {
        StatusPage page = find(visit);
        Subscriber s = subscriber(visit, page);
        rooms.subscribers().reactivate(visit.organization(), s.id(), visit.actor());
        return Reply.done(path(page) + "/" + s.id(), s.shown() + " will be written to again.");
    }

    private Reply ask(Visit visit) {
        StatusPage page = find(visit);
        Subscriber s = subscriber(visit, page);
        rooms.subscribers().askAgain(visit.organization(), s.id(), visit.actor());
        return Reply.done(path(page) + "/" + s.id(), s.shown() + " gets the link once more.");
    }

    private Reply remove(Visit visit) {
        StatusPage page = find(visit);
        Subscriber s = subscriber(visit, page);
        rooms.subscribers().remove(visit.organization(), s.id(), visit.actor());
        return Reply.done(path(page), s.shown() + " was removed, with the address.");
    }

    private Subscriber subscriber(Visit visit, StatusPage page) {
        String id = visit.context().pathParam("subscriber");
        Subscriber found = rooms.subscribers().get(visit.organization(), id);
        if (!found.page().equals(page.id())) {
            throw new NotFound("subscriber", id);
        }
        return found;
    }

    private StatusPage find(Visit visit) {
        return rooms.pages().get(visit.organization(), visit.id("status page", PageId::new));
    }

    static String state(Subscriber.State state) {
        return switch (state) {
            case PENDING -> "Not confirmed yet";
            case ACTIVE -> "Subscribed";
            case QUARANTINED -> "In quarantine";
        };
    }

    static String tone(Subscriber.State state) {
        return switch (state) {
            case PENDING -> "dim";
            case ACTIVE -> "good";
            case QUARANTINED -> "warn";
        };
    }

    static String mode(Subscriber.Mode mode) {
        return switch (mode) {
            case EMAIL -> "Mail";
            case WEBHOOK -> "Webhook";
            case SLACK -> "Slack";
            case TEAMS -> "Teams";
        };
    }

    static String source(Subscriber.Source source) {
        return switch (source) {
            case FORM -> "Subscribed by the form of the page";
            case OPERATOR -> "Added by you";
            case IMPORT -> "Imported";
        };
    }
}
