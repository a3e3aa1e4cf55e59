package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Whoever hears at once what its event did hears it as long as it says little; a storm is
/// accepted, waits where it can be overtaken, and is decided in its order.
class AStormByAnyProtocolHasItsTurnTest {
    private static final OrganizationId ACME = new OrganizationId("acme");

    private Inbound inbound;
    private Integration sender;

    private void room(TestStore test, Duration wait) {
        inbound =
                new Inbound(test.store(), TestProbes.SECRETS, test.clock(), new SenderWeb(), wait);
        sender =
                inbound.integrations()
                        .make(
                                new Integration(
                                        Integrations.newId(),
                                        ACME,
                                        "Sender",
                                        "pagerduty",
                                        new ServiceId("shop"),
                                        false,
                                        100_000,
                                        Optional.empty(),
                                        Optional.empty()),
                                Actor.automation("test", "ann"))
                        .integration();
    }

    @OnEachStore
    void whoSaysLittleHearsWhatItDid(TestStore test) {
        room(test, Duration.ZERO);
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < InboundRush.MOST; i++) {
                assertThat(take("trigger", "k" + i).results()).hasSize(1);
            }
            test.clock().move(Duration.ofSeconds(1));
        }
    }

    @OnEachStore
    void aStormIsAcceptedAndDecidedInItsOrder(TestStore test) {
        room(test, Duration.ZERO);
        for (int i = 0; i < InboundRush.MOST; i++) {
            take("trigger", "k" + i);
        }
        Inbound.Accepted late = take("trigger", "late");
        assertThat(late.results()).isEmpty();
        assertThat(inbound.log().find(ACME, late.delivery())).isEmpty();
        test.clock().move(Duration.ofSeconds(2));
        assertThat(take("resolve", "late").results()).as("behind what waits").isEmpty();
        take("resolve", "k0");
        run(test);
        assertThat(inbound.log().find(ACME, late.delivery()).orElseThrow().results().getFirst())
                .extracting(InboundResult::did)
                .isEqualTo(InboundDid.OPENED);
        assertThat(inbound.open(sender, "late")).isEmpty();
        assertThat(inbound.open(sender, 1_000)).hasSize(InboundRush.MOST - 1);
        assertThat(take("resolve", "k1").results().getFirst().did()).isEqualTo(InboundDid.RESOLVED);
    }

    @OnEachStore
    void anAnswerWaitsForWhatIsDecidedInTime(TestStore test) {
        room(test, Duration.ofMinutes(1));
        for (int i = 0; i < InboundRush.MOST; i++) {
            take("trigger", "k" + i);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = CompletableFuture.supplyAsync(() -> take("trigger", "late"), threads);
            while (!answer.isDone()) {
                test.clock().move(Duration.ofSeconds(1));
                run(test);
            }
            assertThat(answer.join().results().getFirst().did()).isEqualTo(InboundDid.OPENED);
        }
    }

    @OnEachStore
    void behindWhatWaitsThereIsAnEndToItOutsideOfAStormToo(TestStore test) {
        room(test, Duration.ZERO);
        test.store()
                .run(tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO inbound_waiting
                                            (organization, integration, seq, id, at, bytes, protocol, events, payload)
                                        WITH RECURSIVE n (i) AS (
                                            SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most)
                                        SELECT :organization, :integration, i, 'f' || i, 0, 0, 'pagerduty',
                                            '{"list":[]}', '' FROM n
                                        """)
                                .bind("most", InboundBounds.MOST_WAITING)
                                .bind("organization", ACME)
                                .bind("integration", sender.id())
                                .execute());
        assertThatThrownBy(() -> take("trigger", "one more")).isInstanceOf(InboundBusy.class);
        assertThat(inbound.log().list(ACME, Optional.empty(), Optional.empty(), 1).items())
                .isEmpty();
    }

    private Inbound.Accepted take(String action, String key) {
        byte[] body =
                """
                {"routing_key":"secret","event_action":"%s","dedup_key":"%s","payload":
                 {"summary":"s","source":"x","severity":"critical"}}\
                """
                        .formatted(action, key)
                        .getBytes(StandardCharsets.UTF_8);
        return inbound.take(sender, "pagerduty", body, Map.of());
    }

    private void run(TestStore test) {
        List<Job> jobs = inbound.jobs();
        long before;
        do {
            before = test.store().journal().head();
            test.clock().move(Duration.ofSeconds(1));
            jobs.forEach(job -> job.run(test.clock().instant()));
        } while (test.store().journal().head() != before);
    }
}
