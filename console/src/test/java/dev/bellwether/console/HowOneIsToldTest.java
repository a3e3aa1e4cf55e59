package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// One's own page: methods with a name, rules, quiet hours, a test; what is wrong is said in place.
class HowOneIsToldTest {
    @Test
    void rulesAndQuietHoursAreMadeAndTakenBackWithoutJavaScript() {
        try (var world = new World()) {
            var browser = world.owner();
            var me = browser.get("/console/me");
            assertThat(me.text())
                    .contains("Urgent At once, by your first method.", "Quiet hours")
                    .doesNotContain("undefined");
            assertThat(me.html().select("select[name=channel] option").eachText())
                    .as("only what is set up here")
                    .contains("Slack", "Webhook")
                    .doesNotContain("SMS", "Telegram", "Browser notification");

            var ruled = browser.press(me, "Add the rule", "urgency", "HIGH", "after", "5");
            assertThat(ruled.text()).contains("The rule was added.", "After 5 min by Email");
            var wrong = browser.press(ruled, "Add the rule", "urgency", "HIGH", "after", "90");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.problems()).isNotEmpty();
            var twice = browser.press(ruled, "Add the rule", "urgency", "HIGH", "after", "5");
            assertThat(twice.status()).isEqualTo(422);
            assertThat(twice.text()).contains("says the same as one before it");
            var bare =
                    browser.post(
                            ruled.html().select("form[action*=/rules/]").first().attr("action"),
                            Browser.fields(ruled.html().select("form[action*=/rules/]").first()));
            assertThat(bare.text()).contains("No rule is left");

            var odd =
                    browser.press(
                            me,
                            "Save quiet hours",
                            "from",
                            "22:00",
                            "to",
                            "07:00",
                            "zone",
                            "Europe/Atlantis");
            assertThat(odd.status()).isEqualTo(422);
            assertThat(odd.text()).contains("is not a time zone");
            var quiet =
                    browser.press(
                            odd,
                            "Save quiet hours",
                            "from",
                            "22:00",
                            "to",
                            "07:00",
                            "zone",
                            "Europe/Berlin");
            assertThat(quiet.text()).contains("Your quiet hours were saved.");
            assertThat(quiet.html().select("input[name=zone]").val()).isEqualTo("Europe/Berlin");
            assertThat(browser.press(quiet, "End quiet hours").text())
                    .contains("You have no quiet hours.");

            assertThat(browser.press(me, "Send a test").text())
                    .contains("A test was sent by Email");
            var secret =
                    browser.press(
                            me,
                            "Add and send a code",
                            "channel",
                            "SLACK",
                            "address",
                            "https://hooks.slack.com/services/T0/B0/verysecret",
                            "label",
                            "team room");
            assertThat(secret.text()).contains("hooks.slack.com · ", "team room");
            assertThat(secret.html().html()).doesNotContain("verysecret");
        }
    }

    @Test
    void aDrillIsAnsweredByItsLinkAndFetchingItDoesNothing() {
        try (var world = new World()) {
            var browser = world.owner();
            var page = browser.get("/console/readiness");
            assertThat(page.text()).contains("no drill counted yet", "15 of 100");
            var begun = browser.press(page, "Begin a drill");
            assertThat(begun.text()).contains("A test page goes to", "under way");
            var owner = world.people.owners(World.ORG).getFirst();
            var drill =
                    world.rooms
                            .messages()
                            .drills()
                            .readiness(World.ORG)
                            .getFirst()
                            .last()
                            .orElseThrow();
            String link = world.links.acknowledge(World.ORG, drill.id(), owner.id());
            String path = java.net.URI.create(link).getPath();
            var stranger = new Browser(world.base);
            var asked = stranger.get(path);
            stranger.get(path);
            assertThat(asked.text()).contains("Can you be reached?", "Nothing is wrong");
            assertThat(browser.get("/console/readiness").text()).contains("under way");
            assertThat(stranger.press(asked, "I have it").text()).contains("it counts");
            assertThat(browser.get("/console/readiness").text())
                    .contains("1 of 1 in time", "85 of 100");
            var planned =
                    browser.press(
                            begun, "Save", "everyDays", "7", "hour", "10", "zone", "Europe/Berlin");
            assertThat(planned.text())
                    .contains("Drills begin by themselves now", "The next one is");
            assertThat(
                            browser.press(
                                            planned,
                                            "Save",
                                            "everyDays",
                                            "0",
                                            "hour",
                                            "10",
                                            "zone",
                                            "UTC")
                                    .status())
                    .isEqualTo(422);
        }
    }

    @Test
    void theWorkerForNotificationsIsServedAndAsksThisServerAlone() {
        try (var world = new World()) {
            var worker = world.owner().get("/console/push-worker.js");
            assertThat(worker.status()).isEqualTo(200);
            assertThat(worker.header("Content-Type")).startsWith("text/javascript");
            assertThat(worker.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(worker.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; connect-src 'self'");
        }
    }
}
