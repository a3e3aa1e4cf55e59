package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.PageDue;
import dev.bellwether.notify.FakeProvider.Asked;
import dev.bellwether.notify.FakeProvider.Says;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Nobody gets more than one text message a minute, nothing is dropped for it, and a channel that
/// was down tells all it missed in one message.
class PaceAndBacklogTest {
    private static final String ADA = "+4915112345678";
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private boolean down;
    private final List<Asked> texts = new ArrayList<>();

    private Says answer(Asked asked) {
        if (asked.path().startsWith("/other")) {
            return Says.of(200, "");
        }
        if (down) {
            return Says.of(503, "{\"code\":20503}");
        }
        texts.add(asked);
        return Says.of(201, "{\"sid\":\"SM" + texts.size() + "\"}");
    }

    private static PageDue page(int n, ContactMethod... methods) {
        return new PageDue(
                new DeliveryId("d" + n),
                new AlertId("alert" + n),
                new IncidentId("inc" + n),
                Optional.of(Sent.ADA),
                List.of(methods),
                0,
                0,
                "Service " + n + " is down",
                "because");
    }

    @Test
    void whenAnAddressMayBeWrittenToAgain() {
        Object[][] table = {
            {Optional.empty(), Optional.empty()},
            {Optional.of(NOW), Optional.of(NOW.plus(MINUTE))},
            {Optional.of(NOW.minusSeconds(59)), Optional.of(NOW.plusSeconds(1))},
            {Optional.of(NOW.minusSeconds(60)), Optional.empty()},
            {Optional.of(NOW.plusSeconds(3_600)), Optional.empty()} // the clock was set back
        };
        for (Object[] row : table) {
            @SuppressWarnings("unchecked")
            var last = (Optional<Instant>) row[0];
            assertThat(Pace.hold(last, MINUTE, NOW)).as("%s", last).isEqualTo(row[1]);
        }
    }

    @OnEachStore
    void whatComesWithinTheMinuteGoesInOneMessageAndOneReplyTakesAllOn(TestStore test) {
        try (var fake = new FakeProvider(this::answer);
                var reached = new Reached(test, Reached.settings(fake))) {
            var sms = Reached.on(Channel.SMS, ADA);
            reached.write(page(1, sms));
            reached.run();
            reached.write(page(2, sms), page(3, sms), page(4, sms));
            reached.run().later(Duration.ofSeconds(50));
            assertThat(texts).hasSize(1);
            reached.later(Duration.ofSeconds(11));
            assertThat(texts).hasSize(2);
            String body = texts.getLast().form().get("Body");
            assertThat(body)
                    .startsWith("3 messages. ")
                    .contains("Service 2 is down", "Service 3 is down", "Service 4 is down");
            String code = body.replaceAll(".*Reply (\\d{4}) .*", "$1");
            var first =
                    new HookDesk(
                                    test.store(),
                                    test.clock(),
                                    new Outbox(),
                                    new Decide(RetrySettings.DEFAULT))
                            .pagesTo(
                                    Channel.SMS, ADA, m -> reached.tokens.replyCode(m).equals(code))
                            .getFirst();
            assertThat(
                            new HookDesk(
                                            test.store(),
                                            test.clock(),
                                            new Outbox(),
                                            new Decide(RetrySettings.DEFAULT))
                                    .taken(first, "SMS reply"))
                    .extracting(taken -> taken.alert().value())
                    .containsExactlyInAnyOrder("alert2", "alert3", "alert4");
        }
    }

    @Test
    void overAnyMixOfPagesNobodyIsToldTwiceAMinuteAndEachPageIsToldOnce() {
        for (int seed = 0; seed < 5; seed++) {
            texts.clear();
            var random = new Random(seed);
            try (var fake = new FakeProvider(this::answer);
                    var test = TestStores.sqlite();
                    var reached = new Reached(test, Reached.settings(fake))) {
                Map<String, List<Instant>> sentAt = new HashMap<>();
                int made = 0;
                int seen = 0;
                for (int second = 0; second < 400; second += 1 + random.nextInt(20)) {
                    int burst = second < 240 ? random.nextInt(4) : 0;
                    for (int i = 0; i < burst; i++) {
                        reached.write(
                                page(
                                        made++,
                                        Reached.on(
                                                Channel.SMS, "+491511234567" + random.nextInt(3))));
                    }
                    reached.later(Duration.ofSeconds(1 + random.nextInt(9)));
                    for (; seen < texts.size(); seen++) {
                        sentAt.computeIfAbsent(
                                        texts.get(seen).form().get("To"), k -> new ArrayList<>())
                                .add(test.clock().instant());
                    }
                }
                for (int minute = 0; minute < 3; minute++) {
                    reached.later(Duration.ofSeconds(61));
                }
                String all =
                        texts.stream()
                                .map(text -> text.form().get("Body"))
                                .reduce("", (a, b) -> a + "\n" + b);
                for (int n = 0; n < made; n++) {
                    assertThat(all.split("Service " + n + " is", -1).length - 1)
                            .as("seed %d, page %d", seed, n)
                            .isEqualTo(1);
                }
                sentAt.forEach((to, times) -> {
                    for (int i = 1; i < times.size(); i++) {
                        assertThat(Duration.between(times.get(i - 1), times.get(i)))
                                .as(to)
                                .isGreaterThanOrEqualTo(MINUTE);
                    }
                });
            }
        }
    }

    @OnEachStore
    void aChannelThatWasDownForHoursTellsItsBacklogInOneMessage(TestStore test) {
        try (var fake = new FakeProvider(this::answer);
                var reached = new Reached(test, Reached.settings(fake))) {
            down = true;
            var sms = Reached.on(Channel.SMS, ADA);
            var other = Reached.on(Channel.WEBHOOK, fake.url() + "/other");
            for (int n = 1; n <= 3; n++) {
                reached.write(page(n, sms, other));
                for (int i = 0; i < 30; i++) {
                    reached.later(Duration.ofSeconds(10));
                }
            }
            assertThat(fake.asked)
                    .filteredOn(asked -> asked.path().startsWith("/other"))
                    .as("each page reached the person another way")
                    .hasSize(3);
            for (int hour = 0; hour < 3; hour++) {
                reached.later(Duration.ofHours(1));
            }
            assertThat(texts).isEmpty();
            down = false;
            for (int i = 0; i < 20; i++) {
                reached.later(MINUTE);
            }
            assertThat(texts).hasSize(1);
            assertThat(texts.getFirst().form().get("Body"))
                    .startsWith("3 pages could not be told by SMS while it was down")
                    .contains("Service 1 is down", "Service 3 is down")
                    .doesNotContain("Reply");
        }
    }

    @Test
    void aLongBacklogNamesTheFirstAndCountsTheRest() {
        String text = "1";
        for (int n = 2; n <= 500; n++) {
            text = Backlog.grow(text, "" + n);
            assertThat(Backlog.count(text)).isEqualTo(n);
        }
        assertThat(text.lines().count()).isEqualTo(40);
        assertThat(text).endsWith("and 461 more");
    }
}
