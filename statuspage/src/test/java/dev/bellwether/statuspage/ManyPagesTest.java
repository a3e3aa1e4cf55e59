package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;

/// Several pages over the same services, each under its own hosts, in its own languages, with its
/// own names for things and only the incidents that concern it.
class ManyPagesTest {
    @OnEachStore
    void eachPageHasItsOwnNamesGroupsAndIncidents(TestStore test) throws Exception {
        try (var running = open(test)) {
            second(test, "b2b", Optional.empty(), List.of());
            running.work(test);
            var shop = Jsoup.parse(running.text("/p/shop/"));
            var b2b = Jsoup.parse(running.text("/p/b2b/"));
            assertThat(shop.select(".row .name").eachText()).contains("API", "Web shop");
            assertThat(b2b.select(".row .name").eachText()).containsExactly("Card clearing");
            assertThat(b2b.select(".group summary .name").eachText()).containsExactly("Money");
            // Open on the API, which this page does not show.
            assertThat(shop.text()).contains("Some API calls fail");
            assertThat(b2b.text())
                    .doesNotContain("Some API calls fail")
                    .contains("Payments were declined");
            assertThat(running.text("/p/b2b/api/v2/incidents.json"))
                    .contains("pastone")
                    .doesNotContain("openone");
            assertThat(running.get("/p/b2b/incidents/openone/").statusCode()).isEqualTo(404);
        }
    }

    @OnEachStore
    void aHostShowsItsPageAndLinksNameThePagesOwn(TestStore test) throws Exception {
        try (var running = open(test)) {
            second(test, "b2b", Optional.of("Status.B2B.example"), List.of("old.b2b.example"));
            running.work(test);
            for (String host :
                    List.of("status.b2b.example", "STATUS.B2B.EXAMPLE:8443", "old.b2b.example")) {
                String html = running.textOf(host, "/");
                assertThat(Jsoup.parse(html).select("link[rel=canonical]").attr("href"))
                        .as(host)
                        .isEqualTo("https://status.b2b.example/");
            }
            assertThat(running.textOf("old.b2b.example", "/history.atom"))
                    .contains("https://status.b2b.example/incidents/pastone/");
            assertThat(running.textOf("unknown.example", "/")).contains("Acme Shop");
        }
    }

    @OnEachStore
    void aHostThatIsNoPagesIsAnswered404WhenOnlyKnownOnesAreServed(TestStore test)
            throws Exception {
        Shop.open(test.store(), new StatusPages(test.store()), test.clock().instant(), "shop");
        second(test, "b2b", Optional.of("status.b2b.example"), List.of());
        var settings =
                new PageSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "https://status.acme.example",
                        true,
                        Locks.none(),
                        Optional.empty());
        try (var running = new Running(new PublishedPages(settings, test.clock()))) {
            running.with(running.pages.jobs(test.store())).work(test);
            assertThat(running.statusOf("unknown.example", "/")).isEqualTo(404);
            assertThat(running.statusOf("unknown.example", "/p/shop/")).isEqualTo(404);
            assertThat(running.statusOf("status.acme.example", "/")).isEqualTo(200);
            assertThat(running.statusOf("status.b2b.example", "/")).isEqualTo(200);
        }
    }

    @OnEachStore
    void aHostBelongsToOnePage(TestStore test) {
        var pages = new StatusPages(test.store());
        Shop.open(test.store(), pages, test.clock().instant(), "shop");
        second(test, "b2b", Optional.of("status.b2b.example"), List.of("old.b2b.example"));
        StatusPage shop = page(test, "shop");
        for (String taken : List.of("old.b2b.example", "STATUS.b2b.example")) {
            PageSpec as = PageSpec.of(shop).withHosts(Optional.of(taken), List.of());
            assertThatThrownBy(() -> pages.update(Shop.ACME, shop.id(), as, Shop.ME))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("taken by another page");
        }
        PageSpec twice =
                PageSpec.of(shop).withHosts(Optional.of("a.example"), List.of("A.example"));
        assertThatThrownBy(() -> pages.update(Shop.ACME, shop.id(), twice, Shop.ME))
                .isInstanceOf(InvalidInput.class);
        pages.remove(Shop.ACME, page(test, "b2b").id(), Shop.ME);
        PageSpec free = PageSpec.of(shop).withHosts(Optional.of("old.b2b.example"), List.of());
        assertThat(pages.update(Shop.ACME, shop.id(), free, Shop.ME).domain())
                .contains("old.b2b.example");
    }

    @OnEachStore
    void visitorsSwitchLanguagesByLinksAndEachFileSaysItsOwn(TestStore test) throws Exception {
        try (var running = open(test)) {
            StatusPage shop = page(test, "shop");
            var look =
                    new PageLook(
                            "en",
                            List.of("de", "pl", "zh"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            List.of());
            new StatusPages(test.store())
                    .update(Shop.ACME, shop.id(), PageSpec.of(shop).withLook(look), Shop.ME);
            running.work(test);
            for (String path : List.of("", "incidents/openone/", "uptime/", "history/")) {
                var german = Jsoup.parse(running.text("/de/" + path), "http://x/de/" + path);
                assertThat(german.select("html").attr("lang")).isEqualTo("de");
                assertThat(german.select("link[rel=canonical]").attr("href"))
                        .isEqualTo("https://status.acme.example/de/" + path);
                assertThat(german.select("link[hreflang]").eachAttr("hreflang"))
                        .containsExactly("en", "de", "pl", "zh", "x-default");
                var links = german.select(".languages a");
                assertThat(links.eachText()).containsExactly("English", "Deutsch", "Polski", "中文");
                assertThat(links.eachAttr("abs:href"))
                        .containsExactly(
                                "http://x/" + path,
                                "http://x/de/" + path,
                                "http://x/pl/" + path,
                                "http://x/zh/" + path);
                assertThat(german.select("a[href$=history.atom]").first().attr("abs:href"))
                        .isEqualTo("http://x/history.atom");
            }
            assertThat(running.text("/de/")).contains("Offene");
            everyLinkOfEveryFileLeadsToAFile(running.pages.bundle("shop").orElseThrow());
        }
    }

    private static void everyLinkOfEveryFileLeadsToAFile(Bundle bundle) {
        bundle.documents()
                .forEach((path, document) -> {
                    if (!document.contentType().startsWith("text/html")) {
                        return;
                    }
                    var html =
                            Jsoup.parse(
                                    new String(document.bytes(), StandardCharsets.UTF_8),
                                    "http://x/" + path);
                    for (String href : html.select("a[href], link[href]").eachAttr("abs:href")) {
                        if (href.startsWith("http://x/") && !href.contains("#")) {
                            assertThat(bundle.documents())
                                    .as("from " + path)
                                    .containsKey(href.substring("http://x/".length()));
                        }
                    }
                });
    }

    private static Running open(TestStore test) throws Exception {
        var running = Running.of(test);
        Shop.open(test.store(), new StatusPages(test.store()), test.clock().instant(), "shop");
        running.work(test);
        return running;
    }

    private static void second(
            TestStore test, String slug, Optional<String> domain, List<String> aliases) {
        PageSpec spec =
                PageSpec.named(slug, "Acme for partners")
                        .withComponents(
                                List.of(new PageSpec.Group(Optional.empty(), "Money", "")),
                                List.of(Shop.item("pay", "Card clearing", Optional.of("Money"))))
                        .withHosts(domain, aliases);
        new StatusPages(test.store()).create(Shop.ACME, spec, Shop.ME);
    }

    private static StatusPage page(TestStore test, String slug) {
        return new StatusPages(test.store())
                .list(Shop.ACME).stream()
                        .filter(p -> p.slug().equals(slug))
                        .findFirst()
                        .orElseThrow();
    }
}
