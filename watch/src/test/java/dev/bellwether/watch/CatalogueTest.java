package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.List;
import java.util.Optional;

/// The shipped catalogue is found in, and extended by, those who use it.
class CatalogueTest {
    private static final Actor EVE = Actor.automation("test", "test");
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId OTHER = new OrganizationId("other");

    private static Providers providers(TestStore test) {
        var none =
                ProviderSettings.standard("test", "https://example.com")
                        .withPoll(ProviderSettings.Poll.NONE);
        return new Providers(test.store(), none, Networks.publicOnly(), test.clock());
    }

    @OnEachStore
    void allProvidersAreThereAtTheFirstStartAndNotLoadedTwice(TestStore test) {
        try (var providers = providers(test)) {
            assertThat(
                            test.store()
                                    .<Long>read(sql ->
                                            sql.createQuery("SELECT count(*) FROM provider")
                                                    .mapTo(Long.class)
                                                    .one()))
                    .isEqualTo(3_838);
            assertThat(Catalogue.load(test.store(), Optional.empty())).isFalse();
            var first = providers.list(ACME, Optional.empty(), 200);
            assertThat(first.items()).hasSize(200);
            assertThat(providers.list(ACME, first.next(), 1).items().getFirst().id().value())
                    .isGreaterThan(first.next().orElseThrow());
            // One slug stands in the file twice, with two addresses.
            assertThat(providers.find(ACME, new ProviderId("zilliz-2"))).isPresent();
        }
    }

    @OnEachStore
    void theBestFitComesFirst(TestStore test) {
        try (var providers = providers(test)) {
            assertThat(ids(providers.search(ACME, "github", 5)).getFirst()).isEqualTo("github");
            assertThat(ids(providers.search(ACME, "  GitHub ", 5)).getFirst()).isEqualTo("github");
            assertThat(ids(providers.search(ACME, "https://status.1password.com/x", 3)))
                    .startsWith("1password");
            assertThat(providers.search(ACME, "amazon web", 3))
                    .extracting(Provider::name)
                    .startsWith("Amazon Web Services");
            assertThat(providers.search(ACME, "payments", 50))
                    .anyMatch(p -> p.category().equals("payments"));
            assertThat(providers.search(ACME, "no such provider at all", 5)).isEmpty();
            assertThat(providers.search(ACME, "", 7)).hasSize(7);
        }
    }

    @OnEachStore
    void anOrganizationAddsItsOwnAndNobodyElseSeesThem(TestStore test) {
        try (var providers = providers(test)) {
            var draft =
                    new ProviderDraft(
                            "Payroll GmbH",
                            "https://status.payroll.example",
                            "payroll.example",
                            "hr");
            Provider own = providers.save(ACME, Optional.empty(), draft);
            assertThat(own.id().value()).isEqualTo("acme.payroll");
            assertThat(providers.search(ACME, "payroll gmbh", 5)).contains(own);
            assertThat(providers.search(OTHER, "payroll gmbh", 5)).doesNotContain(own);
            assertThat(providers.find(OTHER, own.id())).isEmpty();
            assertThat(providers.state(OTHER, own.id())).isEmpty();
            assertThat(providers.state(OTHER, own.id(), Optional.empty())).isEmpty();
            assertThat(providers.state(ACME, own.id()).orElseThrow().status())
                    .isEqualTo(Status.UNKNOWN);
            assertThatThrownBy(() -> providers.save(ACME, Optional.empty(), draft))
                    .isInstanceOf(Conflict.class);
            assertThatThrownBy(() -> providers.save(OTHER, Optional.of(own.id()), draft))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() ->
                            providers.save(ACME, Optional.of(new ProviderId("github")), draft))
                    .isInstanceOf(NotFound.class);

            // A newer program brings a newer catalogue.
            var newer =
                    new Provider(
                            new ProviderId("github"),
                            OrganizationId.SYSTEM,
                            "GitHub, Inc.",
                            "dev tools",
                            "github.com",
                            "https://www.githubstatus.com",
                            "statuspage",
                            "",
                            Provider.Trust.AGREED);
            test.store().run(tx -> Catalogue.load(tx, List.of(newer), "newer"));
            assertThat(providers.find(ACME, newer.id())).contains(newer);
            assertThat(providers.find(ACME, own.id())).contains(own);

            assertThatThrownBy(() -> providers.remove(OTHER, own.id(), EVE))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> providers.remove(ACME, new ProviderId("github"), EVE))
                    .isInstanceOf(NotFound.class);
            String undo = providers.remove(ACME, own.id(), EVE);
            assertThat(providers.find(ACME, own.id())).isEmpty();
            assertThatThrownBy(() -> providers.undo(OTHER, undo)).isInstanceOf(NotFound.class);
            assertThat(providers.undo(ACME, undo)).isEqualTo(own);
            assertThatThrownBy(() -> providers.undo(ACME, undo)).isInstanceOf(NotFound.class);
            providers.remove(ACME, own.id(), EVE);
            assertThat(providers.find(ACME, own.id())).isEmpty();
        }
    }

    @OnEachStore
    void aWrongProviderIsRefusedWithEveryProblem(TestStore test) {
        try (var providers = providers(test)) {
            var draft = new ProviderDraft(" ", "ftp://files", "not a domain", "x".repeat(61));
            assertThatThrownBy(() -> providers.save(ACME, Optional.empty(), draft))
                    .isInstanceOfSatisfying(
                            InvalidInput.class,
                            e ->
                                    assertThat(e.problems())
                                            .extracting(InvalidInput.Problem::field)
                                            .containsExactlyInAnyOrder(
                                                    "name", "category", "page", "homepage"));
        }
    }

    private static List<String> ids(List<Provider> providers) {
        return providers.stream().map(p -> p.id().value()).toList();
    }
}
