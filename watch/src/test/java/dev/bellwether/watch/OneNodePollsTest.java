package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where several nodes share a database, a provider's page is asked by one of them, as often as by
/// one alone; when that one is gone, another takes over.
class OneNodePollsTest {
    private static final OrganizationId ACME = new OrganizationId("acme");

    private static Providers providers(TestStore test, Store store) {
        var settings =
                ProviderSettings.standard("1.2", "https://status.acme.com")
                        .withPoll(ProviderSettings.Poll.FOLLOWED);
        return new Providers(store, settings, Networks.all(), test.clock());
    }

    private static void pass(TestStore test, Duration time, Providers... nodes) throws Exception {
        Instant end = test.clock().instant().plus(time);
        while (test.clock().instant().isBefore(end)) {
            for (Providers node : nodes) {
                node.jobs().getFirst().run(test.clock().instant());
                node.polling().awaitIdle();
            }
            test.clock().move(Duration.ofSeconds(1));
        }
    }

    @Test
    void andAnotherTakesOver() throws Exception {
        try (TestStore test = TestStores.postgres();
                var pages = new LoopbackPages();
                var one = providers(test, test.store());
                var other = providers(test, test.another())) {
            pages.answer = LoopbackPages.json(Payloads.well("Payroll"));
            var draft = new ProviderDraft("Payroll", pages.url(), "", "");
            Provider own = one.save(ACME, Optional.empty(), draft);
            Follow.check(test.store(), ACME, own.id());

            pass(test, Duration.ofMinutes(5), one, other);
            assertThat(pages.requests).hasSizeBetween(4, 6);
            assertThat(one.metrics().polls()).isEqualTo(pages.requests.size());
            assertThat(other.metrics().polls()).isZero();

            pass(test, Duration.ofMinutes(2), other);
            assertThat(other.metrics().polls()).isBetween(1L, 3L);
        }
    }
}
