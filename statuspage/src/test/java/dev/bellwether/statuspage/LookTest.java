package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/// A page's own look is shown, and never at the price of being read or of being safe.
class LookTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3};

    @Test
    void contrastIsThatOfTheStandard() {
        assertThat(Colours.contrast("#000000", List.of("#ffffff"))).isEqualTo(21);
        assertThat(Colours.contrast("#777777", List.of("#ffffff"))).isBetween(4.47, 4.49);
        assertThat(Colours.contrast("#767676", List.of("#ffffff"))).isBetween(4.54, 4.55);
    }

    @Test
    void theNearestColourIsReadAndOneStepBeforeItIsNot() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String colour = String.format(Locale.ROOT, "#%06x", random.nextInt(0x1000000));
            for (List<String> grounds : List.of(Colours.LIGHT, Colours.DARK)) {
                String nearest = Colours.nearest(colour, grounds);
                assertThat(Colours.contrast(nearest, grounds)).isBetween(4.5, 21.0);
                if (Colours.contrast(colour, grounds) < 4.5) {
                    assertThat(Colours.contrast(nearest, grounds)).as(colour).isLessThan(4.65);
                }
            }
        }
    }

    @OnEachStore
    void aColourThatIsHardToReadIsRefusedWithOneThatIsNot(TestStore test) {
        StatusPage page =
                Shop.open(
                        test.store(),
                        new StatusPages(test.store()),
                        test.clock().instant(),
                        "shop");
        assertThatThrownBy(() -> look(test, page, Optional.of("#ff8800"), Optional.empty()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'#ff8800' has a contrast of 2.")
                .hasMessageContaining(Colours.nearest("#ff8800", Colours.LIGHT));
        assertThatThrownBy(() -> look(test, page, Optional.empty(), Optional.of("#000088")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("look.accentDark");
        assertThat(look(test, page, Optional.of("#aa0000"), Optional.empty()).look().accent())
                .contains("#aa0000");
    }

    @OnEachStore
    void aLogoGoesWhenNoPageShowsItAnyMore(TestStore test) {
        var pages = new StatusPages(test.store());
        StatusPage shop = Shop.open(test.store(), pages, test.clock().instant(), "shop");
        StatusPage other = pages.create(Shop.ACME, PageSpec.named("other", "Other"), Shop.ME);
        String first = logo(pages.putLogo(Shop.ACME, shop.id(), PNG, Shop.ME));
        pages.update(
                Shop.ACME,
                other.id(),
                PageSpec.named("other", "Other")
                        .withLook(PageLook.PLAIN.withLogo(Optional.of("image:" + first))),
                Shop.ME);
        byte[] another = PNG.clone();
        another[10]++;
        String second = logo(pages.putLogo(Shop.ACME, shop.id(), another, Shop.ME));
        assertThat(images(test)).as("the other page shows the first").contains(first, second);

        pages.update(Shop.ACME, other.id(), PageSpec.named("other", "Other"), Shop.ME);
        assertThat(images(test)).containsExactly(second);

        String undo = pages.remove(Shop.ACME, shop.id(), Shop.ME);
        logo(pages.putLogo(Shop.ACME, other.id(), PNG, Shop.ME));
        assertThat(images(test)).as("a page may come back").contains(first, second);
        StatusPage back = pages.undo(Shop.ACME, undo, Shop.ME);
        assertThat(logo(back)).isEqualTo(second);

        assertThat(pages.removeLogo(Shop.ACME, shop.id(), Shop.ME).look().logo()).isEmpty();
        assertThat(images(test)).containsExactly(first);
    }

    private static String logo(StatusPage page) {
        return page.look().uploadedLogo().orElseThrow();
    }

    private static List<String> images(TestStore test) {
        return test.store()
                .read(sql ->
                        sql.createQuery("SELECT name FROM page_image ORDER BY name")
                                .mapTo(String.class)
                                .list());
    }

    @OnEachStore
    void anUploadedLogoIsServedWithThePage(TestStore test) throws Exception {
        try (var running = Running.of(test)) {
            var pages = new StatusPages(test.store());
            StatusPage page = Shop.open(test.store(), pages, test.clock().instant(), "shop");
            pages.putLogo(Shop.ACME, page.id(), PNG, Shop.ME);
            running.work(test);
            var html = Jsoup.parse(running.text("/uptime/"), "http://x/uptime/");
            String src = html.select(".brand img").attr("abs:src");
            assertThat(src).startsWith("http://x/logo-").endsWith(".png");
            var image = running.get(src.substring("http://x".length()));
            assertThat(image.body()).isEqualTo(PNG);
            assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
            // What is named must be there.
            PageSpec spec =
                    PageSpec.of(page)
                            .withLook(PageLook.PLAIN.withLogo(Optional.of("image:none.png")));
            assertThatThrownBy(() -> pages.update(Shop.ACME, page.id(), spec, Shop.ME))
                    .hasMessageContaining("upload it first");
        }
    }

    @OnEachStore
    void whatIsNoImageIsRefused(TestStore test) {
        var pages = new StatusPages(test.store());
        StatusPage page = Shop.open(test.store(), pages, test.clock().instant(), "shop");
        for (byte[] bytes :
                List.of(
                        "<html><svg/></html>".getBytes(StandardCharsets.UTF_8),
                        "MZ".getBytes(StandardCharsets.UTF_8),
                        new byte[0],
                        new byte[StatusPages.MOST_LOGO_BYTES + 1])) {
            assertThatThrownBy(() -> pages.putLogo(Shop.ACME, page.id(), bytes, Shop.ME))
                    .isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void whatAnSvgCouldRunOrFetchIsGone() {
        String evil =
                """
                <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">
                <script>alert(2)</script><style>@import url(https://x.example)</style>
                <foreignObject><body onclick="x()"/></foreignObject><image href="https://x.example/a.png"/>
                <a href="javascript:alert(3)"><path d="M0 0h9"/></a>
                <use href="https://x.example/#a"/><use href="#ok"/>
                <rect id="ok" width="9" height="9" fill="url(https://x.example/#g)" style="fill:url(x)"/>
                <circle r="3" fill="url(#g)" stroke="red"/><animate attributeName="href"/></svg>
                """;
        String clean = Svg.clean(evil).orElseThrow();
        assertThat(clean)
                .doesNotContain(
                        "script",
                        "alert",
                        "import",
                        "foreign",
                        "x.example",
                        "onload",
                        "ENTITY",
                        "animate",
                        "style",
                        "<a")
                .contains("<use href=\"#ok\"", "url(#g)", "viewBox=\"0 0 9 9\"");
    }

    private static StatusPage look(
            TestStore test, StatusPage page, Optional<String> accent, Optional<String> dark) {
        var look =
                new PageLook("en", List.of(), accent, dark, Optional.empty(), List.of(), List.of());
        return new StatusPages(test.store())
                .update(Shop.ACME, page.id(), PageSpec.of(page).withLook(look), Shop.ME);
    }
}
