package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The page is served from memory: tags, 304, HEAD, encodings; and on when the database is gone.
class ServedFromMemoryTest {
    @OnEachStore
    void everyKindOfFileHasItsTypeTagAndSafety(TestStore test) throws Exception {
        try (var running = open(test)) {
            var html = running.get("/");
            assertThat(html.statusCode()).isEqualTo(200);
            assertThat(html.headers().firstValue("Content-Type"))
                    .contains("text/html; charset=utf-8");
            assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'");
            assertThat(html.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(html.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("stale-while-revalidate");
            var json = running.get("/p/shop/api/v2/summary.json");
            assertThat(json.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
            assertThat(running.get("/p/shop").statusCode()).isEqualTo(308);
            assertThat(running.get("/incidents/openone").headers().firstValue("Location"))
                    .contains("/incidents/openone/");
            assertThat(running.get("/nothing").statusCode()).isEqualTo(404);
            assertThat(running.send("POST", "/").statusCode()).isEqualTo(404);
        }
    }

    @OnEachStore
    void aReaderThatHasThePageGets304PerEncoding(TestStore test) throws Exception {
        try (var running = open(test)) {
            var plain = running.get("/");
            var zip = running.get("/", "Accept-Encoding", "br, gzip");
            String plainTag = plain.headers().firstValue("ETag").orElseThrow();
            String zipTag = zip.headers().firstValue("ETag").orElseThrow();
            assertThat(plainTag).startsWith("\"").isNotEqualTo(zipTag);
            assertThat(zip.headers().firstValue("Vary")).contains("Accept-Encoding");
            try (var in = new GZIPInputStream(new ByteArrayInputStream(zip.body()))) {
                assertThat(in.readAllBytes()).isEqualTo(plain.body());
            }
            var again = running.get("/", "If-None-Match", "\"other\", " + plainTag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(
                            running.get("/", "Accept-Encoding", "gzip;q=0")
                                    .headers()
                                    .firstValue("Content-Encoding"))
                    .isEmpty();
            var head = running.send("HEAD", "/");
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Length"))
                    .contains(String.valueOf(plain.body().length));
        }
    }

    @OnEachStore
    void anUpdateIsThereAfterTheNextRunAndOnlyThen(TestStore test) throws Exception {
        try (var running = open(test)) {
            String before = running.get("/").headers().firstValue("ETag").orElseThrow();
            running.work(test);
            assertThat(running.get("/").headers().firstValue("ETag")).contains(before);
            Shop.write(
                    test.store(),
                    Shop.changed(
                            Shop.incident(
                                    "openone",
                                    "Some API calls fail",
                                    test.clock().instant(),
                                    Map.of(new ServiceId("api"), Status.PARTIAL_OUTAGE),
                                    Shop.update(
                                            "u9",
                                            "monitoring",
                                            "Rolled back; we watch.",
                                            test.clock().instant()))));
            running.work(test);
            assertThat(running.text("/")).contains("Rolled back; we watch.");
            assertThat(running.text("/api/v2/incidents/unresolved.json")).contains("Rolled back");
        }
    }

    @OnEachStore
    void withTheDatabaseGoneThePageIsServedOnAndSaysItsAge(TestStore test) throws Exception {
        try (var running = open(test)) {
            test.store().close();
            test.clock().move(Duration.ofSeconds(90));
            running.workWithoutDatabase(test);
            var html = running.get("/");
            assertThat(html.statusCode()).isEqualTo(200);
            assertThat(html.headers().firstValue("Age")).contains("90");
            assertThat(html.headers().firstValue("Bellwether-Rendered-At")).isPresent();
            assertThat(running.text("/"))
                    .contains("class=\"stale\"")
                    .contains("Some API calls fail");
            assertThat(running.get("/api/v2/summary.json").statusCode()).isEqualTo(200);
        }
    }

    @OnEachStore
    void aRestartWithADeadDatabaseServesTheLastBundle(TestStore test) throws Exception {
        Path data = Files.createTempDirectory("pages");
        var settings =
                new PageSettings(
                        Optional.of(data), Optional.of(data.resolve("www")), "https://x.example");
        var first = new PublishedPages(settings, test.clock());
        var jobs = first.jobs(test.store());
        Shop.open(test.store(), new StatusPages(test.store()), test.clock().instant(), "shop");
        jobs.forEach(job -> job.run(test.clock().instant()));
        byte[] index = first.bundle("shop").orElseThrow().documents().get("").bytes();
        assertThat(data.resolve("www/shop/index.html")).hasBinaryContent(index);
        assertThat(data.resolve("www/shop/index.html.gz")).exists();
        assertThat(data.resolve("www/shop/incidents/openone/index.html")).exists();
        test.store().close();
        test.clock().move(Duration.ofHours(2));
        var second = new PublishedPages(settings, test.clock());
        try (var running = new Running(second)) {
            assertThat(running.get("/").body()).isEqualTo(index);
            second.ageing().run(test.clock().instant());
            assertThat(running.text("/")).contains("class=\"stale\"");
            assertThat(running.get("/").headers().firstValue("Age")).contains("7200");
        }
    }

    private static Running open(TestStore test) throws Exception {
        var running = Running.of(test);
        Shop.open(test.store(), new StatusPages(test.store()), test.clock().instant(), "shop");
        running.work(test);
        return running;
    }
}
