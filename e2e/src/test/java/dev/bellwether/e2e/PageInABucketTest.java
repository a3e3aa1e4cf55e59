package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.e2e.Browser.Look;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The page is also in a bucket of a foreign S3 server, which checks our signatures: with the right
/// types and encodings, only what changed, and again after the bucket was away.
class PageInABucketTest {
    @Test
    void thePageIsInTheBucketAndComesBackAfterTheBucketWasAway() throws Exception {
        try (var s3 = S3Proxy.withBucket();
                var program = Program.serve(Program.newFolder(), bucket(s3, S3Proxy.SECRET));
                var browser = new Browser()) {
            var rest =
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken());
            String search = Showcase.fill(program, rest);
            program.awaitLine(line -> line.contains("Wrote ") && line.contains("bucket"));

            String head = head(s3, "www/status/index.html");
            assertThat(head)
                    .contains("200 ok")
                    .contains("content-type: text/html; charset=utf-8")
                    .contains("content-encoding: gzip")
                    .contains("cache-control: public, max-age=10");
            assertThat(head(s3, "www/status/api/v2/summary.json"))
                    .contains("content-type: application/json; charset=utf-8")
                    .doesNotContain("content-encoding");
            assertThat(
                            s3.curl(
                                    "www/status/",
                                    "--compressed",
                                    "-o",
                                    "/dev/null",
                                    "-w",
                                    "%{http_code}"))
                    .isEqualTo("404");
            assertThat(html(s3)).contains("Acme");

            s3.stop();
            rest.make(
                    "incidents",
                    """
                    {"name": "Search is down", "status": "INVESTIGATING", "published": true,
                     "body": "We look into it.", "affected": {"%s": "DEGRADED"}}
                    """
                            .formatted(search));
            program.awaitLine(line -> line.contains("cannot be written to the bucket"));
            assertThat(program.get("/metrics").body())
                    .containsPattern("bellwether_pages_bucket_up_to_date[^\n]* 0");
            s3.startAgain();
            program.awaitLine(line -> line.contains("written to the bucket again"));

            awaitInBucket(program, s3, "Search is down");
            assertThat(program.get("/metrics").body())
                    .containsPattern("bellwether_pages_bucket_up_to_date[^\n]* 1");

            // What a change leaves as it was is not put again.
            FileTime front = time(s3, "index.html");
            FileTime script = time(s3, "embed.js");
            rest.make(
                    "incidents",
                    """
                    {"name": "Search is slow", "status": "INVESTIGATING", "published": true,
                     "body": "We look into it.", "affected": {"%s": "DEGRADED"}}
                    """
                            .formatted(search));
            awaitInBucket(program, s3, "Search is slow");
            assertThat(time(s3, "index.html")).isGreaterThan(front);
            assertThat(time(s3, "embed.js")).isEqualTo(script);
        }
    }

    @Test
    void aWrongSecretIsSaid() throws Exception {
        try (var s3 = S3Proxy.withBucket();
                var program = Program.serve(Program.newFolder(), bucket(s3, "not the secret"));
                var browser = new Browser()) {
            var rest =
                    new Rest(
                            program,
                            Owner.arrives(program, browser.visitor(Look.WIDE)).makesToken());
            Showcase.fill(program, rest);
            assertThat(program.awaitLine(line -> line.contains("cannot be written to the bucket")))
                    .contains("403");
        }
    }

    /// Some servers write a parameter after `;` with a blank, some without.
    private static String head(S3Proxy s3, String key) throws Exception {
        return s3.curl(key, "--head")
                .toLowerCase(java.util.Locale.ROOT)
                .replace(";charset", "; charset");
    }

    /// A change may be written in more than one go.
    private static void awaitInBucket(Program program, S3Proxy s3, String words) throws Exception {
        while (!html(s3).contains(words)) {
            program.awaitLine(line -> line.contains("Wrote ") && line.contains("bucket"));
        }
    }

    private static FileTime time(S3Proxy s3, String file) throws IOException {
        return Files.getLastModifiedTime(s3.file("www/status/" + file));
    }

    private static String html(S3Proxy s3) throws Exception {
        byte[] zipped = Files.readAllBytes(s3.file("www/status/index.html"));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> bucket(S3Proxy s3, String secret) {
        return Map.of(
                "BELLWETHER_PAGE_BUCKET_URL",
                s3.bucket(),
                "BELLWETHER_PAGE_BUCKET_PREFIX",
                "www/",
                "BELLWETHER_PAGE_BUCKET_ACCESS_KEY",
                S3Proxy.IDENTITY,
                "BELLWETHER_PAGE_BUCKET_SECRET_KEY",
                secret);
    }
}
