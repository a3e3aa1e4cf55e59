package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName(
        "What is captured of a query holds no string that a person wrote, is of its form, and still runs")
class NothingThatPeopleWroteIsCapturedTest {
    private static String of(String sql) {
        return Redaction.of((Tokens) Lexer.lex(sql), new StandIns());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT 1 WHERE a = 'Ada Lovelace' | SELECT 1 WHERE a = 'Xxx Xxxxxxxx'",
                "SELECT a FROM t -- by ada@example.com | SELECT a FROM t",
                "SELECT /* ada */ a FROM t | SELECT a FROM t",
                "SELECT 1 WHERE m = 'ada@example.com' | SELECT 1 WHERE m = 'xxx@xxxxxxx.xxx'",
                "SELECT 1 WHERE m LIKE '%Ada\\_%' | SELECT 1 WHERE m LIKE '%Xxx\\_%'",
                "SELECT match(m, '^ada\\\\d+$') | SELECT match(m, '^xxx\\\\d+$')",
                "SELECT 1 WHERE a IN ('fr', 'de', 'fr', 7) | SELECT 1 WHERE a IN ('xx', 'xy', 'xx', 7)",
                "SELECT 1 WHERE d >= '2026-11-23' AND t < '2026-11-23 12:00:00' | SELECT 1 WHERE d >= '2026-11-23' AND t < '2026-11-23 12:00:00'",
                "SELECT 1 WHERE n = '0612345678' | SELECT 1 WHERE n = '1111111111'",
                "SELECT toDateTime(a, 'Europe/Paris'), CAST(a, 'UInt8'), CAST('ada', 'String') | SELECT toDateTime(a, 'Europe/Paris'), CAST(a, 'UInt8'), CAST('xxx', 'String')",
                "SELECT dateDiff('day', a, b), JSONExtractString(j, 'name') | SELECT dateDiff('day', a, b), JSONExtractString(j, 'name')",
                "SELECT dictGet('d', 'v', 'ada') | SELECT dictGet('d', 'v', 'xxx')",
                "SELECT now() - INTERVAL '1 day' | SELECT now() - INTERVAL '1 day'",
                "SELECT a FROM t SETTINGS join_algorithm = 'hash', log_comment = 'ada' | SELECT a FROM t SETTINGS join_algorithm = 'hash', log_comment = 'xxx'",
                "SELECT 'é€' | SELECT 'é€'",
                "SELECT $$Ada's$$ | SELECT 'Xxx\\'x'",
                "SELECT x'41DA' | SELECT x'0000'",
                "SELECT 12345, 0.5, -7 | SELECT 12345, 0.5, -7",
            })
    void itIs(String sql, String captured) {
        assertThat(of(sql)).isEqualTo(captured);
        assertThat(form(captured)).isEqualTo(form(sql));
    }

    private static Fingerprint form(String sql) {
        return Fingerprint.of((Tokens) Lexer.lex(sql));
    }

    /// Names of people stand in strings and comments, everything else around them is made up.
    @Test
    void whateverTheQueryItsFormAndLengthsStayAndItsStringsGo() {
        List<String> pieces =
                List.of(
                        "SELECT a",
                        "WHERE",
                        "(",
                        ")",
                        ",",
                        "'Grace Hopper'",
                        "= 'grace'",
                        "[1, 2]",
                        "/* Grace */",
                        "-- Grace\n",
                        "IN ('Grace', 'Hopper')",
                        "$$Grace$$",
                        "{p:String}",
                        "FROM t",
                        "GROUP BY 1",
                        "SETTINGS x = 'Grace'",
                        "`b`",
                        "f('Hopper', 'GRACE')");
        int read = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var sql = new StringBuilder();
            for (int i = random.nextInt(12) + 1; i > 0; i--) {
                sql.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
            }
            if (Lexer.lex(sql.toString()) instanceof Tokens tokens && tokens.dataFrom() < 0) {
                read++;
                String captured = Redaction.of(tokens, new StandIns());
                assertThat(captured.toLowerCase(Locale.ROOT))
                        .as(sql.toString())
                        .doesNotContain("grace", "hopper");
                assertThat(form(captured)).isEqualTo(Fingerprint.of(tokens));
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    @Test
    void standInsAreAsLongAndAsManyAsWhatTheyStandFor() {
        var standIns = new StandIns();
        var seen = new HashSet<String>();
        for (int i = 0; i < 500; i++) {
            String plain = "Köln %04d 😀".formatted(i);
            String other = standIns.of(plain);
            assertThat(other.getBytes(StandardCharsets.UTF_8))
                    .hasSameSizeAs(plain.getBytes(StandardCharsets.UTF_8));
            assertThat(standIns.of(plain)).isEqualTo(other);
            seen.add(other);
        }
        assertThat(seen).hasSize(500);
    }

    @Test
    void ofTheAddressOnlyWhatTheRunNeedsIsTakenDown() {
        WorkloadQuery query =
                captured(
                        "/?user=ada&password=s3cret&database=shop&max_threads=2&param_name=Ada&param_n=7"
                                + "&log_comment=Ada&quota_key=Ada&max_memory_usage=5&format_csv_delimiter=A",
                        "SELECT count() FROM t WHERE n = {name:String} AND m = {n:UInt8}");
        assertThat(query.database()).isEqualTo("shop");
        assertThat(query.settings())
                .containsExactly(
                        new WorkloadQuery.Setting("max_threads", "2"),
                        new WorkloadQuery.Setting("param_name", "Xxx"),
                        new WorkloadQuery.Setting("param_n", "7"));
        assertThat(new Workload(Instant.EPOCH, 0, List.of(query)).lines())
                .noneMatch(line -> line.contains("Ada") || line.contains("s3cret"));
    }

    private static WorkloadQuery captured(String address, String sql) {
        var capture = new WorkloadCapture(_ -> 0, () -> Instant.EPOCH);
        capture.switched(true);
        Query query =
                WhichReadsMayShareAnAnswerTest.query(
                        "POST", address, sql.getBytes(StandardCharsets.UTF_8));
        capture.ended(query, use(query, 1));
        return capture.workload().orElseThrow().queries().getFirst();
    }

    private static QueryUse use(Query query, long peak) {
        Fingerprint form = ((Statement.Read) query.statement()).fingerprint();
        return new QueryUse(
                Origin.UNKNOWN,
                form.hash(),
                form.text(),
                QueryUse.End.ANSWERED,
                peak,
                9,
                Spill.NO,
                Duration.ofSeconds(1));
    }

    @Test
    void itIsBoundedAndTheHeaviestOfAFormIsItsExample() {
        var capture = new WorkloadCapture(_ -> 5, () -> Instant.EPOCH);
        capture(capture, "SELECT before FROM t", 1);
        capture.switched(true);
        assertThat(capture.workload().orElseThrow().queries()).isEmpty();
        capture(capture, "SELECT a FROM t WHERE b = 1", 10);
        capture(capture, "SELECT a FROM t WHERE b = 2", 30);
        capture(capture, "SELECT a FROM t WHERE b = 3", 20);
        capture(capture, "INSERT INTO t SELECT 1", 20);
        capture(capture, "SELECT * FROM system.parts", 20);
        assertThat(capture.workload().orElseThrow().queries())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.example()).endsWith("b = 2");
                    assertThat(one.count()).isEqualTo(3);
                    assertThat(one.peak()).isEqualTo(30);
                    assertThat(one.forecast()).isEqualTo(5);
                });
        for (int i = 0; i < WorkloadCapture.MOST + 9; i++) {
            capture(capture, "SELECT a%d FROM t".formatted(i), 1);
        }
        capture(capture, "SELECT '" + "x".repeat(WorkloadCapture.LONGEST) + "'", 1);
        Workload workload = capture.workload().orElseThrow();
        assertThat(workload.queries()).hasSize(WorkloadCapture.MOST);
        assertThat(workload.leftOut()).isEqualTo(11);
        capture.switched(false);
        assertThat(capture.workload()).isEmpty();
    }

    private static void capture(WorkloadCapture capture, String sql, long peak) {
        Query query =
                WhichReadsMayShareAnAnswerTest.query(
                        "POST", "/", sql.getBytes(StandardCharsets.UTF_8));
        capture.ended(query, use(query, peak));
    }
}
