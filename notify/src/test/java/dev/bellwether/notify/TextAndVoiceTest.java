package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Channel;
import dev.bellwether.model.DeliveryChanged.State;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SMS and calls over Twilio's API: what it takes is sent, what it says later counts, and a reply
/// or a key takes the alert on.
class TextAndVoiceTest {
    private static final String ADA = "+4915112345678";
    private static final String CHAT = "https://chat.example/hook";

    private int status = 201;
    private String code = "";
    private final FakeProvider twilio = new FakeProvider(this::answer);

    /// https://www.twilio.com/docs/messaging/api/message-resource and .../voice/api/call-resource
    private FakeProvider.Says answer(FakeProvider.Asked asked) {
        String basic =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        ("AC0123:" + Reached.TWILIO_TOKEN)
                                                .getBytes(StandardCharsets.UTF_8));
        if (asked.path().startsWith("/other")) {
            return FakeProvider.Says.of(200, "");
        }
        if (!asked.header("Authorization").equals(basic)) {
            return FakeProvider.Says.of(
                    401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}");
        }
        if (!asked.path().matches("/2010-04-01/Accounts/AC0123/(Messages|Calls)\\.json")) {
            return FakeProvider.Says.of(
                    404, "{\"code\":20404,\"message\":\"Not found\",\"status\":404}");
        }
        if (status == 201) {
            String sid = asked.path().contains("Calls") ? "CA1" : "SM1";
            return FakeProvider.Says.of(201, "{\"sid\":\"" + sid + "\",\"status\":\"queued\"}");
        }
        return new FakeProvider.Says(
                status,
                "{\"code\":" + code + ",\"message\":\"said why\",\"status\":" + status + "}",
                status == 429 ? Map.of("Retry-After", "7") : Map.of());
    }

    @AfterEach
    void stop() {
        twilio.close();
    }

    private Reached room(TestStore test) {
        return new Reached(test, Reached.settings(twilio));
    }

    @OnEachStore
    void anSmsIsSentAndArrivesWhenTheProviderSaysSo(TestStore test) throws Exception {
        try (var reached = room(test)) {
            reached.write(Sent.due("d1", Reached.on(Channel.SMS, ADA)));
            reached.run();
            Map<String, String> form = twilio.last().form();
            assertThat(form)
                    .containsEntry("To", ADA)
                    .containsEntry("From", "+15005550006")
                    .hasEntrySatisfying(
                            "Body",
                            body ->
                                    assertThat(body)
                                            .contains("Checkout is down", "Reply ")
                                            .doesNotContain("/ack/"));
            assertThat(reached.only().state()).isEqualTo(Delivery.State.SENT);

            assertThat(status(reached, form, "MessageStatus", "sent", true)).isEqualTo(204);
            assertThat(status(reached, form, "MessageStatus", "delivered", true)).isEqualTo(204);
            assertThat(status(reached, form, "MessageStatus", "sending", true))
                    .as("late and out of order")
                    .isEqualTo(204);
            assertThat(reached.states())
                    .containsExactly(State.QUEUED, State.SENT, State.SENT, State.DELIVERED);
            assertThat(reached.only().detail()).isEqualTo("Twilio says delivered");
        }
    }

    @OnEachStore
    void whatTheProviderCouldNotDeliverGoesToTheNextMethodAtOnce(TestStore test) throws Exception {
        try (var reached = room(test)) {
            reached.write(
                    Sent.due(
                            "d1",
                            Reached.on(Channel.SMS, ADA),
                            Reached.on(Channel.WEBHOOK, twilio.url() + "/other")));
            reached.run();
            Map<String, String> form = twilio.last().form();
            assertThat(status(reached, form, "MessageStatus", "undelivered", false))
                    .as("somebody else's signature")
                    .isEqualTo(403);
            assertThat(reached.only().state()).isEqualTo(Delivery.State.SENT);
            status(reached, form, "MessageStatus", "undelivered", true);
            reached.run();
            assertThat(twilio.last().path()).isEqualTo("/other");
            assertThat(reached.only().state()).isEqualTo(Delivery.State.DELIVERED);
        }
    }

    @OnEachStore
    void aProviderThatSaysNothingMoreIsNotWaitedForLong(TestStore test) {
        try (var reached = room(test)) {
            reached.write(
                    Sent.due(
                            "d1",
                            Reached.on(Channel.SMS, ADA),
                            Reached.on(Channel.WEBHOOK, twilio.url() + "/other")),
                    Sent.due("d2", Reached.on(Channel.SMS, "+4915187654321")));
            reached.run().later(Duration.ofMinutes(2));
            assertThat(twilio.last().path()).doesNotContain("other");
            reached.later(Duration.ofMinutes(2));
            assertThat(twilio.last().path()).isEqualTo("/other");
            assertThat(twilio.last().text()).contains("\"possible_duplicate\":true");
            assertThat(
                            reached.room
                                    .deliveries()
                                    .get(Sent.ACME, new dev.bellwether.model.DeliveryId("d2"))
                                    .orElseThrow()
                                    .detail())
                    .isEqualTo("sent as SM1; no receipt came");
        }
    }

    @Test
    void errorsOfTheProviderAreSortedByWhetherLaterWouldHelp() {
        Map<String, Boolean> later = new TreeMap<>();
        Object[][] table = {
            {400, "21211", false}, // no valid number
            {400, "21610", false}, // the reader said STOP
            {401, "20003", false},
            {429, "20429", true},
            {503, "20503", true},
            {500, "20500", true}
        };
        for (Object[] row : table) {
            var reply =
                    new HttpReply(
                            (int) row[0],
                            java.util.Optional.of(Duration.ofSeconds(7)),
                            "{\"code\":" + row[1] + ",\"message\":\"m\"}");
            Outcome outcome = TwilioAnswers.outcome(reply, true, Duration.ofMinutes(1));
            later.put((String) row[1], outcome instanceof Outcome.TryAgain);
            assertThat(outcome instanceof Outcome.TryAgain).as("%s", row[1]).isEqualTo(row[2]);
        }
        assertThat(later).hasSize(6);
    }

    @OnEachStore
    void aFullProviderIsAskedAgainWhenItSaid(TestStore test) {
        try (var reached = room(test)) {
            status = 429;
            code = "20429";
            reached.write(Sent.due("d1", Reached.on(Channel.SMS, ADA)));
            reached.run().later(Duration.ofSeconds(6));
            assertThat(twilio.asked).hasSize(1);
            status = 201;
            reached.later(Duration.ofSeconds(2));
            assertThat(twilio.asked).hasSize(2);
        }
    }

    @OnEachStore
    void aReplyWithTheCodeTakesTheAlertOnAndNothingElseDoes(TestStore test) throws Exception {
        try (var reached = room(test)) {
            reached.write(Sent.due("d1", Reached.on(Channel.SMS, ADA)));
            reached.run();
            String body = twilio.last().form().get("Body");
            String reply = body.replaceAll(".*Reply (\\d{4}) .*", "$1");
            assertThat(sms(reached, ADA, reply, false).status()).isEqualTo(403);
            assertThat(sms(reached, "+4915100000000", reply, true).taken())
                    .as("from another number")
                    .isEmpty();
            assertThat(sms(reached, ADA, "0000", true).taken()).isEmpty();
            for (String nothing : new String[] {"STOP", "", " ", ".", "!", "#"}) {
                assertThat(sms(reached, ADA, nothing, true).body())
                        .as(nothing)
                        .contains("<Response/>");
            }
            for (String good :
                    new String[] {reply, " " + reply + " ", "Ack " + reply, "ok", "Y."}) {
                HookAnswer answer = sms(reached, ADA, good, true);
                assertThat(answer.taken()).as(good).hasSize(1);
                assertThat(answer.taken().getFirst().alert().value()).isEqualTo("alert1");
                assertThat(answer.taken().getFirst().person()).contains(Sent.ADA);
                assertThat(answer.body()).contains("You have it: Checkout is down");
            }
        }
    }

    @OnEachStore
    void aCallSaysItTwiceAndTheFourTakesItOn(TestStore test) throws Exception {
        try (var reached = room(test)) {
            reached.write(Sent.due("d1", Reached.on(Channel.VOICE, ADA)));
            reached.run();
            Map<String, String> form = twilio.last().form();
            assertThat(twilio.last().path()).endsWith("/Calls.json");
            assertThat(twilio.last().text().split("&"))
                    .as("Twilio tells of an event only where it stands in a field of its own")
                    .filteredOn(field -> field.startsWith("StatusCallbackEvent="))
                    .containsExactly(
                            "StatusCallbackEvent=initiated",
                            "StatusCallbackEvent=ringing",
                            "StatusCallbackEvent=answered",
                            "StatusCallbackEvent=completed");
            String twiml = form.get("Twiml");
            assertThat(twiml).contains("<Gather", "numDigits=\"1\"", "Press 4", "Checkout is down");
            var xml =
                    javax.xml.parsers.DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(
                                    new java.io.ByteArrayInputStream(
                                            twiml.getBytes(StandardCharsets.UTF_8)));
            String action =
                    xml.getElementsByTagName("Gather")
                            .item(0)
                            .getAttributes()
                            .getNamedItem("action")
                            .getNodeValue();
            assertThat(signed(reached, action, Map.of("Digits", "1"), true).taken()).isEmpty();
            assertThat(signed(reached, action, Map.of("Digits", "4"), false).status())
                    .isEqualTo(403);
            HookAnswer pressed = signed(reached, action, Map.of("Digits", "4"), true);
            assertThat(pressed.taken()).hasSize(1);
            assertThat(pressed.body()).contains("You have it");
            String forged = action.replaceAll("m=[^&]*", "m=acme%7Ed1%7E9");
            assertThat(signed(reached, forged, Map.of("Digits", "4"), true).taken()).isEmpty();

            assertThat(status(reached, form, "CallStatus", "no-answer", true)).isEqualTo(204);
            assertThat(reached.states()).contains(State.GAVE_UP, State.FAILED);
        }
    }

    @Test
    void withoutAnHttpsAddressThereIsNoCallbackAndALinkInstead() throws Exception {
        var with = ChannelSettings.none("http://localhost:8080", "secret");
        var twilioSettings = new ChannelSettings.Twilio("https://x", "AC1", "t", "MG1", "");
        var sms =
                new SmsChannel(
                        new TwilioChannel.Account(with, twilioSettings, new CallbackTokens(with)));
        var message =
                Outbound.queued(
                        new dev.bellwether.model.DeliveryId("d1"),
                        Sent.ACME,
                        Delivery.Kind.PAGE,
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.List.of(Reached.on(Channel.SMS, ADA)),
                        "Checkout is down",
                        "x".repeat(3_000),
                        java.time.Instant.EPOCH);
        var call =
                sms.call(new Transport.Parcel(message, ADA, "Ada", "http://localhost:8080/ack/t"));
        String body = new String(call.body(), StandardCharsets.UTF_8);
        assertThat(body)
                .contains("MessagingServiceSid=MG1", "%2Fack%2Ft")
                .doesNotContain("StatusCallback");
        assertThat(sms.outcome(new HttpReply(201, java.util.Optional.empty(), "{\"sid\":\"SM9\"}")))
                .isEqualTo(new Outcome.Delivered("taken as SM9"));
        assertThat(call.toString()).doesNotContain("Authorization");
    }

    private int status(
            Reached reached, Map<String, String> sent, String field, String value, boolean right)
            throws Exception {
        return signed(reached, sent.get("StatusCallback"), Map.of(field, value), right).status();
    }

    private HookAnswer sms(Reached reached, String from, String body, boolean right)
            throws Exception {
        return signed(
                reached,
                Reached.BASE + "/hooks/channels/twilio/sms",
                Map.of("From", from, "Body", body, "MessageSid", "SM2"),
                right);
    }

    /// As Twilio signs: https://www.twilio.com/docs/usage/security
    private HookAnswer signed(Reached reached, String url, Map<String, String> form, boolean right)
            throws Exception {
        var signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(
                new SecretKeySpec(
                        (right ? Reached.TWILIO_TOKEN : "guessed").getBytes(StandardCharsets.UTF_8),
                        "HmacSHA1"));
        String signature =
                Base64.getEncoder()
                        .encodeToString(
                                mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        var body = new LinkedHashMap<String, String>(form);
        String hook = url.replaceAll(".*/hooks/channels/([^?]*).*", "$1");
        String query = url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
        return reached.hook(
                hook,
                query,
                Map.of("x-twilio-signature", signature),
                new String(HttpCall.form("http://x", body).body(), StandardCharsets.UTF_8));
    }
}
