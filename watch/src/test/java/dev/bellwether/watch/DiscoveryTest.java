package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;

/// A page of unknown platform is found out at first contact, one request a turn, and what was found
/// is remembered. That something answers 200 proves nothing.
class DiscoveryTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final String MARKETING =
            "<html><head><title>Statuspage | Atlassian</title></head><body>Try it free</body></html>";

    private final LoopbackPages pages = new LoopbackPages();
    private final Map<String, String> documents = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        pages.close();
    }

    private Providers providers(TestStore test) {
        pages.answer =
                (request, out) -> {
                    String body = documents.get(request.path());
                    if (body == null) {
                        LoopbackPages.text(out, 404, "text/html", "", "<title>Nothing</title>");
                    } else if (request.header("If-None-Match").equals(tag(body))) {
                        LoopbackPages.text(out, 304, "", "", "");
                    } else {
                        String type = body.startsWith("<") ? "text/html" : "application/json";
                        String mark = "ETag: " + tag(body) + "\r\n";
                        LoopbackPages.text(out, 200, type, mark, body);
                    }
                };
        var settings =
                ProviderSettings.standard("1", "https://status.acme.com")
                        .withPoll(ProviderSettings.Poll.FOLLOWED);
        return new Providers(test.store(), settings, Networks.all(), test.clock());
    }

    private static String tag(String body) {
        return "\"" + Integer.toHexString(body.hashCode()) + "\"";
    }

    /// A row of the catalogue that one list names.
    private Provider row(TestStore test, String name, String platform) {
        return row(test, name, platform, pages.url());
    }

    private static Provider row(TestStore test, String name, String platform, String page) {
        var provider =
                new Provider(
                        new ProviderId("test-" + name.toLowerCase(java.util.Locale.ROOT)),
                        OrganizationId.SYSTEM,
                        name,
                        "",
                        "",
                        page,
                        platform,
                        "",
                        Provider.Trust.LISTED);
        test.store().run(tx -> ProviderRows.save(tx, OrganizationId.SYSTEM, List.of(provider)));
        Follow.check(test.store(), ACME, provider.id());
        return provider;
    }

    private static void pass(Providers providers, TestStore test, Duration time) throws Exception {
        Duration step =
                time.compareTo(Duration.ofHours(1)) < 0
                        ? Duration.ofSeconds(5)
                        : Duration.ofMinutes(5);
        Instant end = test.clock().instant().plus(time);
        while (test.clock().instant().isBefore(end)) {
            providers.jobs().getFirst().run(test.clock().instant());
            providers.polling().awaitIdle();
            test.clock().move(step);
        }
    }

    private static ProviderState state(Providers providers, Provider provider) {
        return providers.state(ACME, provider.id()).orElseThrow();
    }

    private void isFound(TestStore test, String reader, Map<String, String> shape)
            throws Exception {
        documents.clear();
        documents.putAll(shape);
        try (var providers = providers(test)) {
            Provider acme = row(test, "Acme", "unknown");
            pass(providers, test, Duration.ofMinutes(3));
            assertThat(state(providers, acme).reader()).isEqualTo(reader);
            assertThat(state(providers, acme).confirmed()).isTrue();
            ProviderFound found = providers.discovery(ACME, acme.id()).orElseThrow();
            assertThat(found.reader()).isEqualTo(reader);
            assertThat(found.why()).contains(reader).contains(found.feed());
        }
        pages.requests.clear();
        try (var providers = providers(test)) {
            pass(providers, test, Duration.ofMinutes(3));
            assertThat(pages.requests)
                    .as("it is remembered")
                    .isNotEmpty()
                    .allSatisfy(r -> assertThat(documents.keySet()).contains(r.path()));
        }
    }

    @OnEachStore
    void incidentIo(TestStore test) throws Exception {
        isFound(test, "incidentio", Map.of("/proxy/127.0.0.1", Answers.page("incidentio.json")));
    }

    @OnEachStore
    void aPageBelowAPathWhereItsHostHasManyOfThem(TestStore test) throws Exception {
        documents.put("/p/shop/api/v2/summary.json", Payloads.outage("Acme"));
        try (var providers = providers(test)) {
            Provider acme = row(test, "Acme", "unknown", pages.url() + "/p/shop/");
            pass(providers, test, Duration.ofMinutes(3));
            assertThat(state(providers, acme).reader()).isEqualTo("statuspage");
            assertThat(state(providers, acme).status().isTrouble()).isTrue();
        }
    }

    @OnEachStore
    void instatus(TestStore test) throws Exception {
        isFound(
                test,
                "instatus",
                Map.of(
                        "/summary.json", Answers.page("instatus.json"),
                        "/v2/components.json", Answers.page("instatus-components.json")));
    }

    @OnEachStore
    void betterStack(TestStore test) throws Exception {
        isFound(test, "betterstack", Map.of("/index.json", Answers.page("betterstack.json")));
    }

    @OnEachStore
    void fireHydrant(TestStore test) throws Exception {
        isFound(
                test,
                "firehydrant",
                Map.of("/data/payload.json", Answers.page("firehydrant.json")));
    }

    @OnEachStore
    void cachetWhoseNameOnlyItsTitleTells(TestStore test) throws Exception {
        isFound(
                test,
                "cachet",
                Map.of(
                        "/", "<html><title>Acme Status</title></html>",
                        "/api/v1/components?per_page=500", Answers.page("cachet-components.json"),
                        "/api/v1/components/groups?per_page=500",
                                Answers.page("cachet-groups.json"),
                        "/api/v1/incidents?per_page=50&sort=id&order=desc",
                                Answers.page("cachet-incidents.json")));
    }

    @OnEachStore
    void checklyWhoseAddressItsHtmlTells(TestStore test) throws Exception {
        isFound(
                test,
                "checkly",
                Map.of(
                        "/",
                        "<title>Acme</title><img src=\"/api/status-page/acme-x/icon\">",
                        "/api/status-page/acme-x/unresolved-incidents",
                        Answers.page("checkly.json")));
    }

    @OnEachStore
    void anUnclaimedPageIsNobodysHoweverItAnswers(TestStore test) throws Exception {
        pages.requests.clear();
        try (var providers = providers(test)) {
            pages.answer =
                    (request, out) -> LoopbackPages.text(out, 200, "text/html", "", MARKETING);
            Provider acme = row(test, "Acme", "statuspage");
            pass(providers, test, Duration.ofHours(3));
            assertThat(state(providers, acme).status()).isEqualTo(Status.UNKNOWN);
            assertThat(state(providers, acme).confirmed()).isFalse();
            assertThat(state(providers, acme).reason()).contains("No document of a shape we know");
            assertThat(pages.requests).as("of three hours").hasSizeLessThan(20);
            int asked = pages.requests.size();
            pass(providers, test, Duration.ofHours(3));
            assertThat(pages.requests).as("nothing to find, nothing asked").hasSize(asked);
        }
        pages.requests.clear();
        try (var providers = providers(test)) {
            pass(providers, test, Duration.ofMinutes(30));
            assertThat(pages.requests)
                    .as("a restart does not search again")
                    .allSatisfy(r -> assertThat(r.path()).isEqualTo("/api/v2/summary.json"));
        }
    }

    @OnEachStore
    void aPageUnderAnotherNameIsNotTheProviders(TestStore test) throws Exception {
        documents.put("/api/v2/summary.json", Payloads.outage("Umbrella"));
        try (var providers = providers(test)) {
            Provider acme = row(test, "Acme", "unknown");
            pass(providers, test, Duration.ofMinutes(10));
            assertThat(state(providers, acme).confirmed()).isFalse();
            assertThat(state(providers, acme).reason()).contains("'Umbrella'");
            assertThat(providers.history(ACME, acme.id(), Long.MAX_VALUE, 10)).isEmpty();
        }
    }

    @OnEachStore
    void incidentIosOwnDocumentsArePreferred(TestStore test) throws Exception {
        documents.put(
                "/api/v2/summary.json",
                Payloads.vague("Acme").replace("01JAAA", "01JABCDEFGHJKMNPQRSTVWXYZ1"));
        documents.put("/proxy/127.0.0.1", Answers.page("incidentio.json"));
        try (var providers = providers(test)) {
            Provider acme = row(test, "Acme", "statuspage");
            pass(providers, test, Duration.ofMinutes(4));
            assertThat(state(providers, acme).reader()).isEqualTo("incidentio");
            assertThat(state(providers, acme).component("api/eu-west")).isPresent();
            documents.remove("/proxy/127.0.0.1");
            test.store().run(tx -> ProviderFoundRows.delete(tx, acme.id()));
        }
        try (var providers = providers(test)) {
            pass(providers, test, Duration.ofMinutes(1));
            test.store()
                    .run(tx ->
                            tx.sql()
                                    .createUpdate(
                                            "UPDATE provider_state SET reader = 'statuspage', etag = ''")
                                    .execute());
        }
        try (var providers = providers(test)) {
            pass(providers, test, Duration.ofMinutes(4));
            assertThat(providers.discovery(ACME, new ProviderId("test-acme")).orElseThrow().why())
                    .as("it was tried, and is not tried again")
                    .contains("Statuspage's shape");
        }
    }

    @OnEachStore
    void aPageThatMovedToAnotherPlatformIsFoundAgainAfterADay(TestStore test) throws Exception {
        documents.put("/api/v2/summary.json", Payloads.well("Acme"));
        try (var providers = providers(test)) {
            Provider acme = row(test, "Acme", "unknown");
            pass(providers, test, Duration.ofMinutes(3));
            assertThat(state(providers, acme).reader()).isEqualTo("statuspage");
            documents.clear();
            documents.put("/summary.json", Answers.page("instatus.json"));
            pass(providers, test, Duration.ofHours(23));
            assertThat(state(providers, acme).status()).isEqualTo(Status.UNKNOWN);
            assertThat(state(providers, acme).lastKnown()).isEqualTo(Status.OPERATIONAL);
            assertThat(state(providers, acme).reader()).isEqualTo("statuspage");
            pass(providers, test, Duration.ofHours(2));
            assertThat(state(providers, acme).reader()).isEqualTo("instatus");
            assertThat(state(providers, acme).status()).isEqualTo(Status.MAJOR_OUTAGE);
        }
    }

    @OnEachStore
    void everyDocumentHasItsOwnConditionsAndNoneIsKept(TestStore test) throws Exception {
        String incidents = "/api/v1/incidents?per_page=50&sort=id&order=desc";
        documents.put("/", "<title>Acme</title>");
        documents.put("/api/v1/components?per_page=500", Answers.page("cachet-components.json"));
        documents.put(incidents, "{\"data\":[]}");
        try (var providers = providers(test)) {
            Provider acme = row(test, "Acme", "cachet");
            pass(providers, test, Duration.ofMinutes(4));
            assertThat(state(providers, acme).incidents()).isEmpty();
            pages.requests.clear();
            pass(providers, test, Duration.ofMinutes(2));
            assertThat(pages.requests)
                    .as("the groups are not there, so nobody asks for them")
                    .allSatisfy(r -> assertThat(r.header("If-None-Match")).isNotEmpty())
                    .allSatisfy(r -> assertThat(r.path()).doesNotContain("groups"));
            documents.put(incidents, Answers.page("cachet-incidents.json"));
            pass(providers, test, Duration.ofMinutes(1));
            assertThat(state(providers, acme).incidents()).hasSize(1);
            assertThat(state(providers, acme).components()).hasSize(2);
            assertThat(pages.most).as("requests at one time").hasValue(1);
            assertThat(Optional.of(providers.metrics().inFlight())).contains(0L);
        }
    }
}
