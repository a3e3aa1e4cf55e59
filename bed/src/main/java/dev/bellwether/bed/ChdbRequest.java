package dev.bellwether.bed;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// A request as ClickHouse's HTTP interface reads it.
///
/// @param sql the parameter `query`, a line break, and the body; empty when there is no query
/// @param settings in the order of the address
/// @param rows a file with binary rows to insert, which `sql` names; to be deleted after. Within a
///   query the engine would take two line breaks for their end
record ChdbRequest(
        byte[] sql,
        String format,
        String database,
        String id,
        String session,
        boolean isCompressed,
        boolean isZipped,
        List<Map.Entry<String, String>> settings,
        Optional<Path> rows) {
    /// More is not taken: a body is held whole here.
    private static final int MOST = 256 << 20;

    private static final Set<String> NO_SETTINGS =
            Set.of(
                    "query",
                    "database",
                    "default_format",
                    "user",
                    "password",
                    "query_id",
                    "session_id",
                    "session_timeout",
                    "session_check",
                    "close_session",
                    "compress",
                    "decompress",
                    "quota_key",
                    "role",
                    "client_protocol_version",
                    "wait_end_of_query",
                    "buffer_size",
                    "max_memory_usage_for_user");

    private static final Pattern FORMAT =
            Pattern.compile("\\bFORMAT\\s+(\\w+)\\s*;?\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern STREAMED =
            Pattern.compile(
                    "^\\s*(\\(|SELECT|WITH|SHOW|DESCRIBE|DESC|EXISTS)\\b?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern BINARY =
            Pattern.compile(
                    "^\\s*INSERT\\s+INTO\\s+(\\S+)\\s+FORMAT\\s+RowBinary\\s*$",
                    Pattern.CASE_INSENSITIVE);

    static ChdbRequest of(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        List<Map.Entry<String, String>> all = new ArrayList<>();
        for (String one : (query == null ? "" : query).split("&")) {
            int eq = one.indexOf('=');
            if (eq > 0) {
                all.add(Map.entry(decoded(one.substring(0, eq)), decoded(one.substring(eq + 1))));
            }
        }
        String text = last(all, "query", "");
        byte[] body = body(exchange);
        var sql = new ByteArrayOutputStream();
        Matcher binary = BINARY.matcher(text);
        if (binary.matches() && body.length > 0) {
            Path rows = Files.createTempFile("chdb-rows-", ".bin");
            Files.write(rows, body);
            text =
                    "INSERT INTO %s FROM INFILE '%s' FORMAT RowBinary"
                            .formatted(binary.group(1), rows);
            return of(exchange, all, text.getBytes(StandardCharsets.UTF_8), Optional.of(rows));
        }
        sql.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        if (!text.isEmpty() && body.length > 0) {
            sql.write('\n');
        }
        sql.writeBytes(body);
        return of(exchange, all, sql.toByteArray(), Optional.empty());
    }

    private static ChdbRequest of(
            HttpExchange exchange,
            List<Map.Entry<String, String>> all,
            byte[] sql,
            Optional<Path> rows) {
        return new ChdbRequest(
                sql,
                header(
                        exchange,
                        "X-ClickHouse-Format",
                        last(all, "default_format", "TabSeparated")),
                header(exchange, "X-ClickHouse-Database", last(all, "database", "")),
                last(all, "query_id", UUID.randomUUID().toString()),
                last(all, "session_id", ""),
                last(all, "compress", "0").equals("1"),
                last(all, "enable_http_compression", "0").equals("1")
                        && header(exchange, "Accept-Encoding", "").contains("gzip"),
                all.stream().filter(one -> !NO_SETTINGS.contains(one.getKey())).toList(),
                rows);
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        if (header(exchange, "Content-Encoding", "").equals("gzip")) {
            in = new GZIPInputStream(in);
        }
        byte[] body = in.readNBytes(MOST);
        if (body.length == MOST) {
            throw new IOException("a body of more than " + MOST + " bytes");
        }
        return body;
    }

    /// Whether the engine can give the answer in pieces.
    boolean isStreamed() {
        return STREAMED.matcher(head()).find();
    }

    /// The format of the answer: what the text says last holds.
    String answered() {
        Matcher said = FORMAT.matcher(head());
        return isStreamed() && said.find() ? said.group(1) : format;
    }

    /// The text as far as it is looked at.
    String head() {
        return new String(sql, 0, Math.min(sql.length, 1 << 16), StandardCharsets.UTF_8);
    }

    static String contentType(String format) {
        String name = format.toLowerCase(Locale.ROOT);
        if (name.startsWith("json")) {
            return name.contains("eachrow")
                    ? "application/x-ndjson; charset=UTF-8"
                    : "application/json; charset=UTF-8";
        }
        if (name.startsWith("csv")) {
            return "text/csv; charset=UTF-8; header=absent";
        }
        return name.startsWith("tab") || name.startsWith("ts")
                ? "text/tab-separated-values; charset=UTF-8"
                : "application/octet-stream";
    }

    private static String header(HttpExchange exchange, String name, String otherwise) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? otherwise : value;
    }

    private static String last(List<Map.Entry<String, String>> all, String name, String otherwise) {
        return all.reversed().stream()
                .filter(one -> one.getKey().equals(name) && !one.getValue().isEmpty())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
