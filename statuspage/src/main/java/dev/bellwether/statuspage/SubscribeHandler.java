package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.StoreUnavailable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/// `/subscribers/…`: the form of a page's subscribe page, and the links of mails.
///
/// | path | GET | POST |
/// |---|---|---|
/// | `/subscribers/<page>` | – | asks to subscribe |
/// | `/subscribers/confirm/<token>` | a page with one button | confirms |
/// | `/subscribers/manage/<token>` | components to choose | saves them |
/// | `/subscribers/unsubscribe/<token>` | a page with one button | leaves, also by one click from a mail program (RFC 8058) |
///
/// No session and no cookie: a form that anybody may send does nothing but send a mail to the
/// address in it, and all else is proven by the token. When the database is gone it says so.
public final class SubscribeHandler extends Handler.Abstract {
    private static final int MOST_FIELDS = 1_100;
    private static final int LONGEST_FORM = 64 * 1024;
    private static final int BURST = 10;
    private static final Duration EACH = Duration.ofMinutes(3);

    /// So that a page of many links is not read by trying tokens.
    private static final int LOOKS = 120;

    private static final Duration LOOK_EACH = Duration.ofSeconds(5);

    private final Supplier<Optional<Subscribers>> subscribers;
    private final InstantSource clock;
    private final Throttle asking = new Throttle(BURST, EACH);
    private final Throttle looking = new Throttle(LOOKS, LOOK_EACH);
    private final Map<String, Words> languages = Words.all();

    /// @param subscribers empty while there is no database
    public SubscribeHandler(Supplier<Optional<Subscribers>> subscribers, InstantSource clock) {
        this.subscribers = subscribers;
        this.clock = clock;
    }

    /// Whether a request for the path, as it was sent, is to be asked of this one first.
    public static boolean isOurs(String path) {
        return path.startsWith(SubscriberLinks.PATH);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (path == null || !isOurs(path)) {
            return false;
        }
        boolean post = HttpMethod.POST.is(request.getMethod());
        boolean get = HttpMethod.GET.is(request.getMethod());
        if (!post && !get) {
            return false;
        }
        String[] parts = path.substring(SubscriberLinks.PATH.length()).split("/", -1);
        Optional<Subscribers> room = subscribers.get();
        Said said;
        if (room.isEmpty()) {
            said = down();
        } else {
            try {
                said = answer(new Reception(room.get()), room.get(), request, parts, post);
            } catch (StoreUnavailable e) {
                said = down();
            }
        }
        if (said == NOT_OURS) {
            return false;
        }
        write(response, said, callback);
        return true;
    }

    /// What is answered.
    private record Said(int status, GuestView view) {}

    private static final Said NOT_OURS =
            new Said(
                    0,
                    new GuestView(
                            Words.load("en"),
                            PageLook.PLAIN,
                            "",
                            "",
                            "",
                            "",
                            Optional.empty(),
                            List.of(),
                            Optional.empty()));

    private Said answer(
            Reception reception, Subscribers room, Request request, String[] parts, boolean post)
            throws Exception {
        String source = Throttle.source(Request.getRemoteAddr(request));
        Instant now = clock.instant();
        if (parts.length == 1 && post) {
            Optional<StatusPage> page = reception.page(parts[0]);
            return page.isEmpty()
                    ? NOT_OURS
                    : asked(reception, room, request, page.get(), source, now);
        }
        if (parts.length != 2) {
            return NOT_OURS;
        }
        // Read whatever the answer will be: a body that is left unread ends the connection, and
        // whoever is still sending it may not see the answer.
        Fields form = post ? form(request) : Fields.EMPTY;
        for (SubscriberLinks.For what : SubscriberLinks.For.values()) {
            if (what.path().equals(parts[0])) {
                if (!looking.mayPass(source, now)) {
                    return plain(HttpStatus.TOO_MANY_REQUESTS_429, "reply.slow");
                }
                Optional<Reception.Known> known = reception.read(what, parts[1], now);
                if (known.isEmpty()) {
                    return post && reception.wentAlready(what, parts[1], now)
                            ? left()
                            : plain(HttpStatus.GONE_410, "reply.gone");
                }
                return known(reception, room, known.get(), what, form, post);
            }
        }
        return NOT_OURS;
    }

    private static Fields form(Request request) {
        return FormFields.getFields(request, MOST_FIELDS, LONGEST_FORM);
    }

    private Said asked(
            Reception reception,
            Subscribers room,
            Request request,
            StatusPage page,
            String source,
            Instant now) {
        Words words = room.writer().words(page);
        Fields form = form(request);
        if (!page.access().isOpen() || !room.canMail()) {
            return said(
                    HttpStatus.FORBIDDEN_403,
                    page,
                    room,
                    words.of("reply.wrong.title"),
                    words.of(room.canMail() ? "reply.closed" : "reply.down"));
        }
        if (isForeign(request, page, room) || !asking.mayPass(source, now)) {
            return said(
                    HttpStatus.TOO_MANY_REQUESTS_429,
                    page,
                    room,
                    words.of("reply.slow.title"),
                    words.of("reply.slow"));
        }
        String trap = value(form, "website");
        try {
            if (trap.isEmpty()) {
                reception.ask(
                        page,
                        mode(value(form, "way")),
                        value(form, "url"),
                        value(form, "email"),
                        components(form));
            }
        } catch (InvalidInput e) {
            return said(
                    HttpStatus.UNPROCESSABLE_ENTITY_422,
                    page,
                    room,
                    words.of("reply.wrong.title"),
                    e.problems().getFirst().message());
        }
        return said(
                HttpStatus.OK_200,
                page,
                room,
                words.of("reply.sent.title"),
                words.of("reply.sent"));
    }

    private static Subscriber.Mode mode(String way) {
        return switch (way.toLowerCase(Locale.ROOT)) {
            case "", "email" -> Subscriber.Mode.EMAIL;
            case "webhook" -> Subscriber.Mode.WEBHOOK;
            case "slack" -> Subscriber.Mode.SLACK;
            case "teams" -> Subscriber.Mode.TEAMS;
            default ->
                    throw new InvalidInput(
                            "way", "'" + way + "' is not email, webhook, slack or teams");
        };
    }

    private static List<ComponentId> components(Fields form) {
        var chosen = new ArrayList<ComponentId>();
        for (String id : form.getValuesOrEmpty("component")) {
            try {
                chosen.add(new ComponentId(id));
            } catch (IllegalArgumentException e) {
                throw new InvalidInput("component", "'" + id + "' is not a component");
            }
        }
        return chosen;
    }

    private static String value(Fields form, String name) {
        String value = form.getValue(name);
        return value == null ? "" : value.strip();
    }

    /// A browser says when a form comes from another site. The page's own address may be one.
    private static boolean isForeign(Request request, StatusPage page, Subscribers room) {
        HttpFields headers = request.getHeaders();
        String origin = headers.get(HttpHeader.ORIGIN);
        if (origin == null || !"cross-site".equals(headers.get("Sec-Fetch-Site"))) {
            return false;
        }
        return !origin.equals(origin(ViewMaker.url(page, room.settings().url())))
                && !origin.equals(origin(room.settings().url()));
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private Said known(
            Reception reception,
            Subscribers room,
            Reception.Known known,
            SubscriberLinks.For what,
            Fields form,
            boolean post) {
        StatusPage page = known.page();
        Subscriber subscriber = known.subscriber();
        Words words = room.writer().words(page);
        return switch (what) {
            case CONFIRM -> {
                if (post) {
                    reception.confirm(subscriber);
                    yield managed(room, known, words.of("reply.confirmed.title"));
                }
                yield button(
                        page,
                        room,
                        "confirm.title",
                        words.of("confirm.ask", page.name()),
                        "confirm.button");
            }
            case UNSUBSCRIBE -> {
                if (post) {
                    reception.leave(subscriber);
                    yield said(
                            HttpStatus.OK_200,
                            page,
                            room,
                            words.of("reply.left.title"),
                            words.of("reply.left", page.name()));
                }
                yield button(
                        page,
                        room,
                        words.of("leave.title", page.name()),
                        words.of("leave.text"),
                        "letter.unsubscribe");
            }
            case MANAGE -> {
                if (post) {
                    try {
                        reception.choose(subscriber, page, components(form));
                    } catch (InvalidInput e) {
                        yield said(
                                HttpStatus.UNPROCESSABLE_ENTITY_422,
                                page,
                                room,
                                words.of("reply.wrong.title"),
                                e.problems().getFirst().message());
                    }
                    yield managed(
                            room,
                            reception
                                    .read(
                                            what,
                                            room.links().token(what, subscriber.id(), 0),
                                            clock.instant())
                                    .orElse(known),
                            words.of("manage.saved"));
                }
                yield managed(room, known, words.of("manage.title"));
            }
        };
    }

    private Said button(
            StatusPage page, Subscribers room, String title, String text, String button) {
        Words words = room.writer().words(page);
        return new Said(
                HttpStatus.OK_200,
                new GuestView(
                        words,
                        page.look(),
                        page.name(),
                        ViewMaker.url(page, room.settings().url()),
                        title.equals("confirm.title") ? words.of(title) : title,
                        text,
                        Optional.of(words.of(button)),
                        List.of(),
                        Optional.empty()));
    }

    /// The subscription as it stands, with a way to choose and to leave.
    private Said managed(Subscribers room, Reception.Known known, String title) {
        StatusPage page = known.page();
        Subscriber subscriber = known.subscriber();
        Words words = room.writer().words(page);
        return new Said(
                HttpStatus.OK_200,
                new GuestView(
                        words,
                        page.look(),
                        page.name(),
                        ViewMaker.url(page, room.settings().url()),
                        title,
                        words.of("manage.text", page.name()).replace("{1}", subscriber.shown()),
                        Optional.of(words.of("manage.save")),
                        page.components().stream()
                                .map(c ->
                                        new GuestView.Choice(
                                                c.id().value(),
                                                c.name(),
                                                subscriber.components().contains(c.id())))
                                .toList(),
                        Optional.of(
                                room.links()
                                        .link(SubscriberLinks.For.UNSUBSCRIBE, subscriber.id()))));
    }

    private static Said said(
            int status, StatusPage page, Subscribers room, String title, String text) {
        return new Said(
                status,
                new GuestView(
                        room.writer().words(page),
                        page.look(),
                        page.name(),
                        ViewMaker.url(page, room.settings().url()),
                        title,
                        text,
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    private Said down() {
        return plain(HttpStatus.SERVICE_UNAVAILABLE_503, "reply.down");
    }

    /// Mail programs may send the one click again (RFC 8058); nobody knows any more of which page.
    private Said left() {
        return plain(
                HttpStatus.OK_200,
                "reply.left",
                english().of("reply.left", "the page that you had subscribed to"));
    }

    private Said plain(int status, String words) {
        return plain(status, words, english().of(words));
    }

    private Words english() {
        return Objects.requireNonNull(languages.get("en"));
    }

    /// Where no page is known, in English.
    private Said plain(int status, String words, String text) {
        Words english = english();
        return new Said(
                status,
                new GuestView(
                        english,
                        PageLook.PLAIN,
                        english.of("status"),
                        "/",
                        english.of(words + ".title"),
                        text,
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    private static void write(Response response, Said said, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, HtmlFiles.TYPE);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("Content-Security-Policy", Style.guestPolicy(said.view().look()));
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Robots-Tag", "noindex");
        if (said.status() == HttpStatus.SERVICE_UNAVAILABLE_503
                || said.status() == HttpStatus.TOO_MANY_REQUESTS_429) {
            headers.put(new HttpField(HttpHeader.RETRY_AFTER, "120"));
        }
        response.setStatus(said.status());
        Content.Sink.write(response, true, Html.guest(said.view()), callback);
    }
}
