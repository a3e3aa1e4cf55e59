package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What protects every page: headers, no inline script or style, files that never change.
final class HeadersTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyAnswerForbidsForeignAndInlineScriptAndFrames() {
        var owner = world.owner();
        for (String path :
                List.of("/console/people", "/console/sign-in", "/console/nothing", "/ack/x")) {
            var page = owner.get(path);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void pagesHaveNoInlineScriptAndNoInlineStyle() {
        var owner = world.owner();
        for (String path :
                List.of("/console/people", "/console/me", "/console/settings", "/console/audit")) {
            var page = owner.get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.html().select("style, [style], script:not([src]), [onclick]"))
                    .isEmpty();
            assertThat(page.html().select("h1")).as(path).hasSize(1);
            assertThat(page.html().select("html[lang], a.skip[href=#content], main#content"))
                    .hasSize(3);
        }
    }

    @Test
    void assetsAreNamedByTheirHashAndKeptForGood() {
        var page = new Browser(world.base).get("/console/sign-in");
        for (String path :
                List.of(
                        page.html().selectFirst("link[rel=stylesheet]").attr("href"),
                        page.html().selectFirst("script[src]").attr("src"))) {
            var asset = new Browser(world.base).get(path);
            assertThat(asset.status()).isEqualTo(200);
            assertThat(asset.header("Cache-Control")).contains("immutable");
            assertThat(path).matches(".*-[0-9a-f]{16}\\.(css|js)");
        }
        assertThat(new Browser(world.base).get("/console/assets/x.css").status()).isEqualTo(404);
    }

    @Test
    void whatWeVendoredIsWhatTheTableSays() throws Exception {
        try (var in = Assets.class.getResourceAsStream("vendored.csv")) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var rows = table.lines().skip(1).toList();
            assertThat(rows).isNotEmpty();
            for (String row : rows) {
                String[] cells = row.split(",");
                assertThat(Assets.sha256(Assets.read(cells[0]))).as(cells[0]).isEqualTo(cells[4]);
                assertThat(cells[0]).contains(cells[2]);
            }
        }
    }

    @Test
    void aPageThatDoesNotExistIsCalmAndAnErrorShowsNoInsides() {
        var page = world.owner().get("/console/no/such/page");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("This page does not exist").doesNotContain("Exception");
    }
}
