package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/// A provider that pushes is asked at once. What it pushed is not believed by itself.
class ProviderPushTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final byte[] PUSHED =
            """
            {"meta":{"unsubscribe":"https://x"},"page":{"id":"pg0000000001","status_indicator":"critical",
             "status_description":"Major System Outage"},"incident":{"id":"i","name":"All is lost"}}
            """
                    .getBytes(StandardCharsets.UTF_8);

    private final LoopbackPages pages = new LoopbackPages();

    @AfterEach
    void close() {
        pages.close();
    }

    private static void run(Providers providers, TestStore test) throws Exception {
        providers.jobs().getFirst().run(test.clock().instant());
        providers.polling().awaitIdle();
    }

    private Providers polled(TestStore test) throws Exception {
        pages.answer = LoopbackPages.json(Payloads.well("Payroll"));
        var settings =
                ProviderSettings.standard("1", "https://status.acme.com")
                        .withPoll(ProviderSettings.Poll.FOLLOWED);
        var providers = new Providers(test.store(), settings, Networks.all(), test.clock());
        Provider own =
                providers.save(
                        ACME, Optional.empty(), new ProviderDraft("Payroll", pages.url(), "", ""));
        Follow.check(test.store(), ACME, own.id());
        for (int i = 0; i < 13; i++) {
            run(providers, test);
            test.clock().move(Duration.ofSeconds(5));
        }
        pages.requests.clear();
        return providers;
    }

    private static final ProviderId OWN = new ProviderId("acme.payroll");

    @OnEachStore
    void aPushAsksThePageAtOnceAndMoreOftenForAWhile(TestStore test) throws Exception {
        try (var providers = polled(test)) {
            String token = providers.makeHook(ACME, OWN);
            assertThat(providers.pushed(token, PUSHED)).isTrue();
            run(providers, test);
            assertThat(pages.requests).hasSize(1);
            assertThat(providers.state(ACME, OWN).orElseThrow().status())
                    .as("the page says that all is well, whatever was pushed")
                    .isEqualTo(Status.OPERATIONAL);
            pages.answer = LoopbackPages.json(Payloads.outage("Payroll"));
            test.clock().move(Duration.ofSeconds(15));
            run(providers, test);
            assertThat(pages.requests).as("the page is older than the push at times").hasSize(2);
            assertThat(providers.state(ACME, OWN).orElseThrow().status())
                    .isEqualTo(Status.PARTIAL_OUTAGE);
        }
    }

    @OnEachStore
    void aHostThatAskedForRestIsLeftAlone(TestStore test) throws Exception {
        try (var providers = polled(test)) {
            pages.answer =
                    (request, out) ->
                            LoopbackPages.text(out, 429, "text/plain", "Retry-After: 600\r\n", "");
            Instant begin = test.clock().instant();
            while (pages.requests.isEmpty()) {
                test.clock().move(Duration.ofSeconds(5));
                run(providers, test);
            }
            String token = providers.makeHook(ACME, OWN);
            for (int i = 0; i < 20; i++) {
                providers.pushed(token, PUSHED);
                test.clock().move(Duration.ofSeconds(20));
                run(providers, test);
            }
            assertThat(pages.requests).hasSize(1);
            test.clock().move(Duration.ofSeconds(600));
            run(providers, test);
            assertThat(pages.requests).hasSize(2);
            assertThat(begin).isBefore(test.clock().instant());
        }
    }

    @OnEachStore
    void onlyTheNewestAddressWorksAndOnlyForWhatAPageSends(TestStore test) throws Exception {
        try (var providers = polled(test)) {
            String old = providers.makeHook(ACME, OWN);
            String token = providers.makeHook(ACME, OWN);
            assertThat(token).hasSize(32).isNotEqualTo(old);
            assertThat(providers.pushed(old, PUSHED)).isFalse();
            assertThat(providers.pushed("x".repeat(5_000), PUSHED)).isFalse();
            for (String body : new String[] {"", "{}", "[1]", "{\"page\":{}}", "<x/>"}) {
                assertThatThrownBy(() ->
                                providers.pushed(token, body.getBytes(StandardCharsets.UTF_8)))
                        .as(body)
                        .isInstanceOf(InvalidInput.class);
            }
            run(providers, test);
            assertThat(pages.requests).isEmpty();
            var other = new OrganizationId("other");
            assertThatThrownBy(() -> providers.makeHook(other, OWN)).isInstanceOf(NotFound.class);
            providers.removeHook(ACME, OWN);
            assertThat(providers.pushed(token, PUSHED)).isFalse();
        }
    }
}
