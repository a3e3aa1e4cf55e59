package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Channel;
import dev.bellwether.notify.FakeProvider.Says;
import dev.bellwether.store.TestStores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Each chat and each pager of others gets what its documentation asks for, and its answer is
/// understood. No link takes anything on by being fetched.
class ChatChannelsTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String USER_KEY = "u".repeat(30);
    private static final String GENIE = "01234567-89ab-cdef-0123-456789abcdef";

    /// One page over one channel, to a fake that answers this.
    private static void page(Channel channel, String address, Says says, Then then)
            throws Exception {
        try (var fake = new FakeProvider(asked -> says);
                var test = TestStores.sqlite();
                var reached = new Reached(test, Reached.settings(fake))) {
            String where = address.replace("{fake}", fake.url());
            reached.write(Sent.due("d1", Reached.on(channel, where)));
            reached.run();
            then.check(reached, fake);
        }
    }

    private interface Then {
        void check(Reached reached, FakeProvider fake) throws Exception;
    }

    private static void arrived(Reached reached, String receipt) {
        assertThat(reached.only().state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(reached.only().detail()).contains(receipt);
    }

    @Test
    void slackByTheBotHasAButtonAndOnlyASignedPressTakesItOn() throws Exception {
        var ok =
                Says.of(200, "{\"ok\":true,\"channel\":\"C0123456\",\"ts\":\"1503435956.000247\"}");
        page(
                Channel.SLACK,
                "C0123456",
                ok,
                (reached, fake) -> {
                    arrived(reached, "1503435956.000247");
                    assertThat(fake.last().path()).isEqualTo("/api/chat.postMessage");
                    assertThat(fake.last().header("Authorization")).isEqualTo("Bearer xoxb-1");
                    assertThat(fake.last().json())
                            .containsEntry("channel", "C0123456")
                            .containsEntry("unfurl_links", false);
                    assertThat(fake.last().text())
                            .contains("\"action_id\":\"bellwether_acknowledge\"")
                            .doesNotContain("/ack/");
                    String token =
                            fake.last().text().replaceAll(".*\"value\":\"([^\"]+)\".*", "$1");
                    String payload =
                            "payload="
                                    + URLEncoder.encode(
                                            "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\"},\"actions\":[{\"action_id\":\"bellwether_acknowledge\",\"value\":\""
                                                    + token
                                                    + "\"}]}",
                                            StandardCharsets.UTF_8);
                    Instant now = reached.test.clock().instant();
                    assertThat(slack(reached, payload, now, "slack-secret").taken()).hasSize(1);
                    assertThat(slack(reached, payload, now, "guessed").status()).isEqualTo(403);
                    assertThat(
                                    slack(reached, payload, now.minusSeconds(301), "slack-secret")
                                            .status())
                            .as("an old request, sent once more")
                            .isEqualTo(403);
                    assertThat(slack(reached, "payload=nonsense", now, "slack-secret").taken())
                            .isEmpty();
                });
    }

    static HookAnswer slack(Reached reached, String body, Instant at, String secret)
            throws Exception {
        String seconds = Long.toString(at.getEpochSecond());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature =
                "v0="
                        + HexFormat.of()
                                .formatHex(
                                        mac.doFinal(
                                                ("v0:" + seconds + ":" + body)
                                                        .getBytes(StandardCharsets.UTF_8)));
        return reached.hook(
                "slack",
                "",
                Map.of("x-slack-request-timestamp", seconds, "x-slack-signature", signature),
                body);
    }

    @Test
    void slackSaysWhyInTwoHundredAndItsWebhookInPlainWords() throws Exception {
        Map<String, Boolean> table =
                Map.of(
                        "channel_not_found", false,
                        "not_in_channel", false,
                        "invalid_auth", false,
                        "account_inactive", false,
                        "ratelimited", true,
                        "internal_error", true,
                        "service_unavailable", true);
        var slack =
                new SlackChannel(
                        Reached.settings0().slack(), new CallbackTokens(Reached.settings0()));
        table.forEach((error, later) ->
                assertThat(
                                slack.outcome(
                                                reply(
                                                        200,
                                                        "{\"ok\":false,\"error\":\""
                                                                + error
                                                                + "\"}"))
                                        instanceof Outcome.TryAgain)
                        .as(error)
                        .isEqualTo(later));
        assertThat(slack.outcome(reply(200, "ok"))).isInstanceOf(Outcome.Delivered.class);
        for (int gone : new int[] {403, 404, 410}) {
            assertThat(slack.outcome(reply(gone, "channel_is_archived")))
                    .isEqualTo(new Outcome.GiveUp("HTTP " + gone + ": channel_is_archived"));
        }
        page(
                Channel.SLACK,
                "{fake}/services/T/B/x",
                Says.of(200, "ok"),
                (reached, fake) -> {
                    assertThat(fake.last().path()).isEqualTo("/services/T/B/x");
                    assertThat(fake.last().header("Authorization")).isEmpty();
                    assertThat(fake.last().json()).doesNotContainKey("channel");
                });
        assertThat(SlackChannel.escape("<!channel> & <https://evil|here>"))
                .isEqualTo("&lt;!channel&gt; &amp; &lt;https://evil|here&gt;");
    }

    @Test
    @SuppressWarnings("unchecked")
    void teamsGetsOneAdaptiveCard() throws Exception {
        page(
                Channel.TEAMS,
                "{fake}/workflows/1/triggers/manual/paths/invoke?sig=s",
                Says.of(202, ""),
                (reached, fake) -> {
                    arrived(reached, "HTTP 202");
                    assertThat(fake.last().path()).endsWith("?sig=s");
                    var attachments =
                            (List<Map<String, Object>>) fake.last().json().get("attachments");
                    assertThat(attachments).hasSize(1);
                    assertThat(attachments.getFirst())
                            .containsEntry(
                                    "contentType", "application/vnd.microsoft.card.adaptive");
                    var card = (Map<String, Object>) attachments.getFirst().get("content");
                    assertThat(card)
                            .containsEntry("type", "AdaptiveCard")
                            .containsEntry("version", "1.4");
                    assertThat(fake.last().text()).contains("Action.OpenUrl", "/ack/");
                });
    }

    @Test
    void discordWaitsForTheMessageAndMentionsNobody() throws Exception {
        page(
                Channel.DISCORD,
                "{fake}/api/webhooks/1/token",
                Says.of(200, "{\"id\":\"1099\"}"),
                (reached, fake) -> {
                    arrived(reached, "1099");
                    assertThat(fake.last().path()).isEqualTo("/api/webhooks/1/token?wait=true");
                    assertThat(fake.last().text()).contains("\"allowed_mentions\":{\"parse\":[]}");
                });
        var discord = new DiscordChannel();
        assertThat(discord.outcome(reply(429, "{\"message\":\"slow\",\"retry_after\":0.65}")))
                .isEqualTo(
                        new Outcome.TryAgain(
                                Optional.of(Duration.ofMillis(650)), "HTTP 429: slow", false));
        assertThat(discord.outcome(reply(404, "{\"message\":\"Unknown Webhook\",\"code\":10015}")))
                .isEqualTo(new Outcome.GiveUp("HTTP 404: 10015 Unknown Webhook"));
    }

    @Test
    void telegramHasAButtonThatHoldsAndOnlyItsSecretOpensTheHook() throws Exception {
        page(
                Channel.TELEGRAM,
                "4711",
                Says.of(200, "{\"ok\":true,\"result\":{\"message_id\":42}}"),
                (reached, fake) -> {
                    arrived(reached, "message 42");
                    assertThat(fake.last().path()).isEqualTo("/bot123:token/sendMessage");
                    assertThat(fake.last().json()).containsEntry("chat_id", "4711");
                    String data =
                            fake.last()
                                    .text()
                                    .replaceAll(".*\"callback_data\":\"([^\"]+)\".*", "$1");
                    assertThat(data.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64);
                    assertThat(telegram(reached, "telegram-secret", 4711, data).taken()).hasSize(1);
                    assertThat(telegram(reached, "telegram-secret", 4711, data).body())
                            .contains("answerCallbackQuery", "\"77\"");
                    assertThat(telegram(reached, "guessed", 4711, data).status()).isEqualTo(403);
                    assertThat(telegram(reached, "telegram-secret", 4712, data).taken())
                            .as("another chat")
                            .isEmpty();
                    assertThat(telegram(reached, "telegram-secret", 4711, "a:forged").taken())
                            .isEmpty();
                });
        var telegram =
                new TelegramChannel(
                        Reached.settings0().telegram().orElseThrow(),
                        new CallbackTokens(Reached.settings0()));
        assertThat(
                        telegram.outcome(
                                reply(
                                        429,
                                        "{\"ok\":false,\"description\":\"Too Many Requests\",\"parameters\":{\"retry_after\":5}}")))
                .isEqualTo(
                        new Outcome.TryAgain(
                                Optional.of(Duration.ofSeconds(5)),
                                "HTTP 429: Too Many Requests",
                                false));
        assertThat(
                        telegram.outcome(
                                reply(
                                        403,
                                        "{\"ok\":false,\"description\":\"Forbidden: bot was blocked by the user\"}")))
                .isInstanceOf(Outcome.GiveUp.class);
    }

    private static HookAnswer telegram(Reached reached, String secret, int chat, String data) {
        return reached.hook(
                "telegram",
                "",
                Map.of("x-telegram-bot-api-secret-token", secret),
                "{\"update_id\":1,\"callback_query\":{\"id\":\"77\",\"from\":{\"id\":1},\"message\":{\"chat\":{\"id\":"
                        + chat
                        + "}},\"data\":\""
                        + data
                        + "\"}}");
    }

    @Test
    void mattermostAndNtfyGetALinkToThePageWithOneButton() throws Exception {
        page(
                Channel.MATTERMOST,
                "{fake}/hooks/abc",
                Says.of(200, "ok"),
                (reached, fake) -> {
                    arrived(reached, "HTTP 200");
                    assertThat(fake.last().text()).contains("\"title_link\"", "/ack/");
                });
        page(
                Channel.NTFY,
                "acme-oncall",
                Says.of(200, "{\"id\":\"sPs71M8A2T\",\"event\":\"message\"}"),
                (reached, fake) -> {
                    arrived(reached, "sPs71M8A2T");
                    assertThat(fake.last().path()).isEqualTo("/");
                    assertThat(fake.last().header("Authorization")).isEqualTo("Bearer tk_ours");
                    assertThat(fake.last().json())
                            .containsEntry("topic", "acme-oncall")
                            .containsEntry("priority", 5);
                    assertThat(fake.last().text())
                            .as("never an action that acknowledges by itself")
                            .contains("\"action\":\"view\"")
                            .doesNotContain("\"action\":\"http\"");
                });
        var ntfy = new NtfyChannel(new ChannelSettings.Ntfy("https://ntfy.sh", Optional.of("tk")));
        var call = ntfy.call(parcel(Channel.NTFY, "https://push.example/acme", Delivery.Kind.PAGE));
        assertThat(call.url()).isEqualTo("https://push.example/");
        assertThat(call.headers()).as("our token is for our server").isEmpty();
        assertThat(call.ours()).isFalse();
    }

    @Test
    void pushoverRingsUntilItIsAcknowledgedAndItsReceiptIsAskedFor() throws Exception {
        String[] acknowledged = {"0"};
        try (var fake =
                        new FakeProvider(asked ->
                                Says.of(
                                        200,
                                        asked.path().startsWith("/1/receipts/rcpt.json")
                                                ? "{\"status\":1,\"acknowledged\":"
                                                        + acknowledged[0]
                                                        + "}"
                                                : "{\"status\":1,\"request\":\"r\",\"receipt\":\"rcpt\"}"));
                var test = TestStores.sqlite();
                var reached = new Reached(test, Reached.settings(fake))) {
            reached.write(Sent.due("d1", Reached.on(Channel.PUSHOVER, USER_KEY)));
            reached.run();
            arrived(reached, "rcpt");
            assertThat(fake.last().path()).isEqualTo("/1/messages.json");
            Map<String, String> form = fake.last().form();
            assertThat(form)
                    .containsEntry("token", "app-token")
                    .containsEntry("user", USER_KEY)
                    .containsEntry("priority", "2")
                    .containsEntry("retry", "60")
                    .containsEntry("expire", "1800");
            String query = form.get("callback").replaceAll(".*\\?", "");
            assertThat(
                            reached.hook("pushover", query, Map.of(), "receipt=rcpt&acknowledged=1")
                                    .taken())
                    .as("the receipt does not say so")
                    .isEmpty();
            acknowledged[0] = "1";
            assertThat(
                            reached.hook("pushover", query, Map.of(), "receipt=rcpt&acknowledged=1")
                                    .taken())
                    .hasSize(1);
            assertThat(reached.hook("pushover", query + "x", Map.of(), "receipt=rcpt").status())
                    .isEqualTo(403);
        }
        var settings = Reached.settings0();
        var pushover =
                new PushoverChannel(
                        settings, settings.pushover().orElseThrow(), new CallbackTokens(settings));
        assertThat(pushover.outcome(reply(429, "{\"status\":0}")))
                .isInstanceOf(Outcome.GiveUp.class);
        assertThat(
                        pushover.outcome(
                                reply(
                                        400,
                                        "{\"status\":0,\"user\":\"invalid\",\"errors\":[\"user identifier is invalid\"]}")))
                .isInstanceOf(Outcome.GiveUp.class);
    }

    @Test
    void thePagersOfOthersFollowTheAlert() throws Exception {
        try (var fake =
                        new FakeProvider(asked ->
                                Says.of(
                                        202,
                                        "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"alert1\",\"result\":\"Request will be processed\",\"requestId\":\"r1\"}"));
                var test = TestStores.sqlite();
                var reached = new Reached(test, Reached.settings(fake))) {
            reached.write(
                    Sent.due("d1", Reached.on(Channel.PAGERDUTY, KEY)),
                    Sent.due("d2", Reached.on(Channel.OPSGENIE, GENIE)));
            reached.run();
            reached.write(alert(reached, AlertChanged.What.ACKNOWLEDGED));
            reached.run();
            reached.write(alert(reached, AlertChanged.What.RESOLVED));
            reached.run();
            assertThat(fake.asked)
                    .filteredOn(asked -> asked.path().equals("/v2/enqueue"))
                    .extracting(asked -> asked.json().get("event_action"))
                    .containsExactly("trigger", "acknowledge", "resolve");
            assertThat(fake.asked)
                    .filteredOn(asked -> asked.path().equals("/v2/enqueue"))
                    .allSatisfy(asked ->
                            assertThat(asked.json())
                                    .containsEntry("routing_key", KEY)
                                    .containsEntry("dedup_key", "alert1"));
            assertThat(fake.asked)
                    .filteredOn(asked -> asked.path().startsWith("/v2/alerts"))
                    .allSatisfy(asked ->
                            assertThat(asked.header("Authorization"))
                                    .isEqualTo("GenieKey " + GENIE))
                    .extracting(FakeProvider.Asked::path)
                    .containsExactly(
                            "/v2/alerts",
                            "/v2/alerts/alert1/acknowledge?identifierType=alias",
                            "/v2/alerts/alert1/close?identifierType=alias");
        }
        for (int status : new int[] {400, 403, 422}) {
            assertThat(new OpsgenieChannel(Reached.settings0()).outcome(reply(status, "{}")))
                    .isInstanceOf(Outcome.GiveUp.class);
        }
        assertThat(new PagerDutyChannel(Reached.settings0()).outcome(reply(429, "{}")))
                .isInstanceOf(Outcome.TryAgain.class);
    }

    private static AlertChanged alert(Reached reached, AlertChanged.What what) {
        try (var sent = new Sent(reached.test)) {
            return sent.alert(what);
        }
    }

    @Test
    void anAddressOfAUserLeadsIntoNoPrivateNetwork() {
        try (var lookup = new Lookup();
                var calls =
                        new HttpCalls(
                                Duration.ofSeconds(5),
                                AddressPolicy.publicOnly(),
                                java.time.InstantSource.system(),
                                lookup);
                var fake = new FakeProvider(asked -> Says.of(200, "ok"))) {
            for (Channel channel :
                    List.of(Channel.SLACK, Channel.TEAMS, Channel.DISCORD, Channel.MATTERMOST)) {
                HttpChannel kind =
                        switch (channel) {
                            case SLACK ->
                                    new SlackChannel(
                                            Reached.settings0().slack(),
                                            new CallbackTokens(Reached.settings0()));
                            case TEAMS -> new TeamsChannel();
                            case DISCORD -> new DiscordChannel();
                            default -> new MattermostChannel();
                        };
                Outcome outcome =
                        new HttpTransport(kind, calls)
                                .send(
                                        parcel(
                                                channel,
                                                fake.url() + "/secretpath",
                                                Delivery.Kind.PAGE));
                assertThat(outcome).as(channel.name()).isInstanceOf(Outcome.GiveUp.class);
                assertThat(outcome.toString()).doesNotContain("secretpath");
            }
            assertThat(fake.asked).isEmpty();
        }
    }

    @Test
    void aChannelThatIsNotSetUpGivesWayAtOnce() {
        try (var test = TestStores.sqlite();
                var fake = new FakeProvider(asked -> Says.of(200, ""));
                var reached = new Reached(test, ChannelSettings.none(Reached.BASE, "s"))) {
            reached.write(
                    Sent.due(
                            "d1",
                            Reached.on(Channel.SMS, "+4915112345678"),
                            Reached.on(Channel.WEBHOOK, fake.url())));
            reached.run();
            assertThat(fake.asked).hasSize(1);
            assertThat(reached.facts().get(1).detail())
                    .isEqualTo("SMS is not set up: channels.twilio is missing");
            assertThat(reached.room.available())
                    .doesNotContain(Channel.SMS, Channel.EMAIL)
                    .contains(Channel.SLACK, Channel.WEB_PUSH);
        }
    }

    static HttpReply reply(int status, String body) {
        return new HttpReply(status, Optional.empty(), body);
    }

    static Transport.Parcel parcel(Channel channel, String address, Delivery.Kind kind) {
        return parcel(channel, address, kind, "[STATUS] 503");
    }

    static Transport.Parcel parcel(
            Channel channel, String address, Delivery.Kind kind, String text) {
        var message =
                Outbound.queued(
                        new dev.bellwether.model.DeliveryId("d1"),
                        Sent.ACME,
                        kind,
                        Optional.of(new dev.bellwether.model.AlertId("alert1")),
                        Optional.empty(),
                        Optional.of(Sent.ADA),
                        List.of(Reached.on(channel, address)),
                        "Checkout is down",
                        text,
                        Instant.EPOCH);
        return new Transport.Parcel(message, address, "Ada", Reached.BASE + "/ack/token");
    }
}
