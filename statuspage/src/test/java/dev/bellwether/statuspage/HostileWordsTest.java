package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;

/// Whatever people write, no script runs on a page; and a page that makes no sense is not saved.
class HostileWordsTest {
    private static final String EVIL =
            "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><!--stale--><svg onload=alert(1)>"
                    + " [x](javascript:alert(1)) ![y](http://evil.example/i.png) </style></title>";

    @OnEachStore
    void noScriptGetsThroughFromAnyField(TestStore test) {
        var store = test.store();
        var now = test.clock().instant();
        Shop.write(
                store,
                Shop.service("evil", EVIL),
                Shop.turn("evil", Status.UNKNOWN, Status.DEGRADED, now));
        var spec =
                new PageSpec(
                        "evil",
                        EVIL,
                        EVIL,
                        "",
                        Optional.empty(),
                        "Asia/Tokyo",
                        true,
                        List.of(new PageSpec.Group(Optional.empty(), EVIL, EVIL)),
                        List.of(Shop.item("evil", EVIL, Optional.of(EVIL))),
                        Optional.empty(),
                        new PageLook(
                                "ja",
                                Optional.of("#aa0000"),
                                Optional.empty(),
                                List.of(
                                        new PageLook.Link(
                                                "<b>x</b>",
                                                "https://x.example/?a=1&b=\"2"
                                                        .replace("\"", "%22")))));
        new StatusPages(store).create(Shop.ACME, spec, Shop.ME);
        Shop.write(
                store,
                Shop.changed(
                        Shop.incident(
                                "evilone",
                                EVIL,
                                now,
                                Map.of(new ServiceId("evil"), Status.DEGRADED),
                                Shop.update("e1", "investigating", EVIL, now))));
        var pages = new PublishedPages(PageSettings.inMemory("https://x.example"), test.clock());
        pages.jobs(store).forEach(job -> job.run(now));
        pages.bundle("evil")
                .orElseThrow()
                .documents()
                .forEach((path, document) -> {
                    if (document.contentType().startsWith("text/html")) {
                        var html =
                                Jsoup.parse(new String(document.bytes(), StandardCharsets.UTF_8));
                        assertThat(html.select("script"))
                                .as(path)
                                .hasSize(path.equals("embed/") ? 0 : 1);
                        assertThat(html.select("[onerror],[onload],a[href^=javascript]"))
                                .as(path)
                                .isEmpty();
                        assertThat(html.select("main img"))
                                .as(path)
                                .allMatch(i -> i.attr("src").equals("../badge.svg"));
                        assertThat(html.select("main a[href^=http]"))
                                .allMatch(a -> a.attr("rel").contains("noopener"));
                    }
                });
    }

    @OnEachStore
    void everyProblemOfASetUpIsNamedAtOnce(TestStore test) {
        var pages = new StatusPages(test.store());
        var wrong =
                new PageSpec(
                        "No Slug",
                        "",
                        "",
                        "ftp://x",
                        Optional.of("not a host"),
                        "Mars/Base",
                        false,
                        List.of(),
                        List.of(Shop.item("none", "A", Optional.of("lost"))),
                        Optional.empty(),
                        new PageLook(
                                "tlh", Optional.of("red"), Optional.of("http://x/y"), List.of()));
        assertThatThrownBy(() -> pages.create(Shop.ACME, wrong, Shop.ME))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(InvalidInput.Problem::field)
                                        .containsExactlyInAnyOrder(
                                                "slug",
                                                "name",
                                                "url",
                                                "domain",
                                                "timeZone",
                                                "look.language",
                                                "look.accent",
                                                "look.logo",
                                                "components[0].group",
                                                "components[0].service"));
        var stranger =
                PageSpec.named("a", "A")
                        .withComponents(
                                List.of(), List.of(Shop.item("none", "A", Optional.empty())));
        assertThatThrownBy(() -> pages.create(Shop.ACME, stranger, Shop.ME))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'none' is no service of yours");
    }

    @OnEachStore
    void slugsAreTakenOnceOneMainPageAndStrangersSeeNothing(TestStore test) {
        var pages = new StatusPages(test.store());
        var first = pages.create(Shop.ACME, PageSpec.named("one", "One").withMain(true), Shop.ME);
        var second = pages.create(Shop.ACME, PageSpec.named("two", "Two").withMain(true), Shop.ME);
        assertThat(pages.get(Shop.ACME, first.id()).main()).isFalse();
        assertThat(pages.get(Shop.ACME, second.id()).main()).isTrue();
        assertThatThrownBy(() -> pages.create(Shop.ACME, PageSpec.named("one", "X"), Shop.ME))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> pages.get(new OrganizationId("other"), first.id()))
                .isInstanceOf(NotFound.class);
        pages.remove(Shop.ACME, first.id(), Shop.ME);
        assertThat(pages.list(Shop.ACME)).containsExactly(second);
    }
}
