package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Courier;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// "Visitors subscribe themselves, without JavaScript; nobody is subscribed by somebody else; and
/// one click is enough to leave."
class SubscribingTest {
    private static final Pattern LINK =
            Pattern.compile("https://status\\.acme\\.example(/subscribers/[a-z]+/\\S+)");

    @OnEachStore
    void whoAsksConfirmsByAButtonAndNotByFollowingALink(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            HttpResponse<String> said = desk.ask("email", "ada@example.com");
            assertThat(said.statusCode()).isEqualTo(200);
            assertThat(said.body()).contains("Please look into your mail");
            desk.readers.work();
            Courier.Mail mail = desk.readers.postman.last();
            assertThat(mail.to()).isEqualTo("ada@example.com");
            assertThat(mail.subject()).isEqualTo("Confirm your subscription to Acme Shop");

            String link = desk.link(mail, "confirm");
            HttpResponse<String> seen = desk.get(link);
            assertThat(seen.body()).contains("Confirm subscription", "method=\"post\"");
            assertThat(seen.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(seen.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(desk.states()).as("a scanner follows links").containsExactly("PENDING");

            assertThat(desk.post(link, "").body()).contains("You are subscribed");
            assertThat(desk.states()).containsExactly("ACTIVE");
            test.clock().move(Duration.ofSeconds(1));
            desk.readers.say("n1", "investigating", "We are looking.");
            desk.readers.work();
            assertThat(desk.readers.postman.last().to()).isEqualTo("ada@example.com");
            assertThat(desk.readers.postman.last().subject()).contains("Payments are slow");
        }
    }

    @OnEachStore
    void oneClickOfAMailProgramIsEnoughToLeaveAndLeavesNothingBehind(TestStore test)
            throws Exception {
        try (var desk = new Desk(test)) {
            desk.readers.one(Subscriber.Mode.EMAIL, "ada@example.com");
            desk.readers.say("n1", "investigating", "We are looking.");
            desk.readers.work();
            String link = path(desk.readers.postman.last().unsubscribe().orElseThrow());
            assertThat(desk.get(link).statusCode()).isEqualTo(200);
            assertThat(desk.states()).as("looking is not leaving").containsExactly("ACTIVE");
            assertThat(desk.post(link, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
            assertThat(desk.states()).isEmpty();
            HttpResponse<String> again = desk.post(link, "List-Unsubscribe=One-Click");
            assertThat(again.statusCode()).as("sent again, it is no error").isEqualTo(200);
            assertThat(again.body()).contains("You are unsubscribed");
            assertThat(desk.post(link.replace("unsubscribe", "manage"), "").statusCode())
                    .isEqualTo(410);
            assertThat(desk.post(link + "x", "").statusCode()).as("forged").isEqualTo(410);
            assertThat(desk.get(link).statusCode()).isEqualTo(410);
            long rows =
                    test.store()
                            .read(sql ->
                                    sql.createQuery(
                                                    "SELECT COUNT(*) FROM subscriber WHERE address LIKE '%ada%'")
                                            .mapTo(Long.class)
                                            .one());
            assertThat(rows).isZero();
            assertThat(
                            desk.readers
                                    .room
                                    .receipts()
                                    .latest(Shop.ACME, desk.readers.page.id(), 1)
                                    .getFirst()
                                    .delivered())
                    .as("what was sent stays counted")
                    .isEqualTo(1);
        }
    }

    @OnEachStore
    void nobodyLearnsWhetherAnAddressIsKnown(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            desk.readers.one(Subscriber.Mode.EMAIL, "known@example.com");
            String unknown = desk.ask("email", "new@example.com").body();
            String known = desk.ask("email", "known@example.com").body();
            String pending = desk.ask("email", "new@example.com").body();
            assertThat(known).isEqualTo(unknown);
            assertThat(pending).isEqualTo(unknown);
        }
    }

    @OnEachStore
    void oneAddressIsNotWrittenToAgainAndAgain(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            for (int i = 0; i < 5; i++) {
                desk.ask("email", "victim@example.com");
                desk.readers.later(Duration.ofMinutes(1));
            }
            assertThat(desk.readers.postman.carried).hasSize(1);
            for (int i = 0; i < 9; i++) {
                desk.ask(
                        "email",
                        "victim@example.com",
                        "way",
                        "slack",
                        "url",
                        "https://hooks.example.com/" + i);
                desk.readers.later(Duration.ofMinutes(4));
            }
            assertThat(desk.readers.postman.carried).hasSizeLessThanOrEqualTo(6);
        }
    }

    @OnEachStore
    void oneSourceCannotAskForThousands(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            int refused = 0;
            for (int i = 0; i < 40; i++) {
                refused += desk.ask("email", "a" + i + "@example.com").statusCode() == 429 ? 1 : 0;
            }
            assertThat(refused).isEqualTo(30);
            test.clock().move(Duration.ofMinutes(31));
            assertThat(desk.ask("email", "later@example.com").statusCode()).isEqualTo(200);
        }
    }

    @OnEachStore
    void aFormFromAnotherSiteAndARobotDoNothing(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            HttpResponse<String> foreign =
                    desk.send(
                            "POST",
                            "/subscribers/" + desk.readers.page.id(),
                            "email=x%40example.com",
                            "Origin",
                            "https://evil.example",
                            "Sec-Fetch-Site",
                            "cross-site");
            assertThat(foreign.statusCode()).isEqualTo(429);
            desk.ask("email", "bot@example.com", "website", "https://spam.example");
            assertThat(desk.states()).isEmpty();
            HttpResponse<String> wrong = desk.ask("email", "<script>@example");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("is not a mail address").doesNotContain("<script>@");
        }
    }

    @OnEachStore
    void theyChooseComponentsAndAForgedOrOldLinkIsNoGood(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            desk.ask("email", "ada@example.com");
            desk.readers.work();
            String confirm = desk.link(desk.readers.postman.last(), "confirm");
            assertThat(desk.post(confirm + "x", "").statusCode()).isEqualTo(410);
            assertThat(desk.post(confirm.replace("confirm", "unsubscribe"), "").statusCode())
                    .as("a link is for one thing")
                    .isEqualTo(410);
            test.clock().move(Duration.ofDays(4));
            assertThat(desk.post(confirm, "").statusCode()).isEqualTo(410);

            Subscriber s = desk.readers.one(Subscriber.Mode.EMAIL, "bob@example.com");
            String manage =
                    path(desk.readers.room.links().link(SubscriberLinks.For.MANAGE, s.id()));
            String web = desk.readers.component("Web shop").value();
            assertThat(desk.post(manage, "component=" + web).body()).contains("Saved.");
            assertThat(desk.readers.room.get(Shop.ACME, s.id()).components())
                    .extracting(Object::toString)
                    .containsExactly(web);
            assertThat(desk.post(manage, "component=nothere").statusCode()).isEqualTo(422);
        }
    }

    @OnEachStore
    void aWebhookGetsStatuspagesDocumentsAndLeavesByItsLink(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            desk.ask("email", "dev@example.com", "way", "webhook", "url", "https://hook.example/x");
            desk.readers.work();
            assertThat(desk.readers.postman.posted).isEmpty();
            desk.post(desk.link(desk.readers.postman.last(), "confirm"), "");
            test.clock().move(Duration.ofSeconds(1));
            desk.readers.say("n1", "investigating", "We are looking.");
            Shop.write(
                    desk.readers.store,
                    Shop.turn("pay", Status.OPERATIONAL, Status.DEGRADED, test.clock().instant()));
            desk.readers.work();
            List<Courier.Post> posts = desk.readers.postman.posted;
            assertThat(posts).hasSize(2).allMatch(p -> p.url().equals("https://hook.example/x"));
            WebhookShape.check(posts.get(0).json());
            WebhookShape.check(posts.get(1).json());
            assertThat(posts.get(0).json()).contains("\"incident\":", "We are looking.");
            assertThat(posts.get(1).json())
                    .contains("\"component_update\":", "\"new_status\":\"degraded_performance\"");
            Matcher link =
                    Pattern.compile("\"unsubscribe\":\"([^\"]+)\"").matcher(posts.get(0).json());
            assertThat(link.find()).isTrue();
            desk.post(path(link.group(1)), "");
            assertThat(desk.states()).isEmpty();
        }
    }

    /// What a chat's bridge for Statuspage's webhooks takes from a body: it shows the first of
    /// `incident_updates`, so that must be the newest.
    @OnEachStore
    void whoReadsStatuspagesWebhooksShowsTheNewestUpdateOfOurs(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            desk.ask("email", "dev@example.com", "way", "webhook", "url", "https://hook.example/x");
            desk.readers.work();
            desk.post(desk.link(desk.readers.postman.last(), "confirm"), "");
            test.clock().move(Duration.ofSeconds(1));
            Instant first = test.clock().instant();
            test.clock().move(Duration.ofMinutes(5));
            Shop.write(
                    desk.readers.store,
                    Shop.changed(
                            Shop.incident(
                                    "news",
                                    "Payments are slow",
                                    first,
                                    Map.of(new ServiceId("pay"), Status.DEGRADED),
                                    Shop.update("n1", "investigating", "We are looking.", first),
                                    Shop.update(
                                            "n2",
                                            "identified",
                                            "Found it.",
                                            test.clock().instant()))));
            desk.readers.work();
            JsonNode body =
                    JsonMapper.builder()
                            .build()
                            .readTree(desk.readers.postman.posted.getLast().json());
            assertThat(body.at("/incident/name").asString()).isEqualTo("Payments are slow");
            assertThat(body.at("/incident/status").asString()).isEqualTo("identified");
            assertThat(body.at("/incident/incident_updates/0/body").asString())
                    .isEqualTo("Found it.");
            assertThat(body.at("/page/status_description").asString()).isNotBlank();
        }
    }

    @OnEachStore
    void aClosedPageTakesOnlyThoseWhomItsOwnerInvites(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            var pages = new StatusPages(desk.readers.store);
            pages.update(
                    Shop.ACME, desk.readers.page.id(), Closed.spec(desk.readers.page), Shop.ME);
            HttpResponse<String> said = desk.ask("email", "stranger@example.com");
            assertThat(said.statusCode()).isEqualTo(403);
            assertThat(said.body()).contains("invited readers");
            assertThat(desk.states()).isEmpty();
            desk.readers.room.add(
                    Shop.ACME,
                    desk.readers.page.id(),
                    new NewSubscriber(
                            Subscriber.Mode.EMAIL, "guest@example.com", List.of(), false, ""),
                    Shop.ME);
            desk.readers.work();
            assertThat(desk.readers.postman.last().subject())
                    .isEqualTo("You are invited to follow Acme Shop");
            desk.post(desk.link(desk.readers.postman.last(), "confirm"), "");
            assertThat(desk.states()).containsExactly("ACTIVE");
        }
    }

    @OnEachStore
    void withoutTheDatabaseAPlainSentenceSaysSo(TestStore test) throws Exception {
        try (var desk = new Desk(test)) {
            desk.room = null;
            HttpResponse<String> said = desk.ask("email", "ada@example.com");
            assertThat(said.statusCode()).isEqualTo(503);
            assertThat(said.body()).contains("cannot be changed at the moment");
            assertThat(said.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static String path(String link) {
        return URI.create(link).getPath();
    }

    /// The handler on a real server.
    private static final class Desk implements AutoCloseable {
        final Readers readers;
        @Nullable Subscribers room;
        private final Server server = new Server();
        private final ServerConnector connector = new ServerConnector(server);
        private final HttpClient client = HttpClient.newHttpClient();

        Desk(TestStore test) throws Exception {
            this.readers = new Readers(test);
            this.room = readers.room;
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.setHandler(
                    new Handler.Sequence(
                            new SubscribeHandler(() -> Optional.ofNullable(room), test.clock())));
            server.start();
        }

        HttpResponse<String> ask(String... namesAndValues) throws IOException {
            var form = new StringBuilder();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                form.append(form.isEmpty() ? "" : "&")
                        .append(namesAndValues[i])
                        .append('=')
                        .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
            }
            return post("/subscribers/" + readers.page.id(), form.toString());
        }

        HttpResponse<String> get(String path) throws IOException {
            return send("GET", path, "");
        }

        HttpResponse<String> post(String path, String form) throws IOException {
            return send("POST", path, form);
        }

        HttpResponse<String> send(String method, String path, String form, String... headers)
                throws IOException {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:" + connector.getLocalPort() + path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .method(method, HttpRequest.BodyPublishers.ofString(form));
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            try {
                return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        String link(Courier.Mail mail, String what) {
            Matcher link = LINK.matcher(mail.plain());
            assertThat(link.find()).isTrue();
            assertThat(link.group(1)).startsWith("/subscribers/" + what + "/");
            return link.group(1);
        }

        List<String> states() {
            return readers
                    .room
                    .list(Shop.ACME, readers.page.id(), Optional.empty(), "", Optional.empty(), 50)
                    .items()
                    .stream()
                    .map(s -> s.state().name())
                    .toList();
        }

        @Override
        public void close() throws Exception {
            client.close();
            server.stop();
        }
    }
}
