package dev.bellwether.server;

import dev.bellwether.watch.Networks;
import dev.bellwether.watch.WatchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every setting there is. The guide is written from this list and the file is read by it, so
/// neither can know a key that the other does not.
final class Keys {
    private static final long KB = 1024;
    private static final long MB = 1024 * KB;
    static final String PRINTABLE = "[\\x20-\\x7e]{1,200}";
    private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F.:]+(/\\d{1,3})?");

    private static final Pattern BUCKET_KEY =
            Pattern.compile("|[A-Za-z0-9._-][A-Za-z0-9._/-]{0,199}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

    private static final Pattern HOST_NAME =
            Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9a-fA-F:.%]+");

    static final Setting<String> HOST =
            Setting.of(
                    "server.host",
                    Kind.text("a host name or address", HOST_NAME),
                    "0.0.0.0",
                    "Address to listen on. Every address by default, for a status page is there to be"
                            + " seen; console and API ask for a sign-in or a token in any case.");
    static final Setting<Integer> PORT =
            Setting.of(
                    "server.port",
                    Kind.whole(0, 65_535),
                    "8080",
                    "Port to listen on; 0 takes any free one and says which.");
    static final Setting<String> URL =
            Setting.of(
                    "server.url",
                    Kind.webAddress(),
                    "",
                    "The address under which people reach it, for links in mails and feeds. Empty:"
                            + " `http://localhost:` and the port.");
    static final Setting<Boolean> TRUST_PROXY =
            Setting.of(
                    "server.trust-proxy",
                    Kind.flag(),
                    "false",
                    "Take the visitor's address and the scheme from the last of `X-Forwarded-For` and"
                            + " `X-Forwarded-Proto`. Only behind one proxy that sets them.");
    static final Setting<String> METRICS_TOKEN =
            Setting.secret(
                    "server.metrics-token",
                    "When set, `/metrics` answers only to this bearer token.");
    static final Setting<String> NODE_NAME =
            Setting.of(
                    "server.node-name",
                    Kind.text("a name", Pattern.compile("[A-Za-z0-9._-]{0,64}")),
                    "",
                    "What this process is called among several on one PostgreSQL. Empty: the host's"
                            + " name.");
    static final Setting<String> NODE_URL =
            Setting.of(
                    "server.node-url",
                    Kind.webAddress(),
                    "",
                    "The address under which places reach this one process, where several share a"
                            + " PostgreSQL behind one address. Empty: they are not told it.");
    static final Setting<Path> DATA =
            Setting.of(
                    "data",
                    Kind.path(),
                    "./data",
                    "Directory for the databases and all else that must outlive the process.");
    static final Setting<String> STORE_URL =
            Setting.of(
                    "store.url",
                    new Kind<>(
                            "jdbc:sqlite:<file> or jdbc:postgresql://host:port/database",
                            text -> {
                                if (!text.isEmpty()
                                        && !text.matches("jdbc:(sqlite:.+|postgresql:.+)")) {
                                    throw new IllegalArgumentException();
                                }
                                return text;
                            },
                            false),
                    "",
                    "The database. Empty: SQLite in the data directory.");
    static final Setting<String> STORE_USER =
            Setting.of("store.user", Kind.text("a name"), "", "User of the PostgreSQL database.");
    static final Setting<String> STORE_PASSWORD =
            Setting.secret("store.password", "Password of the PostgreSQL database.");
    static final Setting<Integer> STORE_READERS =
            Setting.of("store.readers", Kind.whole(1, 64), "4", "Connections for reading at most.");
    static final Setting<List<String>> ALLOW_PRIVATE =
            Setting.of(
                    "watch.allow-private",
                    new Kind<>(
                            "true, false or a list of networks, such as 10.0.0.0/8",
                            Keys::networks,
                            true),
                    "false",
                    "Whether checks may reach loopback, private and link-local addresses: `true`, or"
                            + " the networks they may reach. Closed by default, so that nobody who may"
                            + " save a check can look around inside.");
    static final Setting<List<String>> CONTROL_TARGETS =
            Setting.of(
                    "watch.control-targets",
                    Kind.list("a list of addresses, such as 1.1.1.1:53", WatchSettings::isTarget),
                    "",
                    "Addresses that are never all down at once. When this place can reach none of"
                            + " them, the trouble is its own, and its probes lose their vote. Without"
                            + " a port: 443.");
    static final Setting<String> PLACE =
            Setting.of(
                    "watch.place",
                    new Kind<>(
                            "1 to 64 characters of a-z, 0-9 and -",
                            text -> {
                                if (!text.matches("[a-z0-9-]{1,64}")) {
                                    throw new IllegalArgumentException();
                                }
                                return text;
                            },
                            false),
                    "here",
                    "What this place is called in evidence.");
    static final Setting<String> USER_AGENT =
            Setting.of(
                    "watch.user-agent",
                    Kind.text(
                            "up to 200 printable ASCII characters",
                            Pattern.compile("|" + PRINTABLE)),
                    "",
                    "What checks and polls call themselves. Empty: the program's name and version, and"
                            + " `server.url`. A check may send a `User-Agent` header of its own.");
    static final Setting<Settings.Poll> POLL =
            Setting.of(
                    "watch.providers",
                    Kind.oneOf(Settings.Poll.class),
                    "followed",
                    "Which provider pages are polled: those that a check follows, the whole"
                            + " catalogue, or none.");
    static final Setting<String> CATALOGUE =
            Setting.of(
                    "watch.catalogue",
                    Kind.text("a file"),
                    "",
                    "A catalogue of providers instead of the shipped one, a CSV file with the same"
                            + " columns: slug, name, category, homepage, status_url, platform,"
                            + " feed_url, confidence, sources. Empty: the shipped one.");
    static final Setting<String> SMTP_HOST =
            Setting.of(
                    "smtp.host",
                    Kind.text("a host name"),
                    "",
                    "The mail server. Empty: no mail can be sent, and `doctor` says so.");
    static final Setting<Integer> SMTP_PORT =
            Setting.of("smtp.port", Kind.whole(1, 65_535), "587", "Its port.");
    static final Setting<Settings.Tls> SMTP_TLS =
            Setting.of(
                    "smtp.tls",
                    Kind.oneOf(Settings.Tls.class),
                    "starttls",
                    "How the connection is made private.");
    static final Setting<String> SMTP_USER =
            Setting.of("smtp.user", Kind.text("a name"), "", "User there; empty: none.");
    static final Setting<String> SMTP_PASSWORD = Setting.secret("smtp.password", "Its password.");
    static final Setting<Integer> SMTP_BULK =
            Setting.of(
                    "smtp.subscriber-connections",
                    Kind.whole(1, 64),
                    "8",
                    "Connections to the mail server at most for mails to subscribers. Mails to people on"
                            + " call have connections of their own.");
    static final Setting<String> SMTP_FROM =
            Setting.of(
                    "smtp.from",
                    new Kind<>(
                            "a mail address",
                            text -> {
                                if (!text.matches("[^\\r\\n]*[^@\\s]+@[^@\\s]+")) {
                                    throw new IllegalArgumentException();
                                }
                                return text;
                            },
                            false),
                    "bellwether@localhost",
                    "The sender of its mails.");
    static final Setting<String> PAGE_DIRECTORY =
            Setting.of(
                    "page.directory",
                    Kind.text("a path"),
                    "",
                    "Directory to which every status page is also written as plain files, for any"
                            + " other web server. Private pages are not written. Empty: none.");
    static final Setting<Settings.UnknownHost> PAGE_UNKNOWN_HOST =
            Setting.of(
                    "page.unknown-host",
                    Kind.oneOf(Settings.UnknownHost.class),
                    "main",
                    "What a host shows that is neither a page's domain nor that of `server.url`: the"
                            + " main page, or nothing (404).");
    static final Setting<String> BUCKET_URL =
            Setting.of(
                    "page.bucket.url",
                    Kind.webAddress(),
                    "",
                    "A bucket that speaks the S3 protocol, to which every open status page is also"
                            + " written, such as `https://s3.eu-central-1.amazonaws.com/my-bucket`."
                            + " Empty: none.");
    static final Setting<String> BUCKET_PREFIX =
            Setting.of(
                    "page.bucket.prefix",
                    Kind.text("letters, digits, `-`, `_`, `.` and `/`", BUCKET_KEY),
                    "",
                    "Before every key in the bucket, such as `status/`.");
    static final Setting<String> BUCKET_REGION =
            Setting.of(
                    "page.bucket.region",
                    Kind.text("a region's name", REGION),
                    "us-east-1",
                    "Region of the bucket, as its service names it.");
    static final Setting<String> BUCKET_ACCESS_KEY =
            Setting.of(
                    "page.bucket.access-key",
                    Kind.text("an access key's id"),
                    "",
                    "Id of the key with which the bucket is written.");
    static final Setting<String> BUCKET_SECRET_KEY =
            Setting.secret("page.bucket.secret-key", "Its secret.");
    static final Setting<Long> REQUEST_SIZE =
            Setting.of(
                    "limits.request-size",
                    Kind.size(KB, 64 * MB),
                    "1 MB",
                    "Largest request body; more is answered 413.");
    static final Setting<Integer> CONNECTIONS =
            Setting.of(
                    "limits.connections",
                    Kind.whole(10, 1_000_000),
                    "10000",
                    "Open connections at most; more wait to be accepted.");
    static final Setting<Integer> REQUESTS =
            Setting.of(
                    "limits.requests",
                    Kind.whole(10, 100_000),
                    "1000",
                    "Requests worked on at the same time at most; more wait.");
    static final Setting<Integer> TOKEN_RATE =
            Setting.of(
                    "limits.requests-per-token",
                    Kind.whole(1, 1_000_000),
                    "600",
                    "API requests a minute for each token; more are answered 429.");
    static final Setting<Integer> ADDRESS_RATE =
            Setting.of(
                    "limits.requests-per-address",
                    Kind.whole(1, 1_000_000),
                    "120",
                    "API requests a minute for each address without a valid token.");
    static final Setting<Duration> RETENTION =
            Setting.of(
                    "analytics.retention",
                    Kind.span(Duration.ofDays(2), Duration.ofDays(3_650)),
                    "14d",
                    "How long single check results are kept. Hours are kept for 90 days and days for"
                            + " two years, or as long as this when it is longer.");
    static final Setting<Settings.Level> LOG_LEVEL =
            Setting.of(
                    "log.level",
                    Kind.oneOf(Settings.Level.class),
                    "info",
                    "What is logged at least.");
    static final Setting<Settings.Format> LOG_FORMAT =
            Setting.of(
                    "log.format",
                    Kind.oneOf(Settings.Format.class),
                    "text",
                    "Lines for people, or one JSON object a line.");

    private static final List<Setting<?>> OWN =
            List.of(
                    HOST,
                    PORT,
                    URL,
                    TRUST_PROXY,
                    METRICS_TOKEN,
                    NODE_NAME,
                    NODE_URL,
                    DATA,
                    STORE_URL,
                    STORE_USER,
                    STORE_PASSWORD,
                    STORE_READERS,
                    ALLOW_PRIVATE,
                    CONTROL_TARGETS,
                    PLACE,
                    USER_AGENT,
                    POLL,
                    CATALOGUE,
                    SMTP_HOST,
                    SMTP_PORT,
                    SMTP_TLS,
                    SMTP_USER,
                    SMTP_PASSWORD,
                    SMTP_BULK,
                    SMTP_FROM,
                    PAGE_DIRECTORY,
                    PAGE_UNKNOWN_HOST,
                    BUCKET_URL,
                    BUCKET_PREFIX,
                    BUCKET_REGION,
                    BUCKET_ACCESS_KEY,
                    BUCKET_SECRET_KEY,
                    REQUEST_SIZE,
                    CONNECTIONS,
                    REQUESTS,
                    TOKEN_RATE,
                    ADDRESS_RATE,
                    RETENTION,
                    LOG_LEVEL,
                    LOG_FORMAT);

    static final List<Setting<?>> ALL =
            Stream.of(OWN, EventKeys.ALL, ChannelKeys.ALL, GuardKeys.ALL)
                    .flatMap(List::stream)
                    .toList();

    private Keys() {}

    private static List<String> networks(String text) {
        return switch (text.strip()) {
            case "true" -> List.of("0.0.0.0/0", "::/0");
            case "false" -> List.of();
            default -> {
                List<String> networks =
                        Kind.list("", NETWORK.asMatchPredicate()).parse().apply(text);
                Networks.allowing(networks);
                yield networks;
            }
        };
    }
}
