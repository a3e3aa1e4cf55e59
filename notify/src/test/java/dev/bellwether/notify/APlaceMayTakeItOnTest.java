package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.PageDue;
import dev.bellwether.notify.FakeProvider.Says;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A page to a team's chat has a button or a link by which one of its readers takes it on, wherever
/// the provider's API has one.
class APlaceMayTakeItOnTest {
    @ParameterizedTest
    @CsvSource({
        "TEAMS, {fake}/workflows/1, 202",
        "DISCORD, {fake}/api/webhooks/1/token, 200",
        "MATTERMOST, {fake}/hooks/abc, 200",
        "NTFY, shop, 200",
        "SLACK, {fake}/services/T1/B1/x, 200",
        "TELEGRAM, -100123, 200"
    })
    void itLeadsToTheAlert(Channel channel, String address, int status) {
        try (TestStore test = TestStores.sqlite();
                var fake = new FakeProvider(_ -> Says.of(status, "{\"ok\":true,\"id\":\"1\"}"));
                var reached = new Reached(test, Reached.settings(fake))) {
            reached.write(page(channel, address.replace("{fake}", fake.url())));
            reached.run();
            assertThat(fake.asked).hasSize(1);
            String text = fake.last().text();
            assertThat(text).contains(ChatText.TAKE_IT);
            switch (channel) {
                case SLACK -> assertThat(text).contains(SlackChannel.ACTION);
                case TELEGRAM -> assertThat(text).contains("callback_data");
                default -> assertThat(text).contains("/console/alerts/alert1");
            }
            assertThat(text).as("nobody's own proof").doesNotContain("/ack/");
        }
    }

    @Test
    void aWebhookHasTheIdsAndNoLink() {
        try (TestStore test = TestStores.sqlite();
                var fake = new FakeProvider(_ -> Says.of(200, ""));
                var reached = new Reached(test, Reached.settings(fake))) {
            reached.write(page(Channel.WEBHOOK, fake.url() + "/hook"));
            reached.run();
            assertThat(fake.last().text()).contains("alert1").doesNotContain("acknowledge_url");
        }
    }

    @Test
    void slackSaysWhoPressedAndAForgedButtonDoesNothing() throws Exception {
        try (TestStore test = TestStores.sqlite();
                var fake = new FakeProvider(_ -> Says.of(200, "ok"));
                var reached = new Reached(test, Reached.settings(fake))) {
            reached.write(page(Channel.SLACK, fake.url() + "/services/T1/B1/x"));
            reached.run();
            String value = fake.last().text().replaceAll(".*\"value\":\"([^\"]+)\".*", "$1");
            assertThat(pressed(reached, value).taken())
                    .containsExactly(
                            new HookAnswer.TakenOn(
                                    Sent.ACME,
                                    new AlertId("alert1"),
                                    Optional.empty(),
                                    "Slack button",
                                    "grace"));
            assertThat(pressed(reached, value.replace("page1", "page2")).taken()).isEmpty();
        }
    }

    private static HookAnswer pressed(Reached reached, String value) throws Exception {
        String payload =
                "{\"type\":\"block_actions\",\"user\":{\"id\":\"U1\",\"username\":\"grace\"},\"actions\":[{\"action_id\":\""
                        + SlackChannel.ACTION
                        + "\",\"value\":\""
                        + value
                        + "\"}]}";
        String body = "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
        return ChatChannelsTest.slack(
                reached, body, reached.test.clock().instant(), "slack-secret");
    }

    private static PageDue page(Channel channel, String address) {
        return new PageDue(
                new DeliveryId("page1"),
                new AlertId("alert1"),
                new IncidentId("incident1"),
                Optional.empty(),
                List.of(new ContactMethod("place", channel, address, true)),
                0,
                0,
                "Shop is down",
                "since 08:00");
    }
}
