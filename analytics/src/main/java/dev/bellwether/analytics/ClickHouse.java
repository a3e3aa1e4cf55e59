package dev.bellwether.analytics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// ClickHouse's HTTP interface, as far as servers from 18.16 on have it. A node or the guard before
/// it, it makes no difference. Safe for several threads.
final class ClickHouse implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int SHOWN = 600;

    /// Bytes of SQL that a server may hold for its parser.
    private static final long LARGEST_SQL = 4 << 20;

    private static final Pattern CODE = Pattern.compile("Code:\\s*(\\d+)");
    private static final String VERSION =
            String.valueOf(ClickHouse.class.getPackage().getImplementationVersion());

    private final ClickHouseUrl url;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private volatile boolean knowsComments;

    ClickHouse(ClickHouseUrl url) {
        this.url = url;
    }

    /// Asks whether the server knows `log_comment`, which an old one would refuse.
    void meet() throws SQLException {
        boolean[] knows = new boolean[1];
        rows(
                "SELECT name FROM system.settings WHERE name = 'log_comment'",
                Cap.SMALL,
                _ -> knows[0] = true);
        knowsComments = knows[0];
    }

    /// What a query may use.
    ///
    /// @param feature of Bellwether that asks, for the guard and the server's log
    /// @param memory bytes; 0 leaves it to the server
    record Cap(String feature, long memory, Duration time) {
        static final Cap SMALL = new Cap("events", 0, Duration.ofSeconds(30));
    }

    /// A statement without an answer.
    void execute(String sql) throws SQLException {
        send(sql, "", BodyPublishers.ofString(sql), Cap.SMALL, ClickHouse::nothing);
    }

    /// Rows in `RowBinary` for the columns that `into` names.
    void insert(String into, byte[] rows, int length, Duration time) throws SQLException {
        send(
                into,
                "INSERT INTO " + into + " FORMAT RowBinary",
                BodyPublishers.ofByteArray(rows, 0, length),
                new Cap("events", 0, time),
                ClickHouse::nothing);
    }

    /// Each row of an answer, as it comes.
    void rows(String sql, Cap cap, EventView.Taking taking) throws SQLException {
        send(
                sql,
                "",
                BodyPublishers.ofString(sql + " FORMAT TabSeparatedWithNames"),
                cap,
                in -> TabRows.read(in, taking));
    }

    long number(String sql) throws SQLException {
        long[] answer = new long[1];
        rows("SELECT toInt64(" + sql + ") AS n", Cap.SMALL, row -> answer[0] = row.whole("n"));
        return answer[0];
    }

    private interface Reading {
        void read(BufferedReader in) throws IOException, SQLException;
    }

    private static void nothing(BufferedReader in) throws IOException, SQLException {
        String line = in.readLine();
        if (line != null && !line.isEmpty()) {
            throw new ClickHouseError(cut(line), code(line));
        }
    }

    private void send(
            String what, String query, HttpRequest.BodyPublisher body, Cap cap, Reading reading)
            throws SQLException {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("database", url.database());
        if (!query.isEmpty()) {
            parameters.put("query", query);
        }
        parameters.put("max_execution_time", Long.toString(Math.max(1, cap.time().toSeconds())));
        // So that an error in the middle of an answer has a status of its own.
        parameters.put("wait_end_of_query", "1");
        parameters.put("max_query_size", Long.toString(LARGEST_SQL));
        if (cap.memory() > 0) {
            parameters.put("max_memory_usage", Long.toString(cap.memory()));
        }
        if (knowsComments) {
            parameters.put(
                    "log_comment",
                    "{\"feature\":\"%s\",\"release\":\"%s\"}".formatted(cap.feature(), VERSION));
        }
        HttpRequest request =
                HttpRequest.newBuilder(address(parameters))
                        .timeout(cap.time().plus(GRACE))
                        .header("X-ClickHouse-User", url.user())
                        .header("X-ClickHouse-Key", url.password())
                        .header("X-Bellwether-Feature", cap.feature())
                        .header("X-Bellwether-Release", VERSION)
                        .POST(body)
                        .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            try (var in =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                if (answer.statusCode() != 200) {
                    throw refused(answer.statusCode(), in);
                }
                reading.read(in);
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw ClickHouseError.unsent(
                    "ClickHouse at "
                            + url
                            + " is not reached; see whether the server runs and the address is"
                            + " right",
                    e);
        } catch (IOException e) {
            throw ClickHouseError.broken(
                    "ClickHouse at %s broke off (%s) at: %s".formatted(url, e, cut(what)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ClickHouseError.broken("ClickHouse was not waited for", e);
        }
    }

    private URI address(Map<String, String> parameters) {
        var text = new StringBuilder(url.address() + "/?");
        parameters.forEach((name, value) ->
                text.append(text.charAt(text.length() - 1) == '?' ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return URI.create(text.toString());
    }

    private ClickHouseError refused(int status, BufferedReader in) throws IOException {
        char[] start = new char[4 * SHOWN];
        int length = Math.max(0, in.read(start));
        String said = cut(new String(start, 0, length).strip());
        int code = code(said);
        String why =
                switch (code) {
                    case 81, 192, 193, 194, 497, 516 -> remedy(code) + ": " + said;
                    default -> said.isEmpty() ? "status " + status : said;
                };
        return new ClickHouseError("ClickHouse at " + url + " refused: " + why, code);
    }

    private String remedy(int code) {
        return switch (code) {
            case 81 -> "the database is not there; make it with CREATE DATABASE " + url.database();
            case 497 -> "the user lacks a right; grant it what the guide names";
            default -> "user or password is wrong; put them right in the address of the events";
        };
    }

    static int code(String said) {
        Matcher code = CODE.matcher(said);
        return code.find() ? Integer.parseInt(code.group(1)) : 0;
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
