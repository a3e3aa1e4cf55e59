package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A query says which feature, release and variations sent it")
class WhereAQueryComesFromTest {
    private static final Origin REPORTS = new Origin("reports", "1.2", Map.of("wide", "b"));

    @Test
    void byHeaders() {
        HttpFields headers =
                HttpFields.build()
                        .add("X-Bellwether-Feature", "reports")
                        .add("X-Bellwether-Release", "1.2")
                        .add("x-bellwether-variations", "wide=b");
        assertThat(read(headers, "", "SELECT 1")).isEqualTo(REPORTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"feature\":\"reports\",\"release\":\"1.2\",\"variations\":{\"wide\":\"b\"}}",
                "{\"a\":[1],\"feature\":\"reports\",\"release\":1.2,\"variations\":\"wide=b\"}",
                "{\"feature\":\"other\",\"bellwether\":{\"feature\":\"reports\",\"release\":\"1.2\","
                        + "\"variations\":{\"wide\":\"b\",\"empty\":null,\"list\":[1]}}}",
            })
    void byALogCommentInJson(String comment) {
        String encoded = URLEncoder.encode(comment, StandardCharsets.UTF_8);
        assertThat(read(HttpFields.EMPTY, "log_comment=" + encoded, "SELECT 1")).isEqualTo(REPORTS);
        String inSql = comment.replace("\\", "\\\\").replace("'", "\\'");
        assertThat(
                        read(
                                HttpFields.EMPTY,
                                "log_comment=x",
                                "SELECT 1 SETTINGS max_threads = 2, log_comment = '" + inSql + "'"))
                .isEqualTo(REPORTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/* feature=reports release=1.2 variations=wide=b */ SELECT 1",
                "  /*feature='reports',release='1%2E2',variations='wide%3Db'*/SELECT 1",
                "/* by ann */ -- feature=reports; release=1.2; variations=wide=b\\nSELECT 1",
                "/* {\"feature\":\"reports\",\"release\":\"1.2\",\"variations\":{\"wide\":\"b\"}} */ SELECT 1",
            })
    void byACommentBeforeTheQuery(String sql) {
        assertThat(read(HttpFields.EMPTY, "", sql.replace("\\n", "\n"))).isEqualTo(REPORTS);
    }

    @Test
    void aHeaderHoldsOverAlogCommentAndThatOverAComment() {
        HttpFields headers = HttpFields.build().add("X-Bellwether-Feature", "h");
        String comment =
                URLEncoder.encode("{\"feature\":\"l\",\"release\":\"l\"}", StandardCharsets.UTF_8);
        assertThat(
                        read(
                                headers,
                                "log_comment=" + comment,
                                "/* feature=c release=c variations=x=c */ SELECT 1"))
                .isEqualTo(new Origin("h", "l", Map.of("x", "c")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1 /* feature=reports */",
                "SELECT '/* feature=reports */'",
                "/* my feature: reports */ SELECT 1",
                "/* {\"feature\": */ SELECT 1",
                "/* feature */ SELECT 1",
                "/* = = feature= */ SELECT 1",
            })
    void whatDoesNotSaySoSaysNothing(String sql) {
        assertThat(read(HttpFields.EMPTY, "log_comment=reports", sql)).isEqualTo(Origin.UNKNOWN);
    }

    @Test
    void namesAreBoundedAndHoldNothingThatCannotBeSeen() {
        var origin =
                new Origin(
                        " a\u0000b\r\n\u202ec  d\ud800 ",
                        "\u00e9".repeat(1_000),
                        java.util.stream.IntStream.range(0, 500)
                                .boxed()
                                .collect(
                                        java.util.stream.Collectors.toMap(
                                                i -> "k" + i, i -> "v" + i)));
        assertThat(origin.feature()).isEqualTo("a b c d");
        assertThat(origin.release()).hasSize(Origin.LONGEST_NAME);
        assertThat(origin.variations()).hasSize(Origin.MOST_VARIATIONS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | {\"bellwether\":OURS}",
                "nightly | nightly {\"bellwether\":OURS}",
                "{} | {\"bellwether\":OURS}",
                "{\"a\": {}} | {\"a\": {},\"bellwether\":OURS}",
                "{\"bellwether\":{\"feature\":\"x\"}} | {\"bellwether\":{\"feature\":\"x\"}}",
                "{\"a\": | {\"a\": {\"bellwether\":OURS}",
            })
    void itIsAppendedToWhatTheClientWrote(String comment, String expected) {
        String ours =
                "{\"feature\":\"reports\",\"release\":\"1.2\",\"variations\":{\"wide\":\"b\"}}";
        String once = OriginReader.appended(comment, REPORTS);
        assertThat(once).isEqualTo(expected.replace("OURS", ours));
        assertThat(OriginReader.appended(once, REPORTS)).isEqualTo(once);
    }

    @Test
    void aRequestThatSaysNothingStaysAsItCame() {
        var address = new Address("log_comment=a%20b&x=1");
        assertThat(OriginReader.logged(address, Origin.UNKNOWN)).hasToString(address.toString());
        assertThat(OriginReader.logged(address, REPORTS).value("log_comment").orElse(""))
                .startsWith("a b {\"bellwether\":");
    }

    /// Whatever is sent, it is read without an error, and what was appended reads back.
    @Test
    void anythingIsRead() {
        String pieces =
                "{}[]\"':,=\\/*-+%;\n\t feature release variations bellwether é\u202e\ud83d\ude00";
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            int length = random.nextInt(80);
            for (int i = 0; i < length; i++) {
                int from = random.nextInt(pieces.length());
                text.append(pieces, from, Math.min(pieces.length(), from + 1 + random.nextInt(8)));
            }
            String said = text.toString();
            assertThatCode(
                            () -> {
                                String encoded = URLEncoder.encode(said, StandardCharsets.UTF_8);
                                read(
                                        HttpFields.EMPTY,
                                        "log_comment=" + encoded,
                                        "/*" + said + "*/ SELECT 1");
                                read(HttpFields.EMPTY, "", "-- " + said + "\nSELECT 1");
                            })
                    .as("seed %d", seed)
                    .doesNotThrowAnyException();
            var origin = new Origin(said, said, Map.of(said + "x", said + "y"));
            assertThat(OriginReader.ofLogComment(OriginReader.appended("", origin)))
                    .as("seed %d", seed)
                    .isEqualTo(origin);
        }
    }

    private static Origin read(HttpFields headers, String address, String sql) {
        return OriginReader.read(headers, new Address(address), Statement.of(sql));
    }
}
