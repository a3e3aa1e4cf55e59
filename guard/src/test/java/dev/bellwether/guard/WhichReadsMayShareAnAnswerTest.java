package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Two share an answer only when nothing that may change it differs, and it may not change by itself")
class WhichReadsMayShareAnAnswerTest {
    private static final String READ = "SELECT a, count() FROM t WHERE b = 'x' GROUP BY a";

    @Test
    void whatDependsOnTablesAloneMayBeShared() {
        for (String sql :
                List.of(
                        READ,
                        "WITH 1 AS x SELECT x + toStartOfHour(t.at), uniqExactIf(u, a IN (1, 2)) FROM d.t AS t",
                        "SELECT count() FROM numbers(10) FORMAT JSON",
                        "SELECT `my`, if(a, 1, 2), sum(b) OVER (PARTITION BY c) FROM x.y JOIN z USING (k) ORDER BY 1;",
                        "SELECT quantile(0.5)(a), arrayMap(v -> v + 1, l), CAST(a AS Nullable(String)) FROM t",
                        "(SELECT 1) UNION ALL (SELECT {p:UInt8}) SETTINGS max_threads = 1",
                        "FROM t SELECT a",
                        "SELECT JSONExtractString(j, 'now()'), today FROM t WHERE d = {d:Date}")) {
            assertThat(key("/", sql)).as(sql).isPresent();
        }
    }

    @Test
    void whatMayAnswerDifferentlyIsNot() {
        for (String sql :
                List.of(
                        "SELECT now()",
                        "SELECT a FROM t WHERE at > NOW() - 60",
                        "SELECT today()",
                        "SELECT `rand`() FROM t",
                        "SELECT a FROM t ORDER BY rand64()",
                        "SELECT generateUUIDv4()",
                        "SELECT currentUser()",
                        "SELECT CURRENT_TIMESTAMP",
                        "SELECT hostName(), a FROM t",
                        "SELECT dictGet('d', 'v', a) FROM t",
                        "SELECT rowNumberInAllBlocks() FROM t",
                        "SELECT sleep(1)",
                        "SELECT somebodysOwn(a) FROM t",
                        "SELECT * APPLY rand FROM t",
                        "SELECT arrayShuffle(l) FROM t",
                        "SELECT * FROM url('http://x/', 'CSV')",
                        "SELECT * FROM s3('http://x/')",
                        "SELECT * FROM remote('h', d.t)",
                        "SELECT * FROM file('x')",
                        "SELECT * FROM merge('d', 't')",
                        "SELECT * FROM system.parts",
                        "SELECT * FROM `system`.parts",
                        "SELECT a IN System.one",
                        "SELECT * FROM information_schema.tables",
                        "SELECT * FROM {t:Identifier}",
                        "SELECT a FROM t INTO OUTFILE 'x'",
                        "SELECT 1; SELECT 2",
                        "INSERT INTO t SELECT 1",
                        "WITH 1 AS x INSERT INTO t SELECT x",
                        "SHOW TABLES",
                        "EXPLAIN SELECT 1",
                        "SET x = 1",
                        "KILL QUERY WHERE 1",
                        "SELECT 'a",
                        "")) {
            assertThat(key("/", sql)).as(sql).isEmpty();
        }
    }

    @Test
    void howItIsAskedMayForbidIt() {
        for (String address :
                List.of(
                        "/?session_id=s",
                        "/?query_id=nightly-report",
                        "/?database=system",
                        "/?database=INFORMATION_SCHEMA",
                        "/?decompress=1",
                        "/my/handler")) {
            assertThat(key(address, READ)).as(address).isEmpty();
        }
        assertThat(key("/", READ, "X-ClickHouse-Database", "system")).isEmpty();
        assertThat(key("/", READ, "Content-Encoding", "gzip")).isEmpty();
        assertThat(key("/", READ, "Content-Type", "multipart/form-data; boundary=x")).isEmpty();
        assertThat(AnswerKey.of(query("PUT", "/", bytes(READ)))).isEmpty();
        byte[] notText = ("SELECT '\u00e9'").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(AnswerKey.of(query("POST", "/", notText))).isEmpty();
        assertThat(key("/?query=SELECT+'%E9'", "")).isEmpty();
    }

    @Test
    void commentsSpaceNamesOfTheRequestAndWhoAsksForWhatDoNotMatter() {
        AnswerKey key = key("/?max_threads=2", READ).orElseThrow();
        for (String sql :
                List.of(
                        "/* traceparent='1' */ " + READ,
                        READ + " -- the end",
                        READ.replace(" ", "\n\t "),
                        READ.replace(" = ", "/**/=/**/ "))) {
            assertThat(key("/?max_threads=2", sql)).as(sql).contains(key);
        }
        assertThat(key("/?max_threads=2&query_id=" + UUID.randomUUID(), READ)).contains(key);
        assertThat(key("/?max_threads=2&log_comment=x", READ)).contains(key);
        assertThat(key("/?max_threads=2", READ, "User-Agent", "x", "traceparent", "y"))
                .contains(key);
        assertThat(key("/?max_threads=2", READ, "X-Bellwether-Feature", "x")).contains(key);
    }

    @Test
    void allElseDoes() {
        AnswerKey key = key("/", READ).orElseThrow();
        for (String sql :
                List.of(
                        READ.replace("'x'", "'y'"),
                        READ.replace("'x'", "' x'"),
                        READ.replace("b = ", "b= "),
                        READ.replace(" t ", " T "),
                        READ + " FORMAT JSON",
                        READ + " SETTINGS max_threads = 1")) {
            assertThat(key("/", sql)).as(sql).isPresent().isNotEqualTo(Optional.of(key));
        }
        for (String address :
                List.of(
                        "/?user=ada",
                        "/?password=x",
                        "/?database=d",
                        "/?default_format=JSON",
                        "/?param_p=1",
                        "/?role=r",
                        "/?compress=1",
                        "/?enable_http_compression=1",
                        "/?wait_end_of_query=1",
                        "/?send_progress_in_http_headers=1",
                        "/?quota_key=q")) {
            assertThat(key(address, READ)).as(address).isPresent().isNotEqualTo(Optional.of(key));
        }
        for (String header :
                List.of(
                        "Authorization",
                        "X-ClickHouse-User",
                        "X-ClickHouse-Key",
                        "X-ClickHouse-Database",
                        "X-ClickHouse-Format",
                        "Accept-Encoding",
                        "Accept",
                        "Origin",
                        "X-Forwarded-For",
                        "Cookie",
                        "X-Whatever")) {
            assertThat(key("/", READ, header, "v"))
                    .as(header)
                    .isPresent()
                    .isNotEqualTo(Optional.of(key))
                    .isNotEqualTo(key("/", READ, header, "w"));
        }
        assertThat(AnswerKey.of(query("GET", "/", bytes(READ)))).isNotEqualTo(Optional.of(key));
    }

    private static byte[] bytes(String sql) {
        return sql.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<AnswerKey> key(String address, String sql, String... headers) {
        return AnswerKey.of(query("POST", address, bytes(sql), headers));
    }

    static Query query(String method, String address, byte[] body, String... headers) {
        String[] parts = address.split("\\?", 2);
        var fields = HttpFields.build();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        var parameters = new Address(parts.length > 1 ? parts[1] : "");
        String encoding = fields.get("Content-Encoding");
        String type = fields.get("Content-Type");
        var asked =
                new Asked(
                        parts[0],
                        parameters,
                        body,
                        true,
                        Asked.isPlain(
                                type == null ? "" : type,
                                encoding == null ? "" : encoding,
                                parameters));
        Statement statement = asked.statement();
        return new Query(
                parameters.value("query_id").orElse(UUID.randomUUID().toString()),
                method,
                fields,
                asked,
                statement,
                Origin.UNKNOWN,
                false,
                "default",
                Credentials.of(fields, parameters),
                "",
                InputStream.nullInputStream(),
                new Client(null, true));
    }
}
