package dev.bellwether.bed;

import com.clickhouse.client.api.internal.CompressedBlockOutputStream;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;

/// ClickHouse's HTTP interface before the engine, as far as its clients need it: queries in address
/// and body, settings, parameters, sessions, formats, both kinds of compression of answers, errors
/// in its shape, also in mid-answer.
///
/// A query has a connection of its own, which takes its settings along when it goes; those of a
/// session share one. The engine does not let anybody choose an id. So `KILL QUERY … ASYNC` by id
/// is answered here: the query ends at its next piece. And a query takes the id that its client
/// chose along as a setting that does nothing here, by which `system.processes` is answered with
/// it.
final class ChdbFront implements HttpHandler {
    private static final Pattern KILL =
            Pattern.compile(
                    "^\\s*KILL\\s+QUERY\\s+WHERE\\s+query_id\\s*=\\s*'([^']*)'",
                    Pattern.CASE_INSENSITIVE);
    private static final String ID = "cluster_for_parallel_replicas";
    private static final String PROCESSES =
            """
            (SELECT * REPLACE (if(Settings['%1$s'] = '', query_id, Settings['%1$s']) AS query_id),
            ProfileEvents.Names, ProfileEvents.Values FROM system.processes)\
            """
                    .formatted(ID);
    private static final Pattern SEEN =
            Pattern.compile("\\bsystem\\.processes\\b", Pattern.CASE_INSENSITIVE);
    private static final String TAG = "BellwetherTestBed";
    private static final int BLOCK = 1 << 20;

    private final ChdbLibrary library;
    private final List<String> arguments;
    private final Map<String, MemorySegment> sessions = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    ChdbFront(ChdbLibrary library, List<String> arguments) {
        this.library = library;
        this.arguments = List.copyOf(arguments);
    }

    /// Closes the exchange only when all is well: to close it ends the answer as if it were whole,
    /// and to throw breaks the connection.
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/ping") || path.equals("/replicas_status")) {
            whole(exchange, 200, "Ok.\n");
        } else {
            ChdbRequest request = ChdbRequest.of(exchange);
            Matcher kill = KILL.matcher(request.head());
            if (request.sql().length == 0) {
                whole(exchange, 200, "Ok.\n");
            } else if (kill.find()) {
                running.remove(kill.group(1));
                whole(exchange, 200, "");
            } else {
                head(exchange, request);
                try {
                    serve(exchange, request);
                } finally {
                    if (request.rows().isPresent()) {
                        Files.delete(request.rows().get());
                    }
                }
            }
        }
        exchange.close();
    }

    private void serve(HttpExchange exchange, ChdbRequest request) throws IOException {
        boolean isSession = !request.session().isEmpty();
        MemorySegment connection =
                isSession
                        ? sessions.computeIfAbsent(
                                request.session(), _ -> library.connect(arguments))
                        : library.connect(arguments);
        running.add(request.id());
        try {
            setUp(connection, request);
            if (request.isStreamed()) {
                stream(exchange, request, connection);
            } else {
                byte[] answer = library.query(connection, sql(request), request.format());
                try (OutputStream out = begin(exchange, request)) {
                    out.write(answer);
                }
            }
        } catch (ChdbError e) {
            exchange.getResponseHeaders()
                    .set("X-ClickHouse-Exception-Code", Integer.toString(e.code()));
            whole(exchange, e.status(), e.words() + "\n");
        } finally {
            running.remove(request.id());
            if (!isSession) {
                library.close(connection);
            }
        }
    }

    private static byte[] sql(ChdbRequest request) {
        Matcher seen = SEEN.matcher(request.isStreamed() ? request.head() : "");
        return seen.find()
                ? seen.replaceAll(Matcher.quoteReplacement(PROCESSES))
                        .getBytes(StandardCharsets.UTF_8)
                : request.sql();
    }

    private void setUp(MemorySegment connection, ChdbRequest request) {
        if (!request.database().isEmpty()) {
            run(connection, "USE `" + request.database().replace("`", "\\`") + "`");
        }
        // First, for after `readonly` nothing can be set.
        set(connection, ID, request.id());
        request.settings().forEach(one -> set(connection, one.getKey(), one.getValue()));
    }

    private void set(MemorySegment connection, String setting, String value) {
        String quoted = value.replace("\\", "\\\\").replace("'", "\\'");
        run(connection, "SET " + setting + " = '" + quoted + "'");
    }

    private void run(MemorySegment connection, String sql) {
        var _ = library.query(connection, sql.getBytes(StandardCharsets.UTF_8), "TabSeparated");
    }

    /// Before the first piece an error is an error; after it, it stands in the answer, which then
    /// breaks off.
    private void stream(HttpExchange exchange, ChdbRequest request, MemorySegment connection)
            throws IOException {
        MemorySegment result = library.stream(connection, sql(request), request.format());
        boolean isCut = true;
        try {
            byte[] piece = library.next(connection, result);
            OutputStream out = begin(exchange, request);
            try {
                while (piece.length > 0) {
                    out.write(piece);
                    if (!running.contains(request.id())) {
                        throw new ChdbError(
                                "Code: 394. DB::Exception: Query was cancelled. (QUERY_WAS_CANCELLED)");
                    }
                    piece = library.next(connection, result);
                }
                isCut = false;
                out.close();
            } catch (ChdbError e) {
                String said = e.words() + "\n";
                out.write(
                        "\r\n__exception__\r\n%s\r\n%s%d %s\r\n__exception__\r\n"
                                .formatted(TAG, said, said.length(), TAG)
                                .getBytes(StandardCharsets.UTF_8));
                out.flush();
                throw new IOException("the answer breaks off", e);
            }
        } finally {
            library.end(connection, result, isCut);
        }
    }

    private static void head(HttpExchange exchange, ChdbRequest request) {
        Map.of(
                        "Content-Type",
                        ChdbRequest.contentType(request.answered()),
                        "X-ClickHouse-Query-Id",
                        request.id(),
                        "X-ClickHouse-Format",
                        request.answered(),
                        "X-ClickHouse-Timezone",
                        "UTC",
                        "X-ClickHouse-Server-Display-Name",
                        "test bed",
                        "X-ClickHouse-Exception-Tag",
                        TAG,
                        "X-ClickHouse-Summary",
                        "{\"read_rows\":\"0\",\"read_bytes\":\"0\",\"written_rows\":\"0\",\"written_bytes\":\"0\",\"total_rows_to_read\":\"0\",\"result_rows\":\"0\",\"result_bytes\":\"0\",\"elapsed_ns\":\"0\"}")
                .forEach(exchange.getResponseHeaders()::set);
    }

    private static OutputStream begin(HttpExchange exchange, ChdbRequest request)
            throws IOException {
        if (request.isZipped()) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        if (request.isZipped()) {
            return new GZIPOutputStream(out);
        }
        return request.isCompressed()
                ? new CompressedBlockOutputStream.LZ4OutputStream(
                        out, LZ4Factory.safeInstance().fastCompressor(), BLOCK)
                : out;
    }

    private static void whole(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
