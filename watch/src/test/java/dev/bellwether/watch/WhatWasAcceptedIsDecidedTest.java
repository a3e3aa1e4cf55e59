package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A sender that was answered "accepted" is heard: once, in its order, whatever happens to us
/// meanwhile.
class WhatWasAcceptedIsDecidedTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Actor ANN = Actor.automation("test", "ann");

    private Inbound inbound;
    private Integration sender;

    private void room(TestStore test) {
        inbound = new Inbound(test.store(), TestProbes.SECRETS, test.clock());
        sender = integration("Sender");
    }

    private Integration integration(String name) {
        return inbound.integrations()
                .make(
                        new Integration(
                                Integrations.newId(),
                                ACME,
                                name,
                                "pagerduty",
                                new ServiceId("shop"),
                                false,
                                1_000,
                                Optional.empty(),
                                Optional.empty()),
                        ANN)
                .integration();
    }

    @OnEachStore
    void ofManyAtOnceEachIsDecidedOnce(TestStore test) throws Exception {
        room(test);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = new ArrayList<Callable<String>>();
            for (int i = 0; i < 300; i++) {
                String key = "k" + i;
                posts.add(() -> post(sender, "trigger", key));
            }
            for (Future<String> answer : threads.invokeAll(posts)) {
                assertThat(answer.get()).startsWith("k");
            }
        }
        assertThat(raised(test)).as("nothing is decided in the request").isZero();
        test.clock().move(Duration.ofSeconds(1));
        run(test);
        assertThat(raised(test)).isEqualTo(300);
        run(test);
        assertThat(raised(test)).isEqualTo(300);
        assertThat(inbound.open(sender, 1_000)).hasSize(300);
    }

    @OnEachStore
    void whoDiesBeforeItIsDecidedDecidesItWhenItIsBack(TestStore test) {
        room(test);
        post(sender, "trigger", "disk");
        inbound = new Inbound(test.store(), TestProbes.SECRETS, test.clock());
        run(test);
        assertThat(inbound.open(sender, "disk")).isPresent();
    }

    @OnEachStore
    void whatOneSenderSaysStaysInItsOrder(TestStore test) {
        room(test);
        Integration other = integration("Other");
        for (int i = 0; i < 60; i++) {
            post(sender, "trigger", "k" + i);
            post(other, "trigger", "k" + i);
            post(sender, "resolve", "k" + i);
        }
        test.clock().move(Duration.ofSeconds(1));
        run(test);
        assertThat(inbound.open(sender, 1_000)).isEmpty();
        assertThat(inbound.open(other, 1_000)).hasSize(60);
    }

    @OnEachStore
    void whatASenderSaysFirstOvertakesTheRestOfAStorm(TestStore test) {
        room(test);
        Integration other = integration("Other");
        for (int i = 0; i < 200; i++) {
            post(sender, "trigger", "k" + i);
        }
        post(other, "trigger", "disk");
        test.clock().move(Duration.ofSeconds(1));
        turns().run(test.clock().instant());
        assertThat(inbound.open(other, "disk")).isPresent();
        assertThat(inbound.open(sender, 1_000)).as("the storm, besides").hasSize(1);
        run(test);
        assertThat(inbound.open(sender, 1_000)).hasSize(200);
    }

    /// Each key ends as what was said of it last, whoever overtook whom.
    @OnEachStore
    void whateverComesInWhateverOrderEachKeyFollowsItsSender(TestStore test) {
        room(test);
        List<Integration> all = List.of(sender, integration("Two"), integration("Three"));
        Job turns = turns();
        for (long seed = 0; seed < 8; seed++) {
            var random = new Random(seed);
            var open = new TreeSet<String>();
            for (int i = 0; i < 60; i++) {
                int of = random.nextInt(all.size());
                String key = seed + "-" + random.nextInt(6);
                boolean ends = random.nextInt(3) == 0;
                post(all.get(of), ends ? "resolve" : "trigger", key);
                if (ends) {
                    open.remove(of + key);
                } else {
                    open.add(of + key);
                }
                if (random.nextInt(4) == 0) {
                    turns.run(test.clock().instant());
                }
                test.clock().move(Duration.ofSeconds(random.nextInt(30)));
            }
            run(test);
            var found = new TreeSet<String>();
            for (int of = 0; of < all.size(); of++) {
                for (InboundState state : inbound.open(all.get(of), 1_000)) {
                    if (state.alert().key().startsWith(seed + "-")) {
                        found.add(of + state.alert().key());
                    }
                }
            }
            assertThat(found).as("seed %d", seed).isEqualTo(open);
        }
    }

    @OnEachStore
    void itCountsFromWhenItWasAccepted(TestStore test) {
        room(test);
        post(sender, "trigger", "disk");
        var at = test.clock().instant();
        test.clock().move(Duration.ofMinutes(3));
        run(test);
        assertThat(inbound.open(sender, "disk").orElseThrow().seenAt()).isEqualTo(at);
        InboundDelivery line = log().getFirst();
        assertThat(line.at()).isEqualTo(at);
        assertThat(line.results().getFirst().did()).isEqualTo(InboundDid.OPENED);
        assertThat(inbound.log().payload(ACME, line.id())).contains("\"(cut)\"");
    }

    @OnEachStore
    void aTriggerWithoutAKeyHasOneFromTheStart(TestStore test) {
        room(test);
        String key = post(sender, "trigger", "");
        assertThat(key).isNotEmpty();
        post(sender, "resolve", key);
        run(test);
        assertThat(inbound.open(sender, 10)).isEmpty();
        assertThat(log()).hasSize(2);
    }

    @OnEachStore
    void whatCannotBeReadIsRefusedAtOnce(TestStore test) {
        room(test);
        assertThatThrownBy(() -> post(sender, "resolve", "")).isInstanceOf(InvalidInput.class);
        assertThat(log()).singleElement().matches(InboundDelivery::refused);
    }

    @OnEachStore
    void whenItsIntegrationIsGoneTheLogSaysSo(TestStore test) {
        room(test);
        post(sender, "trigger", "disk");
        inbound.integrations().remove(ACME, sender.id(), ANN);
        run(test);
        assertThat(raised(test)).isZero();
        assertThat(log())
                .singleElement()
                .extracting(InboundDelivery::reason)
                .isEqualTo("its integration was taken away");
    }

    private String post(Integration of, String action, String key) {
        byte[] body =
                """
                {"routing_key":"secret","event_action":"%s","dedup_key":"%s","payload":
                 {"summary":"s","source":"x","severity":"critical"}}\
                """
                        .formatted(action, key)
                        .getBytes(StandardCharsets.UTF_8);
        return inbound.post(of, "pagerduty", body, InboundPayload.json(body));
    }

    private Job turns() {
        return inbound.jobs().stream()
                .filter(job -> job.name().equals("inbound-turns"))
                .findFirst()
                .orElseThrow();
    }

    /// Until nothing is left to do: a room that is behind holds the next turn back.
    private void run(TestStore test) {
        List<Job> jobs = inbound.jobs();
        long before;
        do {
            before = test.store().journal().head();
            jobs.forEach(job -> job.run(test.clock().instant()));
            test.clock().move(Duration.ofMillis(20));
        } while (test.store().journal().head() != before || doesAnythingWait(test));
    }

    private static boolean doesAnythingWait(TestStore test) {
        return test.store().read(sql -> PostedRows.count(sql, ACME)) > 0;
    }

    private List<InboundDelivery> log() {
        return inbound.log().list(ACME, Optional.empty(), Optional.empty(), 100).items();
    }

    private static long raised(TestStore test) {
        return test.store().journal().read(0, 10_000).stream()
                .map(Line::fact)
                .filter(InboundSignal.class::isInstance)
                .count();
    }
}
