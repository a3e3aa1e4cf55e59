package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import java.util.Optional;

/// "Providers in the configuration file are there for every organization, and go when they leave it
/// and nobody follows them."
class ListedProvidersTest {
    private static final OrganizationId ACME = new OrganizationId("acme");

    private static final ListedProvider PAYMENTS =
            new ListedProvider(
                    "payments",
                    new ProviderDraft("Payments", "https://status.pay.example", "", "payments"));
    private static final ListedProvider CDN =
            new ListedProvider(
                    "cdn", new ProviderDraft("CDN", "https://cdn.example/a.atom", "", "", "feed"));

    @OnEachStore
    void everyOrganizationSeesThemAndTheSameListChangesNothing(TestStore test) {
        try (var providers = providers(test)) {
            assertThat(providers.list(List.of(PAYMENTS, CDN))).isEmpty();

            assertThat(providers.search(ACME, "file.payments", 5).getFirst().name())
                    .isEqualTo("Payments");
            Provider cdn = providers.find(ACME, CDN.id()).orElseThrow();
            assertThat(cdn.platform()).isEqualTo("feed");
            assertThat(cdn.feed()).isEqualTo("https://cdn.example/a.atom");
            assertThat(cdn.isListed()).isTrue();
            assertThat(cdn.isOwn()).isFalse();

            String before = test.store().read(ProviderRows::version);
            providers.list(List.of(CDN, PAYMENTS));
            assertThat(test.store().read(ProviderRows::version)).isEqualTo(before);
        }
    }

    @OnEachStore
    void whatLeavesTheFileGoesOnceNobodyFollowsIt(TestStore test) {
        try (var providers = providers(test)) {
            providers.list(List.of(PAYMENTS, CDN));
            Follow.check(test.store(), ACME, PAYMENTS.id());

            assertThat(providers.list(List.of())).containsExactly(PAYMENTS.id());
            assertThat(providers.find(ACME, CDN.id())).isEmpty();
            assertThat(providers.search(ACME, "file.cdn", 5))
                    .extracting(Provider::id)
                    .doesNotContain(CDN.id());
            assertThat(providers.find(ACME, PAYMENTS.id())).isPresent();
            // The catalogue is not touched.
            assertThat(providers.find(ACME, new ProviderId("github"))).isPresent();

            test.store().run(tx -> tx.sql().execute("DELETE FROM checks"));
            assertThat(providers.list(List.of())).isEmpty();
            assertThat(providers.find(ACME, PAYMENTS.id())).isEmpty();
        }
    }

    @OnEachStore
    void whatWasReadAtAnotherAddressDoesNotHold(TestStore test) {
        try (var providers = providers(test)) {
            providers.list(List.of(PAYMENTS));
            Provider before = providers.find(ACME, PAYMENTS.id()).orElseThrow();
            test.store()
                    .run(tx ->
                            ProviderStateRows.save(
                                    tx,
                                    before,
                                    ProviderState.unread(before, "read at the old address"),
                                    PollMarks.NONE));
            var moved =
                    new ListedProvider(
                            "payments",
                            new ProviderDraft("Payments", "https://new.pay.example", "", ""));
            providers.list(List.of(moved));

            assertThat(providers.find(ACME, moved.id()).orElseThrow().page())
                    .isEqualTo("https://new.pay.example");
            ProviderState state = providers.state(ACME, moved.id()).orElseThrow();
            assertThat(state.status()).isEqualTo(Status.UNKNOWN);
            assertThat(state.reason()).isEqualTo("Not read yet");
        }
    }

    @OnEachStore
    void aKindThatIsNoneAndAFeedThatIsNoneAreRefused(TestStore test) {
        try (var providers = providers(test)) {
            var wrong = new ProviderDraft("X", "https://x.example", "", "", "stattus");
            var noFeed = new ProviderDraft("X", "https://x.example", "", "", "feed");
            assertThatThrownBy(() -> providers.save(ACME, Optional.empty(), wrong))
                    .isInstanceOfSatisfying(
                            InvalidInput.class,
                            e -> assertThat(e.problems().getFirst().field()).isEqualTo("reader"));
            assertThatThrownBy(() -> providers.list(List.of(new ListedProvider("x", noFeed))))
                    .isInstanceOfSatisfying(
                            InvalidInput.class,
                            e -> assertThat(e.problems().getFirst().field()).isEqualTo("page"));
        }
    }

    private static Providers providers(TestStore test) {
        var none =
                ProviderSettings.standard("test", "https://example.com")
                        .withPoll(ProviderSettings.Poll.NONE);
        return new Providers(test.store(), none, Networks.publicOnly(), test.clock());
    }
}
