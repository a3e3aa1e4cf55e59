package dev.bellwether.server;

import dev.bellwether.guard.AnswerSettings;
import dev.bellwether.guard.Controls;
import dev.bellwether.guard.QuarantineSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The settings of the guard. See `docs/guide/guard.md`.
final class GuardKeys {
    private static final long MB = 1L << 20;
    private static final long TB = 1L << 40;

    /// A host and a port; an IPv6 address stands in brackets.
    static final Pattern ENDPOINT =
            Pattern.compile("(?<host>[A-Za-z0-9._-]{1,253}|\\[[0-9a-fA-F:.%]+]):(?<port>\\d{1,5})");

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]):\\d{1,5}");

    static final Setting<List<String>> UPSTREAM =
            Setting.of(
                    "guard.upstream",
                    Kind.list(
                            "a list of http or https addresses of ClickHouse nodes, such as"
                                    + " http://localhost:8123",
                            GuardKeys::isNode),
                    "",
                    "The ClickHouse nodes to guard, by their HTTP addresses; all of one cluster, each"
                            + " with the same data and memory. Empty: no guard.");
    static final Setting<String> LISTEN =
            Setting.of(
                    "guard.listen",
                    Kind.text("a host and a port, such as 0.0.0.0:8124", ENDPOINT),
                    "127.0.0.1:8124",
                    "Where ClickHouse's clients reach the guard. Port 0 takes any free one and says"
                            + " which.");
    static final Setting<Long> MEMORY_LIMIT =
            size(
                    "guard.memory-limit",
                    64 * MB,
                    1024 * TB,
                    "Memory that each node may have. Empty: what the node's cgroup or machine has, for"
                            + " a node on this machine; of one elsewhere it must be said.");
    static final Setting<Long> RESERVE =
            size(
                    "guard.reserve",
                    16 * MB,
                    1024 * TB,
                    "How much of it is never given to queries: for merges, caches, and what the node"
                            + " does not track. Empty: a quarter.");
    static final Setting<Long> PROBE =
            size(
                    "guard.probe",
                    8 * MB,
                    TB,
                    "The cap of a query that the guard does not know yet. Empty: a sixteenth of what"
                            + " the reserve leaves.");
    static final Setting<Duration> QUEUE_TIME =
            Setting.of(
                    "guard.queue-time",
                    Kind.span(Duration.ofMillis(100), Duration.ofHours(1)),
                    "60s",
                    "How long a query waits for its turn, or for a node to come back, before it is"
                            + " refused.");
    static final Setting<String> USER =
            Setting.of(
                    "guard.user",
                    Kind.text("a name"),
                    "default",
                    "The guard's own user at the nodes, with whom it looks at `system.processes` and"
                            + " `system.merges`, and ends queries.");
    static final Setting<String> PASSWORD =
            Setting.secret("guard.password", "Its password at the nodes.");
    static final Setting<Controls.Mode> MODE =
            Setting.of(
                    "guard.mode",
                    Kind.oneOf(Controls.Mode.class),
                    "full",
                    "How much it does until somebody switches it: nothing, say what it would do, caps"
                            + " without waiting, or all.");
    static final Setting<String> ADMIN =
            Setting.of(
                    "guard.admin",
                    Kind.text(
                            "a host of this machine and a port, such as 127.0.0.1:8125", LOOPBACK),
                    "127.0.0.1:8125",
                    "Where `bellwether guard status`, `mode`, `block` and `drain` reach it, and"
                            + " `/metrics` stands. On this machine only.");
    static final Setting<String> ADMIN_TOKEN =
            Setting.secret(
                    "guard.admin-token",
                    "What they show there. Empty: one is made at the first start and kept in the file"
                            + " `guard/token` of the data directory.");

    static final Setting<String> SERVICE =
            Setting.of(
                    "guard.service",
                    Kind.text("the name or the id of a service"),
                    "",
                    "Within `serve`: the service that heavy queries degrade. When a release or a"
                            + " variation stands accused of them, an incident opens for it. Empty:"
                            + " it is said in the log and by `bellwether guard status`.");
    static final Setting<Boolean> PUBLISHED =
            Setting.of(
                    "guard.published",
                    Kind.flag(),
                    "true",
                    "Whether status pages tell of that incident. They never say which release.");

    static final Setting<AnswerSettings.Share> SHARE_READS =
            Setting.of(
                    "guard.share-reads",
                    Kind.oneOf(AnswerSettings.Share.class),
                    "queued",
                    "Which identical reads share one run: none, those that wait for their turn, or"
                            + " those that run too (who joins such a one may miss what was written"
                            + " since it began).");
    static final Setting<Duration> STALE_ANSWERS =
            Setting.of(
                    "guard.stale-answers",
                    none(Kind.span(Duration.ofSeconds(1), Duration.ofDays(1))),
                    "",
                    "How old an answer may be that is given, with its age, while a node is in"
                            + " trouble. Empty: none is.");
    static final Setting<Long> ANSWER_MEMORY =
            Setting.of(
                    "guard.answer-memory",
                    Kind.size(MB, 16L << 30),
                    "32 MB",
                    "What all answers that are shared or kept may take together; one may have an"
                            + " eighth of it.");
    static final Setting<Boolean> SHARE =
            Setting.of(
                    "guard.share",
                    Kind.flag(),
                    "true",
                    "On PostgreSQL: whether it shares each node's memory with the guards of other"
                            + " processes on that database. Without, it takes itself to be the only"
                            + " one before its nodes, and needs no database.");

    static final Setting<QuarantineSettings.Mode> QUARANTINE =
            Setting.of(
                    "guard.quarantine",
                    Kind.oneOf(QuarantineSettings.Mode.class),
                    "off",
                    "Whether a release that stands accused of heavier queries is put into quarantine:"
                            + " not, by a person to whom it is suggested, or by itself.");
    static final Setting<Duration> QUARANTINE_TIME =
            Setting.of(
                    "guard.quarantine-time",
                    Kind.span(Duration.ofMinutes(1), Duration.ofDays(30)),
                    "2h",
                    "For how long, when it is put in by itself.");
    static final Setting<Integer> QUARANTINE_ROOM =
            Setting.of(
                    "guard.quarantine-room",
                    Kind.whole(1, 50),
                    "10",
                    "How much of what each node gives to queries all in quarantine have together, in"
                            + " per cent.");
    static final Setting<Integer> QUARANTINE_QUERIES =
            Setting.of(
                    "guard.quarantine-queries",
                    Kind.whole(1, 1_000),
                    "2",
                    "How many queries of it run at once on a node.");

    static final List<Setting<?>> ALL =
            List.of(
                    UPSTREAM,
                    LISTEN,
                    MEMORY_LIMIT,
                    RESERVE,
                    PROBE,
                    QUEUE_TIME,
                    USER,
                    PASSWORD,
                    MODE,
                    ADMIN,
                    ADMIN_TOKEN,
                    SERVICE,
                    PUBLISHED,
                    SHARE_READS,
                    STALE_ANSWERS,
                    ANSWER_MEMORY,
                    SHARE,
                    QUARANTINE,
                    QUARANTINE_TIME,
                    QUARANTINE_ROOM,
                    QUARANTINE_QUERIES);

    private GuardKeys() {}

    /// A size, or 0 when nothing is set.
    private static Setting<Long> size(String key, long least, long most, String says) {
        Kind<Long> size = Kind.size(least, most);
        return Setting.of(
                key,
                new Kind<>(
                        size.allowed(),
                        text -> text.isBlank() ? Long.valueOf(0) : size.parse().apply(text),
                        false),
                "",
                says);
    }

    /// A duration, or zero when nothing is set.
    private static Kind<Duration> none(Kind<Duration> span) {
        return new Kind<>(
                span.allowed(),
                text -> text.isBlank() ? Duration.ZERO : span.parse().apply(text),
                false);
    }

    private static boolean isNode(String text) {
        if (!text.matches("https?://[^/?#\\s]+/?")) {
            return false;
        }
        URI uri = URI.create(text);
        return uri.getHost() != null && uri.getUserInfo() == null;
    }

    /// What does not fit together, in words. Of values that are right by themselves.
    static List<String> incomplete(Map<Setting<?>, Object> values) {
        var problems = new ArrayList<String>();
        long limit = number(values, MEMORY_LIMIT);
        long reserve = number(values, RESERVE);
        long probe = number(values, PROBE);
        if (limit > 0 && reserve >= limit) {
            problems.add(
                    "guard.reserve: '%s' leaves nothing of guard.memory-limit, %s"
                            .formatted(Kind.showSize(reserve), Kind.showSize(limit)));
        } else if (limit > 0 && probe > limit - (reserve > 0 ? reserve : limit / 4)) {
            problems.add(
                    "guard.probe: '%s' is more than guard.reserve leaves of guard.memory-limit, %s"
                            .formatted(Kind.showSize(probe), Kind.showSize(limit)));
        }
        for (Setting<String> setting : List.of(LISTEN, ADMIN)) {
            var endpoint = ENDPOINT.matcher(String.valueOf(values.getOrDefault(setting, "")));
            if (endpoint.matches() && Integer.parseInt(endpoint.group("port")) > 65_535) {
                problems.add(
                        "%s: '%s' is not a port: at most 65535"
                                .formatted(setting.key(), endpoint.group("port")));
            }
        }
        return problems;
    }

    private static long number(Map<Setting<?>, Object> values, Setting<Long> setting) {
        return values.get(setting) instanceof Long value ? value : 0;
    }
}
