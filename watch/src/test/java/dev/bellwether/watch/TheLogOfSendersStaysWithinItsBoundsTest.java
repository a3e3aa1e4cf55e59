package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// "The log keeps the newest": each organization's own, by age, by number and by size, whichever
/// bound is met first.
class TheLogOfSendersStaysWithinItsBoundsTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId OTHER = new OrganizationId("other");
    private static final Duration KEPT = Duration.ofDays(30);

    /// More than two transactions' worth.
    private static final int MANY = 2 * InboundTrim.TOGETHER + 10;

    @OnEachStore
    void ofManyTheNewestStay(TestStore test) {
        fill(test, ACME, MANY, "");
        fill(test, OTHER, 5, "");
        new InboundTrim(KEPT, 7, 1_000_000).run(test.store(), test.clock().instant());
        assertThat(ids(test, ACME)).hasSize(7).first().isEqualTo("d" + (MANY - 1));
        assertThat(ids(test, OTHER)).hasSize(5);
    }

    @OnEachStore
    void ofLargeOnesAsManyStayAsThereIsRoomFor(TestStore test) {
        fill(test, ACME, 20, "x".repeat(100));
        fill(test, OTHER, 20, "");
        new InboundTrim(KEPT, 1_000, 350).run(test.store(), test.clock().instant());
        assertThat(ids(test, ACME)).containsExactly("d19", "d18", "d17");
        assertThat(ids(test, OTHER)).as("bytes of another do not count").hasSize(20);
    }

    @OnEachStore
    void whatIsOldGoesHoweverLittleThereIs(TestStore test) {
        fill(test, ACME, 10, "");
        test.clock().move(KEPT.minusSeconds(4));
        new InboundTrim(KEPT, 1_000, 1_000).run(test.store(), test.clock().instant());
        assertThat(ids(test, ACME))
                .as("ten came in, a second apart")
                .containsExactly("d9", "d8", "d7", "d6", "d5");
    }

    @OnEachStore
    void withinItsBoundsNothingGoes(TestStore test) {
        fill(test, ACME, 10, "x");
        new InboundTrim(KEPT, 10, 10).run(test.store(), test.clock().instant());
        assertThat(ids(test, ACME)).hasSize(10);
    }

    private static List<String> ids(TestStore test, OrganizationId organization) {
        return new InboundLog(test.store())
                .list(organization, Optional.empty(), Optional.empty(), 200).items().stream()
                        .map(InboundDelivery::id)
                        .toList();
    }

    /// A second apart, the last of them now.
    private static void fill(
            TestStore test, OrganizationId organization, int deliveries, String payload) {
        test.store()
                .run(tx -> {
                    for (int i = 0; i < deliveries; i++) {
                        InboundLog.add(tx, delivery(test, organization, deliveries, i), payload);
                    }
                });
    }

    private static InboundDelivery delivery(
            TestStore test, OrganizationId organization, int of, int i) {
        return new InboundDelivery(
                "d" + i,
                organization,
                new IntegrationId("sender"),
                "Sender",
                "pagerduty",
                test.clock().instant().minusSeconds(of - 1 - i),
                1,
                false,
                "",
                List.of(),
                1,
                true,
                Optional.empty());
    }
}
