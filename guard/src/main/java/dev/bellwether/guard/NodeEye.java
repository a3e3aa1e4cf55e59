package dev.bellwether.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Looks at what runs on a node, in the name of the guard's own user. One question has it all, so
/// that what it tells is of one moment.
final class NodeEye {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 4 << 20;

    private static final String QUESTION =
            """
            SELECT 'query', query_id, user, toInt64(memory_usage), toInt64(peak_memory_usage),
            toInt64(elapsed * 1000), toInt64(read_rows) FROM system.processes UNION ALL
            SELECT 'merges', '', '', toInt64(sum(memory_usage)), toInt64(0), toInt64(0), toInt64(0)
            FROM system.merges UNION ALL
            SELECT 'node', version(), '', toInt64(uptime()), toInt64(count()), toInt64(0), toInt64(0)
            FROM system.settings WHERE name = 'log_comment' FORMAT TabSeparated
            """;

    /// The same, with who asked and the cap it was sent with.
    private static final String SHARED =
            """
            SELECT 'query', query_id, user, toInt64(memory_usage), toInt64(peak_memory_usage),
            toInt64(elapsed * 1000), toInt64(read_rows), http_user_agent,
            toInt64OrZero(Settings.Values[indexOf(Settings.Names, 'max_memory_usage')])
            FROM system.processes UNION ALL
            SELECT 'merges', '', '', toInt64(sum(memory_usage)), toInt64(0), toInt64(0), toInt64(0),
            '', toInt64(0) FROM system.merges UNION ALL
            SELECT 'node', version(), '', toInt64(uptime()), toInt64(count()), toInt64(0), toInt64(0),
            '', toInt64(0) FROM system.settings WHERE name = 'log_comment' FORMAT TabSeparated
            """;

    private final String question;
    private final Upstream upstream;
    private final GuardSettings.Login login;
    private final InstantSource clock;
    private final SteadyTime steady;
    private boolean sawIt;

    NodeEye(Upstream upstream, GuardSettings.Login login, InstantSource clock) {
        this(upstream, login, clock, System::nanoTime);
    }

    /// @param isShared whether whose guard's a query is matters
    NodeEye(
            Upstream upstream,
            GuardSettings.Login login,
            InstantSource clock,
            LongSupplier nanos,
            boolean isShared) {
        this.question = isShared ? SHARED : QUESTION;
        this.upstream = upstream;
        this.login = login;
        this.clock = clock;
        this.steady = new SteadyTime(clock.instant(), nanos);
    }

    /// @param nanos by which the node's age is compared with what it was
    NodeEye(Upstream upstream, GuardSettings.Login login, InstantSource clock, LongSupplier nanos) {
        this(upstream, login, clock, nanos, false);
    }

    /// Now, by the time in which it is told when a node's process began.
    Instant steadily() {
        return steady.instant();
    }

    Look look() throws InterruptedException {
        Instant asked = clock.instant();
        Instant before = steady.instant();
        String id = "guard-" + UUID.randomUUID();
        byte[] body;
        int status;
        try (Upstream.Answer answer = ask(id)) {
            status = answer.response().getStatus();
            body = answer.body().readNBytes(MOST_BYTES);
        } catch (IOException e) {
            return new Look.Silent(asked, Upstream.why(e));
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (status != 200) {
            return new Look.Blind(asked, firstLine(text));
        }
        try {
            return told(asked, before, id, text);
        } catch (IllegalArgumentException e) {
            return new Look.Blind(asked, "it answers what was not asked: " + firstLine(text));
        }
    }

    private Upstream.Answer ask(String id) throws IOException, InterruptedException {
        var address = new Address("");
        address.put("query_id", id);
        return upstream.send(
                "POST",
                new Asked("/", address, question.getBytes(StandardCharsets.UTF_8), true, true),
                Credentials.of(login).headers(),
                new ByteArrayInputStream(new byte[0]),
                PATIENCE,
                () -> {});
    }

    private Look told(Instant asked, Instant before, String own, String text) {
        var queries = new ArrayList<Look.Running>();
        long merges = 0;
        Optional<Look.Told> node = Optional.empty();
        for (String line : text.lines().toList()) {
            List<String> fields = List.of(line.split("\t", -1));
            if (fields.size() != (question.equals(SHARED) ? 9 : 7)) {
                throw new IllegalArgumentException(line);
            }
            long first = Long.parseLong(fields.get(3));
            switch (fields.getFirst()) {
                case "query" -> {
                    String id = unescaped(fields.get(1));
                    if (!id.equals(own)) {
                        queries.add(
                                new Look.Running(
                                        id,
                                        unescaped(fields.get(2)),
                                        Math.max(0, first),
                                        Math.max(0, Long.parseLong(fields.get(4))),
                                        Long.parseLong(fields.get(5)),
                                        Math.max(0, Long.parseLong(fields.get(6))),
                                        fields.size() > 7
                                                ? Mark.of(unescaped(fields.get(7))).orElse("")
                                                : "",
                                        fields.size() > 8 ? Long.parseLong(fields.get(8)) : 0));
                    }
                }
                case "merges" -> merges = Math.max(0, first);
                case "node" ->
                        node =
                                Optional.of(
                                        new Look.Told(
                                                asked,
                                                started(before, first),
                                                fields.get(1),
                                                fields.get(4).equals("1"),
                                                List.of(),
                                                0));
                default -> throw new IllegalArgumentException(line);
            }
        }
        Look.Told of = node.orElseThrow(() -> new IllegalArgumentException("no node"));
        return new Look.Told(asked, of.started(), of.version(), of.logsComments(), queries, merges);
    }

    /// The node says its age in whole seconds, at a moment between question and answer. The first
    /// time the later end is taken and after that the earlier one, so that a slow answer never
    /// looks like a new process.
    private Instant started(Instant before, long age) {
        Instant from = sawIt ? before : steady.instant();
        sawIt = true;
        return from.minusSeconds(age);
    }

    /// A field of `TabSeparated` as it was before it was written.
    static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            i++;
            plain.append(
                    switch (text.charAt(i)) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case '0' -> '\0';
                        default -> text.charAt(i);
                    });
        }
        return plain.toString();
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("nothing");
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
