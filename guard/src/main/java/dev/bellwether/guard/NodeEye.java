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
            toInt64(elapsed * 1000), toInt64(read_rows), toInt64(%s), %s FROM system.processes UNION ALL
            SELECT 'merges', '', '', toInt64(sum(memory_usage)), toInt64(0), toInt64(0), toInt64(0),
            toInt64(0), '', toInt64(0) FROM system.merges UNION ALL
            SELECT 'node', version(), '', toInt64(uptime()), toInt64(count()), toInt64(0), toInt64(0),
            toInt64(0), '', toInt64(0) FROM system.settings WHERE name = 'log_comment' FORMAT TabSeparated
            """;

    /// Each counts parts written to disk: by groups, by sorts, and by joins where those can.
    private static final String SPILLS =
            "has(ProfileEvents.Names, 'ExternalAggregationWritePart')"
                    + " OR has(ProfileEvents.Names, 'ExternalSortWritePart')"
                    + " OR has(ProfileEvents.Names, 'ExternalJoinWritePart')";

    /// For a node that does not count events by query.
    private static final String NOTHING_OF_SPILLS = "-1";

    /// Who asked, and the cap it was sent with.
    private static final String WHOSE =
            "http_user_agent,"
                    + " toInt64OrZero(Settings.Values[indexOf(Settings.Names, 'max_memory_usage')])";

    private static final String NOBODYS = "'', toInt64(0)";

    private final String whose;
    private final Upstream upstream;
    private final GuardSettings.Login login;
    private final InstantSource clock;
    private final SteadyTime steady;
    private boolean sawIt;
    private boolean tellsSpills = true;

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
        this.whose = isShared ? WHOSE : NOBODYS;
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
        Told told;
        try {
            told = ask(id, tellsSpills ? SPILLS : NOTHING_OF_SPILLS);
            if (tellsSpills && told.status() != 200) {
                told = ask(id, NOTHING_OF_SPILLS);
                tellsSpills = told.status() != 200;
            }
        } catch (IOException e) {
            // It may come back as another version.
            tellsSpills = true;
            return new Look.Silent(asked, Upstream.why(e));
        }
        String text = told.text();
        if (told.status() != 200) {
            return new Look.Blind(asked, firstLine(text));
        }
        try {
            return told(asked, before, id, text);
        } catch (IllegalArgumentException e) {
            return new Look.Blind(asked, "it answers what was not asked: " + firstLine(text));
        }
    }

    private record Told(int status, String text) {}

    private Told ask(String id, String spills) throws IOException, InterruptedException {
        var address = new Address("");
        address.put("query_id", id);
        byte[] question = QUESTION.formatted(spills, whose).getBytes(StandardCharsets.UTF_8);
        try (Upstream.Answer answer =
                upstream.send(
                        "POST",
                        new Asked("/", address, question, true, true),
                        Credentials.of(login).headers(),
                        new ByteArrayInputStream(new byte[0]),
                        PATIENCE,
                        () -> {})) {
            byte[] body = answer.body().readNBytes(MOST_BYTES);
            return new Told(
                    answer.response().getStatus(), new String(body, StandardCharsets.UTF_8));
        }
    }

    private static Spill spill(String field) {
        return switch (field) {
            case "1" -> Spill.YES;
            case "0" -> Spill.NO;
            default -> Spill.UNKNOWN;
        };
    }

    private Look told(Instant asked, Instant before, String own, String text) {
        var queries = new ArrayList<Look.Running>();
        long merges = 0;
        Optional<Look.Told> node = Optional.empty();
        for (String line : text.lines().toList()) {
            List<String> fields = List.of(line.split("\t", -1));
            if (fields.size() != 10) {
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
                                        Mark.of(unescaped(fields.get(8))).orElse(""),
                                        Long.parseLong(fields.get(9)),
                                        spill(fields.get(7))));
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
